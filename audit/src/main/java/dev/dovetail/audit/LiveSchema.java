package dev.dovetail.audit;

import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import java.util.List;

/** The schema that the live database of one service has. */
public final class LiveSchema {

  private LiveSchema() {}

  /** What came of asking. */
  public sealed interface Result {}

  /** What is there, without the book-keeping of migration tools. */
  public record Read(Schema schema) implements Result {}

  /** Why it was not read, and what to do. */
  public record NotRead(String reason) implements Result {}

  /**
   * Reads it.
   *
   * @param alone whether there is no other service
   */
  public static Result of(Service service, Whereabouts whereabouts, boolean alone) {
    List<Whereabouts.Found> found = whereabouts.of(service, alone);
    if (found.size() > 1) {
      return new NotRead("it has %d databases: name one by --database".formatted(found.size()));
    }
    return found.stream()
        .findFirst()
        .map(LiveSchema::read)
        .orElseGet(() -> new NotRead(whereabouts.missing(service, alone)));
  }

  private static Result read(Whereabouts.Found found) {
    return switch (found) {
      case Whereabouts.Unreadable(String by, String reason) -> new NotRead(by + ": " + reason);
      case Whereabouts.At(Address address) -> {
        try (Observation observation = Observation.open(address, Limits.usual())) {
          yield new Read(Bookkeeping.without(observation.schema()));
        } catch (ServerException e) {
          Unread unread = Unreached.by(e, address);
          yield new NotRead(unread.reason() + "; " + unread.help());
        }
      }
    };
  }
}
