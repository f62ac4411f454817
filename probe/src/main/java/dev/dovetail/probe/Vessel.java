package dev.dovetail.probe;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.postgres.ForeignKey;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.Rehearsal.Rows;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.rows.RowBuilder;
import dev.dovetail.postgres.rows.RowBuilder.NoRow;
import dev.dovetail.postgres.rows.RowBuilder.Row;
import dev.dovetail.postgres.rows.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The column that labels are put into: in real rows of its table; and where none can be made, in a
 * temporary table that has the column alone, with its type and its own checks.
 */
final class Vessel {

  /** After so many labels without a row, no further one is looked for. */
  private static final int ENOUGH = 3;

  private static final String TEMPORARY = "pg_temp.dovetail_probe";

  private final Rehearsal rehearsal;
  private final Tables tables;
  private final RowBuilder builder;
  private final Table table;
  private final Column column;
  private final boolean array;
  private int rows;
  private int failures;
  private boolean tooLong;
  private Optional<String> whyNoRow;

  Vessel(Rehearsal rehearsal, Tables tables, RowBuilder builder, Table table, Column column) {
    this.rehearsal = rehearsal;
    this.tables = tables;
    this.builder = builder;
    this.table = table;
    this.column = column;
    this.array = tables.samples().base(column.type()).endsWith("[]");
    this.whyNoRow =
        column.generated().isPresent() ? Optional.of("the column is generated") : Optional.empty();
  }

  /** What came of a label. */
  sealed interface Result {}

  /**
   * It was taken.
   *
   * @param back what was read back
   * @param instead why it is not in a row of the table but in a temporary one; empty where it is
   */
  record Kept(String back, Optional<String> instead) implements Result {}

  /** The column itself refuses it. */
  record Refusal(Refused by) implements Result {}

  /** It cannot be told; {@code reason} is half a sentence. */
  record Unclear(String reason) implements Result {}

  /** What people call the table. */
  String shownTable() {
    return Subject.shown(table.name());
  }

  Column column() {
    return column;
  }

  boolean isArray() {
    return array;
  }

  /** Whether something in the database took longer than is allowed. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The label as the column takes it. */
  String expression(String label) {
    return Identifiers.quoteLiteral(
        array ? "{\"" + label.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}" : label);
  }

  /** Stores a label, reads it back, and takes it out again. */
  Result store(String label) throws ServerException {
    Optional<NoRow> none = Optional.empty();
    if (!isHopeless()) {
      rehearsal.mark();
      try {
        switch (row(label)) {
          case Row row -> {
            return read(row);
          }
          case NoRow no -> none = Optional.of(no);
        }
      } finally {
        rehearsal.back();
      }
    }
    rehearsal.mark();
    try {
      String why = none.map(NoRow::reason).or(() -> whyNoRow).orElse("");
      Result alone = inTemporary(label, why);
      Optional<Refused> last = none.flatMap(NoRow::last);
      return switch (alone) {
        case Kept kept when last.isPresent() -> beyondType(last.get()).orElse(alone);
        // It says the same of the table that people know.
        case Refusal refusal
            when last.filter(it -> it.sqlstate().equals(refusal.by().sqlstate())).isPresent() ->
            new Refusal(last.get());
        case Kept kept -> kept;
        case Refusal refusal -> refusal;
        case Unclear unclear -> unclear;
      };
    } finally {
      rehearsal.back();
    }
  }

  /** What refuses the label by itself, beside the column's type and checks. */
  private Optional<Result> beyondType(Refused refused) throws ServerException {
    if (refused.sqlstate().equals("23514")
        && refused.constraint().isEmpty()
        && tables.partitioning(table).equals(List.of(column))) {
      return Optional.of(new Refusal(refused));
    }
    for (ForeignKey key : tables.keys(table)) {
      boolean lookup =
          refused.sqlstate().equals("23503")
              && refused.constraint().equals(Optional.of(key.name()))
              && key.columns().equals(List.of(column.name()));
      if (lookup) {
        boolean filled =
            rehearsal.ask("SELECT 1 FROM " + key.target().quoted() + " LIMIT 1")
                    instanceof Rows found
                && !found.rows().isEmpty();
        return Optional.of(
            filled
                ? new Refusal(refused)
                : new Unclear("the lookup table `" + Subject.shown(key.target()) + "` is empty"));
      }
    }
    return Optional.empty();
  }

