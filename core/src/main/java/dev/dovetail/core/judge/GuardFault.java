package dev.dovetail.core.judge;

/** What can be wrong with the lists that guards read. */
public enum GuardFault implements Fault {
  GUARD_LIST_OUT_OF_DATE;

  @Override
  public String id() {
    return "guard-list-out-of-date";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "a guard's list of labels is not what the code has now";
  }
}
