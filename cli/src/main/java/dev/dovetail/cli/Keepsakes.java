package dev.dovetail.cli;

import dev.dovetail.git.Contents;
import dev.dovetail.workspace.Change;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process keeps from one check of a change to the next. It makes the next one quicker, and
 * decides nothing of what is found.
 */
final class Keepsakes {

  private record About(String folder, Versions versions) {}

  private final Contents contents;
  private final Map<About, Change.States> states;
  private final Map<String, String> environment;

  /** Of a process that has checked nothing yet. */
  Keepsakes(Map<String, String> environment) {
    this(new Contents(), new HashMap<>(), environment);
  }

  private Keepsakes(
      Contents contents, Map<About, Change.States> states, Map<String, String> environment) {
    this.contents = contents;
    this.states = states;
    this.environment = new TreeMap<>(environment);
  }

  /** The same, for who asks next. */
  Keepsakes asked(Map<String, String> environment) {
    return new Keepsakes(contents, states, environment);
  }

  /** Of whoever asks. */
  Map<String, String> environment() {
    return environment;
  }

  Contents contents() {
    return contents;
  }

  Change.States states(Folder folder, Versions versions) {
    return states.computeIfAbsent(
        new About(folder.whole(), versions),
        about -> new Change.States(folder.name(), about.versions()));
  }
}
