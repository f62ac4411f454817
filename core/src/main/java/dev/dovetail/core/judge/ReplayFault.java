package dev.dovetail.core.judge;

/**
 * A fault that shows only on a real database: where migrations are run ({@code verify}), or rows
 * are tried ({@code probe}). Each has its page beside those of the rules.
 */
public enum ReplayFault implements ListedFault {
  CHECK_MISSING_IN_DATABASE(Severity.WARNING, "a model names a CHECK that no migration makes"),
  COLUMN_DEFAULT_IS_NO_LABEL(
      Severity.ERROR, "the database fills in a word that the enum of the code does not know"),
  COLUMN_MISSING_IN_DATABASE(Severity.ERROR, "a model has a column that no migration makes"),
  COLUMN_NULLABILITY_DIFFERS(
      Severity.WARNING, "a column takes NULL in the model or in the database, not in both"),
  COLUMN_ONLY_IN_DATABASE(Severity.INFO, "the migrations make a column that the model has not"),
  COLUMN_TYPE_DIFFERS(Severity.WARNING, "a column has another type than its model says"),
  DOWNGRADE_CHANGES_SCHEMA(
      Severity.WARNING, "taken back, a migration does not leave the schema that it found"),
  FOREIGN_KEY_DIFFERS(
      Severity.WARNING, "a foreign key leads elsewhere, or acts otherwise, than its model says"),
  FOREIGN_KEY_MISSING_IN_DATABASE(
      Severity.WARNING, "a model has a foreign key that no migration makes"),
  INDEX_DIFFERS(Severity.WARNING, "an index is another one than its model says"),
  INDEX_MISSING_IN_DATABASE(Severity.WARNING, "a model has an index that no migration makes"),
  LABEL_ALTERED_IN_STORAGE(Severity.ERROR, "what is read back is not the label that was stored"),
  LABEL_REFUSED(Severity.ERROR, "the database refuses to store a label of the code"),
  LEFTOVER_AFTER_DOWNGRADE(Severity.WARNING, "the way down to base leaves something behind"),
  MIGRATIONS_NOT_VERIFIED(Severity.WARNING, "the migrations could not be run here"),
  MIGRATION_TEST_FAILS(Severity.ERROR, "a migration test of the service fails"),
  MODEL_DEFAULT_REFUSED(
      Severity.ERROR, "what a model fills in is no label, or the database refuses it"),
  PRIMARY_KEY_DIFFERS(Severity.WARNING, "a table has another primary key than its model"),
  RERUN_FAILS(
      Severity.WARNING, "a migration that guards its statements cannot be run a second time"),
  SERVER_DEFAULT_DIFFERS(
      Severity.WARNING, "the database does not fill a column in as its model says"),
  STATE_UNREACHABLE(Severity.ERROR, "no declared move leads to a state"),
  TABLE_MISSING_IN_DATABASE(Severity.ERROR, "a model's table is made by no migration"),
  TABLE_ONLY_IN_DATABASE(Severity.INFO, "the migrations make a table that no model knows"),
  TOLD_DIFFERS_FROM_REPLAY(
      Severity.ERROR, "Dovetail's reading of the migrations differs from what they really do"),
  TRANSITION_REFUSED(Severity.ERROR, "the database refuses a move that is declared as allowed"),
  UNIQUE_MISSING_IN_DATABASE(
      Severity.WARNING, "a model says that columns are unique, and nothing keeps them so"),
  UPGRADE_AT_HEAD_CHANGES_SCHEMA(Severity.ERROR, "an upgrade at the head is not idle"),
  WRONG_LABEL_ACCEPTED(
      Severity.WARNING, "a column that is held to a list takes a word that is not on it");

  private final Severity severity;
  private final String summary;

  ReplayFault(Severity severity, String summary) {
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
    return Category.REPLAY;
  }

  @Override
  public boolean isInFiles() {
    return false;
  }
}
