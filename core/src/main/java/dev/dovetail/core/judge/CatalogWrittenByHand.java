package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalog is the server's own: what is written there is checked by nothing. */
final class CatalogWrittenByHand extends Described {

  CatalogWrittenByHand() {
    super(
        "catalog-written-by-hand",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a migration writes to pg_enum or another table of the catalog");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stream.concat(Steps.up(facts).all().stream(), Steps.down(facts).all().stream())
        .flatMap(deed ->
            deed.statements().stream()
                .flatMap(statement -> written(statement).stream())
                .map(table -> finding(facts, deed, table)))
        .toList();
  }

  private static Optional<Name> written(Statement statement) {
    Optional<Name> table =
        switch (statement) {
          case Statement.Insert insert -> Optional.of(insert.table());
          case Statement.Update update -> Optional.of(update.table());
          case Statement.Delete delete -> Optional.of(delete.table());
          default -> Optional.empty();
        };
    return table.filter(name ->
        name.schema().map("pg_catalog"::equals).orElseGet(() -> name.name().startsWith("pg_")));
  }

  private Finding finding(ServiceFacts facts, Deed deed, Name table) {
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            deed.revision() + " " + table,
            "the migration writes to %s: only a superuser may, nothing checks that rows and indexes still agree with it, and other sessions keep what they have cached"
                .formatted(Wording.code(table)),
            "use ALTER TYPE ... ADD VALUE or RENAME VALUE; a label is removed by creating the type"
                + " anew and altering the columns to it");
  }
}
