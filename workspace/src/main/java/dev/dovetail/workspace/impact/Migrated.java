package dev.dovetail.workspace.impact;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What single migrations do to a type, or to one label of it. */
final class Migrated {

  /** A deed, told. */
  record Act(String revision, String does, Origin at) {}

  private final Subject subject;
  private final ObjectName type;

  /** What it is called now, and was called before. */
  private final Set<String> names = new HashSet<>();

  private Migrated(Subject subject, ObjectName type) {
    this.subject = subject;
    this.type = type;
    names.add(type.name());
  }

  static List<Act> of(Told told, Subject subject, ObjectName type) {
    Migrated migrated = new Migrated(subject, type);
    List<Deed> deeds = told.trail().up();
    for (Deed deed : deeds.reversed()) {
      if (deed.statement() instanceof Statement.RenameType(Name from, String to)
          && migrated.names.contains(to)) {
        migrated.names.add(from.name());
      }
    }
    List<Act> acts = new ArrayList<>();
    for (Deed deed : deeds) {
      migrated
          .told(deed.statement())
          .ifPresent(does ->
              acts.add(
                  new Act(
                      deed.revision(),
                      does + (deed.refused() ? ", which is refused" : ""),
                      deed.origin())));
    }
    return acts;
  }

  private boolean isType(Name name) {
    return names.contains(name.name())
        && name.schema().map(schema -> schema.equals(type.schema())).orElse(true);
  }

  private Optional<String> told(Statement statement) {
    return switch (statement) {
      case Statement.CreateEnum made
          when isType(made.type())
              && (subject.asked().isEmpty()
                  || made.labels().stream().anyMatch(subject.words()::contains)) ->
          Optional.of("makes the type with %d labels".formatted(made.labels().size()));
      case Statement.AddValue added
          when isType(added.type()) && !subject.leavesOut(added.label()) ->
          Optional.of("adds `%s`".formatted(added.label()));
      case Statement.DropValue dropped
          when isType(dropped.type()) && !subject.leavesOut(dropped.label()) ->
          Optional.of("drops `%s`".formatted(dropped.label()));
      case Statement.RenameValue renamed
          when isType(renamed.type())
              && !(subject.leavesOut(renamed.from()) && subject.leavesOut(renamed.to())) ->
          Optional.of("renames `%s` to `%s`".formatted(renamed.from(), renamed.to()));
      case Statement.RenameType renamed
          when subject.asked().isEmpty()
              && (isType(renamed.type()) || names.contains(renamed.to())) ->
          Optional.of("renames the type `%s` to `%s`".formatted(renamed.type(), renamed.to()));
      case Statement.DropType dropped
          when subject.asked().isEmpty() && dropped.types().stream().anyMatch(this::isType) ->
          Optional.of("drops the type");
      case Statement.CreateTable table when subject.asked().isEmpty() ->
          table.columns().stream()
              .filter(column -> isOf(column.type()))
              .findFirst()
              .map(column ->
                  "makes `%s.%s` of the type".formatted(table.table().name(), column.name()));
      case Statement.AlterTable table when subject.asked().isEmpty() ->
          table.changes().stream()
              .flatMap(change -> told(table.table(), change).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }

  private Optional<String> told(Name table, TableChange change) {
    return switch (change) {
      case TableChange.AddColumn added when isOf(added.column().type()) ->
          Optional.of("adds `%s.%s` of the type".formatted(table.name(), added.column().name()));
      case TableChange.ChangeType changed when isOf(changed.type()) ->
          Optional.of("makes `%s.%s` one of the type".formatted(table.name(), changed.column()));
      default -> Optional.empty();
    };
  }

  private boolean isOf(TypeName wanted) {
    return isType(wanted.name());
  }
}
