package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredEnum.Member;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.schema.Schema.Label;
import java.util.List;
import java.util.Optional;

/**
 * What SQLAlchemy 1.4 makes of an enum whose members have aliases: their names are labels too, and
 * with a {@code values_callable} the type cannot be made at all.
 */
final class Aliases {

  private Aliases() {}

  static EnumColumn asLabels(EnumColumn column) {
    Optional<DeclaredEnum> aliased =
        column
            .declared()
            .filter(
                type -> type.members().stream().anyMatch(member -> member.aliasOf().isPresent()));
    if (aliased.isEmpty()) {
      return column;
    }
    return switch (column.persistence()) {
      case Persistence.Names names when names.reason().equals(EnumTypes.NO_CALLABLE) ->
          with(column, labels(aliased.get().members()), column.unknown());
      case Persistence.Names names -> refused(column, aliased.get());
      case Persistence.Values values when values.reason().startsWith("values_callable") ->
          refused(column, aliased.get());
      case Persistence.Values values -> column;
      case Persistence.Literals literals -> column;
      case Persistence.Unknown unknown -> column;
    };
  }

  private static List<Label> labels(List<Member> members) {
    return members.stream().map(member -> new Label(member.name(), member.origin())).toList();
  }

  private static EnumColumn refused(EnumColumn column, DeclaredEnum type) {
    return with(
        column,
        column.labels(),
        Optional.of(
            "SQLAlchemy 1.4 takes no values_callable for "
                + type.name()
                + ", whose members have aliases"));
  }

  private static EnumColumn with(EnumColumn column, List<Label> labels, Optional<String> unknown) {
    return new EnumColumn(
        column.schema(),
        column.table(),
        column.column(),
        column.typeName(),
        column.typeSchema(),
        column.declared(),
        labels,
        column.persistence(),
        column.storage(),
        column.array(),
        column.serverDefault(),
        unknown,
        column.origin());
  }
}
