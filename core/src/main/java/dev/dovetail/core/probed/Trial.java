package dev.dovetail.core.probed;

/** A kind of test that an enum is put to; in the order in which it is shown. */
public enum Trial {
  CONSISTENCY("consistency", "code and database have the same labels"),
  STORAGE("storage", "every label is stored and read back, and wrong words are refused"),
  TRANSITION("transition", "every declared move is made, and every state is reached"),
  DEFAULT("default", "what database and model fill in is a label"),
  FORMAT("format", "labels follow conventions");

  private final String word;
  private final String summary;

  Trial(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** As it is called in reports. */
  public String word() {
    return word;
  }

  public String summary() {
    return summary;
  }
}
