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

  /** From 15 on, altering what a generated column uses is "not supported", not bad syntax. */
  String stateOfGeneratedInUse() {
    return major >= 15 ? "0A000" : "42601";
  }

  /** From 14 on, BEGIN ATOMIC and RETURN are syntax. */
  boolean knowsAtomicBodies() {
    return major >= 14;
  }
}
