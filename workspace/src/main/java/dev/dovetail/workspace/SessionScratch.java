package dev.dovetail.workspace;

import dev.dovetail.core.convention.Scratch;
import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds what conventions say on the PostgreSQL machine, beside the enum types of a service. */
final class SessionScratch implements Scratch {

  private static final Origin NOWHERE = new Origin.Implied("a convention");

  private final Session start;

  SessionScratch(ServerVersion version, Schema around) {
    List<String> types = new ArrayList<>();
    around.schemas().stream()
        .filter(name -> !name.equals("public"))
        .forEach(name -> types.add("CREATE SCHEMA " + Identifiers.quote(name)));
    for (Schema.EnumType type : around.enums().values()) {
      List<String> labels = type.texts().stream().map(Identifiers::literal).toList();
      types.add(
          "CREATE TYPE %s AS ENUM (%s)".formatted(type.name().quoted(), String.join(", ", labels)));
    }
    this.start = run(Session.open(version), types);
  }

  @Override
  public ObjectName place(String table) {
    return new ObjectName("public", table);
  }

  @Override
  public Optional<Schema.Table> build(ObjectName place, List<String> statements) {
    return Optional.ofNullable(run(start, statements).schema().tables().get(place));
  }

  private static Session run(Session session, List<String> statements) {
    Session now = session;
    for (String sql : statements) {
      for (SqlReader.Read read : SqlReader.statements(sql)) {
        Outcome outcome = now.apply(read.statement(), NOWHERE);
        now =
            switch (outcome) {
              case Session next -> next;
              case Refusal refusal -> now;
            };
      }
    }
    return now;
  }
}
