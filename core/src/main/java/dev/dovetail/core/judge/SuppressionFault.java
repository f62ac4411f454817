package dev.dovetail.core.judge;

/** What can be wrong with a comment that allows a finding. */
public enum SuppressionFault implements ListedFault {
  SUPPRESSION_UNCLEAR("a comment allows a rule that does not exist, or gives no reason"),
  SUPPRESSION_UNUSED("a comment allows what is not found there");

  private final String summary;

  SuppressionFault(String summary) {
    this.summary = summary;
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public Category category() {
    return Category.SUPPRESSIONS;
  }
}
