package dev.dovetail.verify.convention;

import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Conventions;
import dev.dovetail.core.convention.Departure;
import dev.dovetail.core.judge.ConventionBroken;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.postgres.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Holds what the migrations of services really made against what the services agreed on. */
public final class ConventionCheck {

  private final List<Convention> conventions;
  private final Map<List<String>, Schema.Table> built = new ConcurrentHashMap<>();

  public ConventionCheck(List<Convention> conventions) {
    this.conventions = List.copyOf(conventions);
  }

  /** Whether nothing was agreed on. */
  public boolean isEmpty() {
    return conventions.isEmpty();
  }

  /**
   * Checks one service. The database is left as it was met.
   *
   * @param replayed what the database at the head holds
   * @param told what its migrations were read to make: it knows the places
   * @param references what the migrations of a service made that others follow
   */
  public Checked check(
      String service,
      Database database,
      Schema replayed,
      Schema told,
      Function<String, Optional<Schema>> references) {
    long start = System.nanoTime();
    List<Finding> findings = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    boolean unclear = false;
    boolean measured = false;
    for (Convention convention : conventions) {
      if (!convention.binds(service)) {
        lines.add("%s does not bind %s".formatted(convention.title(), service));
        continue;
      }
      Conformity conformity =
          placed(
              Conventions.measure(
                  convention, service, replayed, references, new DatabaseScratch(database, built)),
              told);
      findings.addAll(new ConventionBroken().findings(conformity));
      lines.addAll(conformity.lines());
      unclear |= !conformity.unclear().isEmpty();
      measured |= !conformity.tables().isEmpty();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Outcome outcome = outcome(findings, lines, measured, unclear);
    // The reason of a skipped check is made of the lines.
    List<String> said = outcome instanceof Outcome.Skipped ? List.of() : lines;
    return new Checked(Check.CONVENTIONS, outcome, took, findings, said);
  }

  private Outcome outcome(
      List<Finding> findings, List<String> lines, boolean measured, boolean unclear) {
    if (!findings.isEmpty()) {
      return new Outcome.Failed();
    }
    if (unclear) {
      return new Outcome.Unverified("not everything could be compared");
    }
    return measured ? new Outcome.Passed() : new Outcome.Skipped(String.join("; ", lines));
  }

  /** A database knows no files; the migrations that were read do. */
  private static Conformity placed(Conformity conformity, Schema told) {
    return new Conformity(
        conformity.convention(),
        conformity.service(),
        conformity.tables(),
        conformity.departures().stream().map(it -> it.at(place(it, told))).toList(),
        conformity.unclear());
  }

  private static Origin place(Departure departure, Schema told) {
    Optional<Schema.Table> table =
        Optional.ofNullable(told.tables().get(departure.table()))
            .or(() -> told.tables().values().stream().findFirst());
    String part = departure.part();
    String name = part.substring(part.indexOf(' ') + 1);
    return table
        .flatMap(it ->
            it.column(name)
                .filter(column -> part.startsWith("column "))
                .map(Schema.Column::origin)
                .or(() -> Optional.ofNullable(it.indexes().get(name)).map(Schema.Index::origin))
                .or(() ->
                    Optional.ofNullable(it.constraints().get(name)).map(Schema.Constraint::origin)))
        .or(() -> table.map(Schema.Table::origin))
        .orElse(departure.at());
  }
}
