package dev.dovetail.core.audited;

import java.util.List;

/**
 * One database of a service.
 *
 * @param name to show: it holds no password
 */
public record AuditedDatabase(String name, Reading reading) {

  /** What came of entering it. */
  public sealed interface Reading {}

  /**
   * It was read.
   *
   * @param release of the server
   * @param unseen what whoever asked may not see, a sentence each
   */
  public record Read(
      String release, Standing standing, List<AuditedEnum> enums, List<String> unseen)
      implements Reading {
    public Read {
      enums = List.copyOf(enums);
      unseen = List.copyOf(unseen);
    }
  }

  /** It was not read. */
  public record Unread(String reason, String help) implements Reading {}

  public boolean isRead() {
    return reading instanceof Read;
  }
}
