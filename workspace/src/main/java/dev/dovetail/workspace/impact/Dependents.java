package dev.dovetail.workspace.impact;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.impact.Touch.Kind;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What hangs on a type in the schema that the migrations make. The machine is asked to drop the
 * type with everything: what is gone then hung on it, as PostgreSQL's own catalog would say.
 */
final class Dependents {

  /**
   * One of them.
   *
   * @param text its definition, so far as it is known
   */
  record Dependent(Kind kind, String what, String text, Origin at) {}

  private final Schema before;
  private final Schema after;
  private final ObjectName type;
  private final List<Dependent> found = new ArrayList<>();

  private Dependents(Schema before, Schema after, ObjectName type) {
    this.before = before;
    this.after = after;
    this.type = type;
  }

  /** Empty where it is not known. */
  static Optional<List<Dependent>> of(Told told, ObjectName type) {
    Session end = told.trail().end();
    Statement drop =
        new Statement.DropType(List.of(Name.of(type.schema(), type.name())), false, true, false);
    return end.apply(drop, new Origin.Implied("a question")) instanceof Session without
        ? Optional.of(new Dependents(end.schema(), without.schema(), type).all())
        : Optional.empty();
  }

  private List<Dependent> all() {
    before.domains().values().stream()
        .filter(domain -> !after.domains().containsKey(domain.name()))
        .forEach(domain ->
            add(
                Kind.DOMAIN,
                "`%s`".formatted(domain.name()),
                domain.defaultText().orElse("") + String.join(" ", domain.checks()),
                domain.origin()));
    before.tables().values().forEach(this::table);
    before.views().values().stream()
        .filter(view -> !after.views().containsKey(view.name()))
        .forEach(view ->
            add(
                Kind.VIEW,
                "`%s`%s".formatted(view.name(), view.materialized() ? ", materialized" : ""),
                view.source(),
                view.origin()));
    before.routines().values().stream()
        .filter(routine -> !after.routines().containsKey(routine.name()))
        .forEach(routine ->
            add(Kind.FUNCTION, "`%s`".formatted(routine.signature()), "", routine.origin()));
    before
        .triggers()
        .forEach((name, trigger) -> {
          if (!after.triggers().containsKey(name)) {
            add(
                Kind.TRIGGER,
                "`%s` on `%s`".formatted(trigger.name(), trigger.table()),
                trigger.source(),
                trigger.origin());
          }
        });
    return found;
  }

  private void table(Schema.Table table) {
    Optional<Schema.Table> left = Optional.ofNullable(after.tables().get(table.name()));
    for (Schema.Column column : table.columns()) {
      Optional<Schema.Column> stays = left.flatMap(it -> it.column(column.name()));
      String name = table.name().name() + "." + column.name();
      if (column.enumType().filter(type::equals).isPresent()) {
        add(Kind.COLUMN, "`%s`, `%s`".formatted(name, column.type()), "", column.origin());
        column
            .defaultText()
            .ifPresent(text ->
                add(
                    Kind.DEFAULT,
                    "`%s` is `%s` where nothing is given".formatted(name, text),
                    text,
                    column.origin()));
      } else if (stays.isEmpty()) {
        add(
            Kind.GENERATED,
            "`%s`%s".formatted(name, column.generated().map(it -> " is `" + it + "`").orElse("")),
            column.generated().orElse(""),
            column.origin());
      } else if (column.defaultText().isPresent() && stays.get().defaultText().isEmpty()) {
        String text = column.defaultText().get();
        add(Kind.DEFAULT, "`%s` is `%s`".formatted(name, text), text, column.origin());
      }
    }
    table
        .constraints()
        .forEach((name, constraint) -> {
          if (left.filter(it -> it.constraints().containsKey(name)).isEmpty()) {
            Kind kind = constraint.kind() == ConstraintKind.CHECK ? Kind.CHECK : Kind.INDEX;
            add(
                kind,
                "`%s` of `%s`: `%s`".formatted(name, table.name().name(), constraint.definition()),
                constraint.definition(),
                constraint.origin());
          }
        });
    table
        .indexes()
        .forEach((name, index) -> {
          if (left.filter(it -> it.indexes().containsKey(name)).isEmpty()) {
            add(
                Kind.INDEX,
                "`%s` of `%s`".formatted(name, table.name().name()),
                index.definition(),
                index.origin());
          }
        });
  }

  private void add(Kind kind, String what, String text, Origin at) {
    found.add(new Dependent(kind, what, text, at));
  }
}
