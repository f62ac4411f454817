package dev.dovetail.core.judge;

/** A rule that says in one line what it is called and how it is taken. */
abstract class Described implements Rule {

  private final String id;
  private final Severity severity;
  private final Category category;
  private final Start start;
  private final String summary;

  /** Whether a rule is asked before a configuration speaks of it. */
  enum Start {
    ON,
    OFF
  }

  Described(String id, Severity severity, Category category, Start start, String summary) {
    this.id = id;
    this.severity = severity;
    this.category = category;
    this.start = start;
    this.summary = summary;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final Severity severity() {
    return severity;
  }

  @Override
  public final Category category() {
    return category;
  }

  @Override
  public final boolean onByDefault() {
    return start == Start.ON;
  }

  @Override
  public final String summary() {
    return summary;
  }
}
