package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The statements of a service's migrations, for rules that look at single steps. */
final class Steps {

  private final List<Deed> deeds;

  private Steps(List<Deed> deeds) {
    this.deeds = deeds;
  }

  /** The way up, without what PostgreSQL refuses: other rules speak of that. */
  static Steps up(ServiceFacts facts) {
    return of(facts.told().map(Told::trail).map(trail -> trail.up()).orElse(List.of()));
  }

  static Steps down(ServiceFacts facts) {
    return of(facts.told().map(Told::trail).map(trail -> trail.down()).orElse(List.of()));
  }

  private static Steps of(List<Deed> all) {
    return new Steps(all.stream().filter(deed -> !deed.refused()).toList());
  }

  List<Deed> all() {
    return deeds;
  }

  /** By revision, in the order of running. */
  Map<String, List<Deed>> byRevision() {
    Map<String, List<Deed>> revisions = new LinkedHashMap<>();
    for (Deed deed : deeds) {
      revisions.computeIfAbsent(deed.revision(), any -> new ArrayList<>()).add(deed);
    }
    return revisions;
  }

  static List<TableChange> changes(Deed deed) {
    return deed.statement() instanceof Statement.AlterTable alter ? alter.changes() : List.of();
  }

  /** Whether one of the deeds is a statement of this kind that meets the condition. */
  static <S extends Statement> boolean any(
      List<Deed> deeds, Class<S> kind, Predicate<S> condition) {
    return deeds.stream()
        .map(Deed::statement)
        .filter(kind::isInstance)
        .map(kind::cast)
        .anyMatch(condition);
  }

  /** Whether the deeds make the table, so that it holds no rows that somebody waits for. */
  static boolean make(List<Deed> deeds, Name table) {
    return any(deeds, Statement.CreateTable.class, create -> same(create.table(), table));
  }

  /** Whether the deeds change rows of the table, or do something to it that is not understood. */
  static boolean changeRows(List<Deed> deeds, Name table) {
    return deeds.stream()
        .anyMatch(deed ->
            switch (deed.statement()) {
              case Statement.Update update -> same(update.table(), table);
              case Statement.Delete delete -> same(delete.table(), table);
              case Statement.Truncate truncate ->
                  truncate.tables().stream().anyMatch(each -> same(each, table));
              case Statement.DoBlock block -> true;
              case Statement.Opaque opaque -> opaque.touches().changesRowsOf(table.name());
              default -> false;
            });
  }

  /** By the last name, where not both say a schema. */
  static boolean same(Name one, Name other) {
    return one.name().equals(other.name())
        && (one.schema().isEmpty()
            || other.schema().isEmpty()
            || one.schema().equals(other.schema()));
  }

  /** Whether it changes what the schema is. */
  static boolean changesSchema(Statement statement) {
    return switch (statement) {
      case Statement.Insert none -> false;
      case Statement.Update none -> false;
      case Statement.Delete none -> false;
      case Statement.Select none -> false;
      case Statement.Truncate none -> false;
      case Statement.Begin none -> false;
      case Statement.Commit none -> false;
      case Statement.Rollback none -> false;
      case Statement.Savepoint none -> false;
      case Statement.ReleaseSavepoint none -> false;
      case Statement.RollbackTo none -> false;
      case Statement.Immaterial none -> false;
      case Statement.CommentOn none -> false;
      case Statement.SetSearchPath none -> false;
      case Statement.ResetSearchPath none -> false;
      case Statement.Refused none -> false;
      case Statement.DoBlock none -> false;
      case Statement.Opaque none -> false;
      default -> true;
    };
  }

  /** The enum that a column holds before a deed. */
  static Optional<EnumType> enumOf(Deed deed, Name table, String column) {
    return deed.before()
        .tableNamed(table)
        .flatMap(found -> found.column(column))
        .flatMap(found -> found.enumType())
        .flatMap(type -> deed.before().enumNamed(nameOf(type)));
  }

  static Optional<EnumType> enumOf(Deed deed, TypeName type) {
    return deed.before().enumNamed(type.name());
  }

  static Name nameOf(ObjectName name) {
    return Name.of(name.schema(), name.name());
  }
}
