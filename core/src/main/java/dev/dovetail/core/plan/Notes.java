package dev.dovetail.core.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found to be said while a rollout is read. */
final class Notes {

  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> doubts = new LinkedHashSet<>();

  void note(String sentence) {
    notes.add(sentence);
  }

  void doubt(String sentence) {
    doubts.add(sentence);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  List<String> doubts() {
    return List.copyOf(doubts);
  }
}
