package dev.dovetail.core.judge;

/**
 * A fault that shows only in a live database: {@code audit} finds it. Each has its page beside
 * those of the rules.
 */
public enum LiveFault implements ListedFault {
  DATABASE_DEPARTS_FROM_MIGRATIONS(
      Severity.WARNING, "a live type is not what the migrations make of it"),
  DATABASE_KEEPS_TEXT(
      Severity.WARNING, "a live column holds text where the code says an enum type"),
  DATABASE_LABEL_UNKNOWN_TO_CODE(
      Severity.INFO, "a live database has a label that the code does not know"),
  DATABASE_LACKS_LABEL(Severity.ERROR, "a live type lacks a label that the code may write"),
  DATABASE_LACKS_TYPE(Severity.ERROR, "a live database lacks a type that the code names"),
  DATABASE_NOT_READ(Severity.WARNING, "a live database could not be read"),
  DATABASE_NOT_TOLD(Severity.WARNING, "how an enum stands in a live database could not be told"),
  DATABASE_ORDER_DIFFERS(
      Severity.INFO, "a live type has the labels in another order than the code"),
  DATABASE_REFUSES_LABEL(
      Severity.ERROR, "a live column is held to a list that lacks a label of the code"),
  DATABASE_TYPE_CLOSED(Severity.INFO, "whoever asked may not use a live type"),
  DATABASE_TYPE_UNDECLARED(Severity.INFO, "no enum of the code belongs to a live type");

  private final Severity severity;
  private final String summary;

  LiveFault(Severity severity, String summary) {
    this.severity = severity;
    this.summary = summary;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public Category category() {
    return Category.LIVE;
  }

  @Override
  public boolean isInFiles() {
    return false;
  }
}