  private boolean isHopeless() {
    return tooLong || column.generated().isPresent() || rows == 0 && failures >= ENOUGH;
  }

  /** A row of the table with the label in it, for whoever takes it back. */
  RowBuilder.Made row(String label) throws ServerException {
    RowBuilder.Made made = builder.row(table, Map.of(column.name(), expression(label)));
    switch (made) {
      case Row row -> rows++;
      case NoRow none -> {
        failures++;
        tooLong |= none.last().filter(Refused::isTooLong).isPresent();
        whyNoRow = whyNoRow.or(() -> Optional.of(none.reason()));
      }
    }
    return made;
  }

  /** The row with another label, in its new place. */
  RowBuilder.Made change(Row row, String label) throws ServerException {
    RowBuilder.Made made = builder.change(row, Map.of(column.name(), expression(label)));
    tooLong |= made instanceof NoRow none && none.last().filter(Refused::isTooLong).isPresent();
    return made;
  }

  /** The label that a row holds. */
  Optional<String> held(Row row) throws ServerException {
    return read(row) instanceof Kept kept ? Optional.of(kept.back()) : Optional.empty();
  }

  /** Whether what refuses a label looks at other columns as well. */
  boolean wantsMore(Refused refused) {
    return refused
        .constraint()
        .filter(name -> refused.sqlstate().equals("23514"))
        .map(name -> tables.heldBy(table, name).size() > 1)
        .orElse(false);
  }

  private Result read(Row row) throws ServerException {
    return switch (rehearsal.ask(
        "SELECT %s FROM %s WHERE %s".formatted(text(), table.name().quoted(), row.where()))) {
      case Refused refused -> new Unclear("it cannot be read back: " + refused.message());
      case Rows found when found.rows().isEmpty() ->
          new Unclear("a trigger of `" + shownTable() + "` moves or deletes the row");
      case Rows found ->
          new Kept(found.rows().getFirst().getFirst().orElse("NULL"), Optional.empty());
    };
  }

  private String text() {
    String name = Identifiers.quote(column.name());
    return array ? "(" + name + ")[1]::text" : name + "::text";
  }

  private Result inTemporary(String label, String why) throws ServerException {
    Map<String, String> checks = new LinkedHashMap<>(tables.ownChecks(table, column));
    String name = Identifiers.quote(column.name());
    String made =
        "CREATE TEMPORARY TABLE dovetail_probe (%s %s%s)"
            .formatted(
                name,
                column.type(),
                checks.entrySet().stream()
                    .map(it ->
                        ", CONSTRAINT " + Identifiers.quote(it.getKey()) + " " + it.getValue())
                    .collect(Collectors.joining()));
    if (rehearsal.ask(made) instanceof Refused refused) {
      return new Unclear("no temporary table can be made: " + refused.message());
    }
    String insert = "INSERT INTO %s VALUES (%s)".formatted(TEMPORARY, expression(label));
    if (rehearsal.ask(insert) instanceof Refused refused) {
      return refused.isTooLong() ? new Unclear(refused.message()) : new Refusal(refused);
    }
    return switch (rehearsal.ask("SELECT %s FROM %s".formatted(text(), TEMPORARY))) {
      case Refused refused -> new Unclear("it cannot be read back: " + refused.message());
      case Rows found ->
          new Kept(found.rows().getFirst().getFirst().orElse("NULL"), Optional.of(why));
    };
  }
}
