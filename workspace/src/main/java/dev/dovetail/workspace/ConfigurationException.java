package dev.dovetail.workspace;

/** What a configuration says cannot be taken. The reason begins with its place. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  ConfigurationException(String file, int line, int column, String message) {
    this(file + ":" + line + ":" + column + ": " + message);
  }

  ConfigurationException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
