package dev.dovetail.core.machine;

/** A major version of PostgreSQL. */
public record ServerVersion(int major) {

  public static final ServerVersion DEFAULT = new ServerVersion(17);

  public ServerVersion {
    if (major < 12 || major > 18) {
      throw new IllegalArgumentException("PostgreSQL 12 to 18 are known, not " + major);
    }
  }

  /** From 17 on, labels added to a type that the same transaction created may be used at once. */
  boolean newTypesTakeNewLabels() {
    return major >= 17;
  }
}
