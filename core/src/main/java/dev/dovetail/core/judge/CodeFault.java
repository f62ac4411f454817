package dev.dovetail.core.judge;

/** What shows in the text of code alone, and in nothing that is known of it. */
public enum CodeFault implements ListedFault {
  ENUM_NOT_IMPORTED(
      Severity.ERROR, Category.USES, "a file uses an enum that it neither imports nor defines"),
  ENUM_UNDOCUMENTED(
      Severity.INFO,
      Category.DEFINITIONS,
      "no docstring or comment says what a stored enum is for"),
  LABEL_UNDOCUMENTED(
      Severity.INFO, Category.DEFINITIONS, "no comment says what a label of a stored enum means"),
  /** Certain, and yet a choice: it was never held against code that makes it. */
  POSITION_PERSISTED(
      Severity.INFO,
      Category.DEFINITIONS,
      "what is stored of an enum is the position of the member");

  private final Severity severity;
  private final Category category;
  private final String summary;

  CodeFault(Severity severity, Category category, String summary) {
    this.severity = severity;
    this.category = category;
    this.summary = summary;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public Category category() {
    return category;
  }

  @Override
  public String summary() {
    return summary;
  }

  /** Most healthy enums say nothing of themselves. */
  @Override
  public boolean onByDefault() {
    return this == ENUM_NOT_IMPORTED || this == POSITION_PERSISTED;
  }
}
