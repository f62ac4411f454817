package dev.dovetail.core.plan;

import java.util.List;

/** What came of looking for a safe order. */
public sealed interface Outcome {

  /** How many safe states were looked at. */
  int states();

  /** The shortest safe order. */
  record Safe(List<Step> steps, int states) implements Outcome {
    public Safe {
      steps = List.copyOf(steps);
    }
  }

  /**
   * There is none: every order contains one of these steps, each told in its shortest story.
   *
   * @param stories the shortest first
   */
  record None(List<Story> stories, int states) implements Outcome {
    public None {
      stories = List.copyOf(stories);
    }
  }

  /** There are more states than are looked at. */
  record GaveUp(String reason, int states) implements Outcome {}
}
