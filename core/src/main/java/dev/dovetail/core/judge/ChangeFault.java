package dev.dovetail.core.judge;

/** What only a change shows: a state of the repository held against the one before it. */
public enum ChangeFault implements ListedFault {
  ENUM_CHANGED_WITHOUT_MIGRATION(
      Severity.ERROR, "a change alters a stored enum, and brings no migration of the service"),
  FORK_IN_MERGED_TREE(
      Severity.ERROR,
      "a merge would leave the history with several heads, so `upgrade head` fails"),
  MIGRATION_BELOW_HEAD(
      Severity.WARNING, "a new SQL file has a lower number than one that others have run already"),
  MIGRATION_EDITED_AFTER_MERGE(
      Severity.WARNING, "a migration that others have run already does something else now");

  private final Severity severity;
  private final String summary;

  ChangeFault(Severity severity, String summary) {
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
    return Category.CHANGES;
  }

  /** One state of the files does not show it. */
  @Override
  public boolean isInFiles() {
    return false;
  }
}
