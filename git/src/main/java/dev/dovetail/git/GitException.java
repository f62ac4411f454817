package dev.dovetail.git;

/** What git could not tell, in words for whoever asked. */
public final class GitException extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;

  GitException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
