package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The column that SQLModel makes of a field, in the words of SQLAlchemy. */
final class SqlModelField {

  private static final Set<String> SAME =
      Set.of("primary_key", "index", "unique", "nullable", "default", "default_factory");

  private SqlModelField() {}

  /** Whether a column is written out, so that the annotation says nothing of it. */
  static boolean isColumn(Optional<Value> value) {
    return value
        .filter(it ->
            it instanceof Value.Constructed made
                && made.arguments().named("sa_column").flatMap(Columns::column).isPresent())
        .isPresent();
  }

  /** Its arguments; empty where the field makes no column. */
  static Optional<Arguments> column(Optional<Value> value, Optional<Meaning> meaning) {
    Optional<Value.Constructed> field =
        value
            .filter(Value.Constructed.class::isInstance)
            .map(Value.Constructed.class::cast)
            .filter(made -> made.callee().equals("sqlmodel.Field"));
    Optional<Value> own = field.flatMap(made -> made.arguments().named("sa_column"));
    if (own.isPresent()) {
      return Columns.column(own.get()).map(Value.Constructed::arguments);
    }
    Arguments given =
        field
            .map(Value.Constructed::arguments)
            .orElseGet(() ->
                value
                    .map(plain ->
                        new Arguments(List.of(), Map.of("default", plain), Optional.empty()))
                    .orElse(Arguments.NONE));
    return Optional.of(translated(given, meaning));
  }

  private static Arguments translated(Arguments given, Optional<Meaning> meaning) {
    Map<String, Value> named = new LinkedHashMap<>();
    given.get(0, "default").ifPresent(value -> named.put("default", value));
    for (String name : SAME) {
      given.named(name).ifPresent(value -> named.put(name, value));
    }
    Optional<Value> type = given.named("sa_type").or(() -> sized(given, meaning));
    type.ifPresent(value -> named.put("type_", value));
    List<Value> positional = new ArrayList<>();
    given
        .named("foreign_key")
        .filter(value -> !(value instanceof Value.None))
        .ifPresent(target -> positional.add(foreignKey(target, given)));
    Optional<Value.Unknown> more = given.more();
    Optional<Value> others = given.named("sa_column_args");
    if (others.isPresent()) {
      switch (others.get()) {
        case ListValue list when list.poison().isEmpty() -> positional.addAll(list.elements());
        case Value.Tuple tuple -> positional.addAll(tuple.elements());
        case Value.Unknown why -> more = Optional.of(more.orElse(why));
        default -> {}
      }
    }
    if (given.named("sa_column_kwargs").orElse(new Value.None()) instanceof DictValue map) {
      more = more.or(map::poison);
      for (DictValue.Entry entry : map.entries()) {
        EnumTypes.string(entry.key()).ifPresent(key -> named.put(key, entry.value()));
      }
    }
    return new Arguments(positional, named, more);
  }

  /** A type that the field's own limits decide, or that SQLModel chooses otherwise. */
  private static Optional<Value> sized(Arguments given, Optional<Meaning> meaning) {
    Optional<Value> plain = meaning.flatMap(Meaning::plain);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    return switch (plain.get()) {
      case Value.Builtin builtin when builtin.name().equals("str") ->
          Optional.of(made("sqlalchemy.String", given, Map.of("length", "max_length")));
      case Value.Library library when library.path().equals("decimal.Decimal") ->
          Optional.of(
              made(
                  "sqlalchemy.Numeric",
                  given,
                  Map.of("precision", "max_digits", "scale", "decimal_places")));
      // Older ones make it without a time zone, newer ones with one.
      case Value.Library library when library.path().equals("datetime.datetime") ->
          Optional.of(
              new Value.Unknown(
                  "versions of SQLModel differ in the time zone of datetime", nowhere()));
      default -> Optional.empty();
    };
  }

  private static Value made(String type, Arguments given, Map<String, String> names) {
    Map<String, Value> named = new LinkedHashMap<>();
    names.forEach((ours, theirs) -> given.named(theirs).ifPresent(value -> named.put(ours, value)));
    return new Value.Constructed(
        type, new Arguments(List.of(), named, Optional.empty()), nowhere());
  }

  private static Value foreignKey(Value target, Arguments given) {
    Map<String, Value> named = new LinkedHashMap<>();
    given.named("ondelete").ifPresent(value -> named.put("ondelete", value));
    return new Value.Constructed(
        "sqlalchemy.ForeignKey",
        new Arguments(List.of(target), named, Optional.empty()),
        nowhere());
  }

  private static Origin nowhere() {
    return new Origin.Implied("SQLModel");
  }
}
