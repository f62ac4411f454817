package dev.dovetail.probe;

import dev.dovetail.audit.Unreached;
import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.Probed.Done;
import dev.dovetail.core.probed.Probed.NotDone;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.rows.RowBuilder;
import dev.dovetail.postgres.rows.Tables;
import dev.dovetail.verify.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One service, on one database.
 *
 * @param compare holds the service's code against a schema
 */
record ServiceProbe(
    ServiceFacts facts,
    Function<Schema, List<Comparison>> compare,
    EnumProbe trials,
    Limits limits) {

  /**
   * @param shown what the database is called in reports
   * @param remarks on how it came to be probed, a sentence each
   */
  Probed.Reading on(Address address, String shown, List<String> remarks) {
    try (Rehearsal rehearsal = Rehearsal.open(address, limits)) {
      return on(rehearsal, shown, remarks);
    } catch (ServerException e) {
      Unread unread = Unreached.by(e, address);
      return new NotDone(unread.reason(), unread.help());
    }
  }

  private Probed.Reading on(Rehearsal rehearsal, String shown, List<String> remarks)
      throws ServerException {
    if (rehearsal.readsOnly()) {
      return new NotDone(
          "the database only reads: it is a standby, or a user's setting says so",
          "name the server that it follows, or use `--on-replay`");
    }
    Schema all = rehearsal.schema();
    Optional<Schema> told = facts.told().map(Told::schema);
    if (told.filter(schema -> isStranger(schema, all)).isPresent()) {
      return new NotDone(
          "it holds none of the tables and types that the migrations make",
          "is it the right database? If it is new, run the migrations first");
    }
    Map<ObjectName, String> before = rehearsal.sequences();
    Tables tables = new Tables(all, rehearsal.foreignKeys());
    RowBuilder builder = new RowBuilder(rehearsal, tables);
    Schema schema = Bookkeeping.without(all);
    if (trials.replayed() && told.isPresent()) {
      schema = Places.in(schema, told.get());
    }
    List<ProbedEnum> enums = new ArrayList<>();
    for (Comparison comparison : compare.apply(schema)) {
      enums.add(trials.probed(comparison, rehearsal, tables, builder));
    }
    return new Done(
        shown, rehearsal.release(), trials.replayed(), remarks, enums, advanced(before, rehearsal));
  }

  /** Rows of somebody else's tables would say nothing of this service. */
  private static boolean isStranger(Schema told, Schema all) {
    return !(told.tables().isEmpty() && told.enums().isEmpty())
        && told.tables().keySet().stream().noneMatch(it -> all.tables().containsKey(it))
        && told.enums().keySet().stream().noneMatch(it -> all.enums().containsKey(it));
  }

  private static List<String> advanced(Map<ObjectName, String> before, Rehearsal rehearsal)
      throws ServerException {
    return rehearsal.sequences().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.getOrDefault(entry.getKey(), "")))
        .map(entry -> entry.getKey().toString())
        .toList();
  }
}
