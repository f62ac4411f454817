package dev.dovetail.migrations.alembic;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.PythonRaise;
import java.util.List;
import java.util.Optional;

/**
 * A {@code sa.Enum} or {@code postgresql.ENUM} as it was constructed.
 *
 * @param generic whether it is {@code sa.Enum}
 * @param createIgnored whether {@code create_type=False} is written and not looked at
 * @param bound whether it was given {@code metadata=}
 * @param literal whether every label is a plain string; else CREATE TYPE cannot be rendered
 * @param source the Python class that the labels come from
 */
record EnumType(
    Optional<String> name,
    Optional<String> schema,
    List<Label> labels,
    boolean generic,
    boolean nativeEnum,
    boolean createType,
    boolean createIgnored,
    boolean bound,
    boolean inheritSchema,
    boolean createConstraint,
    Optional<Integer> length,
    boolean literal,
    Optional<EnumClass> source,
    Origin at) {

  /** A label, and where it is written. */
  record Label(String text, Origin at) {}

  EnumType {
    labels = List.copyOf(labels);
  }

  List<String> texts() {
    return labels.stream().map(Label::text).toList();
  }

  /** What is stored for a member of the class that the labels come from. */
  Optional<String> labelOf(EnumMember member) {
    if (source.isEmpty() || source.get() != member.owner()) {
      return Optional.empty();
    }
    int place = source.get().members().indexOf(member);
    boolean paired = labels.size() == source.get().members().size();
    return Optional.of(paired && place >= 0 ? labels.get(place).text() : member.name());
  }

  /** The name as SQL says it; an enum without one cannot be compiled. */
  String named() {
    return name.orElseThrow(() ->
        PythonRaise.of("sqlalchemy.exc.CompileError", "PostgreSQL ENUM type requires a name.", at));
  }

  /** Its name, in the table's schema where it inherits that. */
  Name in(Optional<String> tableSchema) {
    Optional<String> place = inheritSchema ? tableSchema : schema;
    return new Name(place, Identifiers.cut(named()));
  }

  /** How wide the VARCHAR is that stands in for it. */
  int width() {
    int longest =
        labels.stream()
            .mapToInt(l -> l.text().codePointCount(0, l.text().length()))
            .max()
            .orElse(0);
    return length.orElse(longest);
  }
}
