package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.ServerDefault;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredConstraint.Target;
import dev.dovetail.core.declared.DeclaredIndex;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.DeclaredType;
import dev.dovetail.core.declared.Reading;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the tables of a service together of all that its classes and {@code Table(...)}s say, once
 * everything is read: then a key can name a column of another file.
 */
final class TableAssembly {

  private final ColumnFacts facts;

  /** Where a column object stands; empty where it stands in several tables. */
  private final IdentityHashMap<Value, Optional<Place>> places = new IdentityHashMap<>();

  private final IdentityHashMap<Value, MappedTable> tables = new IdentityHashMap<>();

  TableAssembly(ColumnFacts facts) {
    this.facts = facts;
  }

  private record Place(MappedTable table, String column) {}

  private record Name(Optional<String> schema, String name) {}

  /**
   * @param loose indexes and constraints that are made beside the tables they are for
   */
  List<DeclaredTable> assemble(List<TablePart> parts, List<Value.Constructed> loose) {
    Map<Name, List<TablePart>> byName = new LinkedHashMap<>();
    for (TablePart part : parts) {
      if (part.table().unknown().isEmpty()) {
        byName
            .computeIfAbsent(
                new Name(part.table().schema(), part.table().name()), any -> new ArrayList<>())
            .add(part);
      }
      register(part);
    }
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    parts.forEach(part -> used.addAll(part.arguments()));
    List<DeclaredTable> assembled = new ArrayList<>();
    for (List<TablePart> same : byName.values()) {
      List<TablePart> ordered =
          same.stream().sorted((one, other) -> Boolean.compare(one.heir(), other.heir())).toList();
      List<Value.Constructed> beside =
          loose.stream()
              .filter(made -> !used.contains(made) && isOn(made, ordered.getFirst().table()))
              .toList();
      assembled.add(new Table(ordered).build(beside));
    }
    return referring(referring(assembled));
  }

  /** Gives columns that take the type of the one they refer to that type, where it is known. */
  private static List<DeclaredTable> referring(List<DeclaredTable> tables) {
    Map<Name, DeclaredTable> byName = new LinkedHashMap<>();
    tables.forEach(table -> byName.put(new Name(table.schema(), table.name()), table));
    return tables.stream()
        .map(table ->
            new DeclaredTable(
                table.schema(),
                table.name(),
                table.model(),
                table.columns().stream().map(it -> referring(it, table, byName)).toList(),
                table.constraints(),
                table.indexes(),
                table.unsure(),
                table.origin()))
        .toList();
  }

  private static DeclaredColumn referring(
      DeclaredColumn column, DeclaredTable table, Map<Name, DeclaredTable> byName) {
    if (column.type().doubt().filter(ColumnFacts.REFERS::equals).isEmpty()) {
      return column;
    }
    return table.constraints().stream()
        .filter(DeclaredConstraint.ForeignKey.class::isInstance)
        .map(DeclaredConstraint.ForeignKey.class::cast)
        .filter(key -> key.columns().equals(List.of(column.name())))
        .findFirst()
        .flatMap(key -> key.target().known())
        .flatMap(target ->
            Optional.ofNullable(byName.get(new Name(target.schema(), target.table())))
                .flatMap(referred -> referred.column(target.columns().getFirst())))
        .map(referred -> typed(column, referred.type()))
        .orElse(column);
  }

  private void register(TablePart part) {
    part.made().ifPresent(made -> tables.put(made, part.table()));
    for (Written written : part.columns()) {
      Optional<String> name = Columns.nameOf(written.arguments()).or(written::attribute);
      for (Value made : written.made()) {
        name.ifPresent(column ->
            places.merge(
                made,
                Optional.of(new Place(part.table(), column)),
                (one, other) -> one.equals(other) ? one : Optional.empty()));
      }
    }
  }

  private boolean isOn(Value.Constructed made, MappedTable table) {
    return made.arguments().positional().stream()
        .map(this::placeOf)
        .flatMap(Optional::stream)
        .findFirst()
        .filter(place -> place.table().equals(table))
        .isPresent();
  }

  /** The column that a value stands for: itself, or {@code table.c.name}. */
  private Optional<Place> placeOf(Value value) {
    Optional<Place> known = places.getOrDefault(value, Optional.empty());
    if (known.isPresent()) {
      return known;
    }
    if (value instanceof Value.Constructed made
        && made.receiver().orElse(made) instanceof Value.Constructed columns
        && columns.receiver().isPresent()
        && (columns.callee().endsWith(".c") || columns.callee().endsWith(".columns"))) {
      return Optional.ofNullable(tables.get(columns.receiver().get()))
          .map(table ->
              new Place(table, made.callee().substring(made.callee().lastIndexOf('.') + 1)));
    }
    return Optional.empty();
  }

  /** One table in the making. */
  private final class Table {

    private final List<TablePart> parts;
    private final MappedTable table;
    private final Optional<Value> metadata;
    private final NameConvention names;
    private final Map<String, DeclaredColumn> columns = new LinkedHashMap<>();
    private final Map<String, Written> written = new LinkedHashMap<>();
    private final Map<String, String> byAttribute = new LinkedHashMap<>();
    private final List<DeclaredConstraint> constraints = new ArrayList<>();
    private final List<DeclaredIndex> indexes = new ArrayList<>();
    private final List<String> unsure = new ArrayList<>();

    Table(List<TablePart> parts) {
      this.parts = parts;
      this.table = parts.getFirst().table();
      this.metadata = parts.getFirst().metadata();
      this.names = NameConvention.of(metadata);
    }

    DeclaredTable build(List<Value.Constructed> beside) {
      for (TablePart part : parts) {
        unsure.addAll(part.unsure());
        for (Written column : part.columns()) {
          facts.read(column, table).map(this::placed).ifPresent(found -> add(found, column));
        }
      }
      primaryKey();
      for (Map.Entry<String, Written> entry : written.entrySet()) {
        ofColumn(entry.getKey(), entry.getValue());
      }
      for (TablePart part : parts) {
        part.arguments().forEach(this::argument);
      }
      beside.forEach(this::argument);
      number();
      return new DeclaredTable(
          table.schema(),
          table.name(),
          parts.stream().flatMap(part -> part.model().stream()).findFirst(),
          List.copyOf(columns.values()),
          constraints,
          indexes,
          unsure.stream().distinct().toList(),
          parts.getFirst().at());
    }

    /** SQLAlchemy 2.1 puts an enum into the schema of the MetaData, earlier ones do not. */
    private DeclaredColumn placed(DeclaredColumn column) {
      boolean open =
          column.type().known().isPresent()
              && column.type().known().get() instanceof DeclaredType.Named named
              && named.schema().isEmpty()
              && metadata.flatMap(EnumTypes::schemaOf).isPresent();
      return open
          ? typed(column, Reading.unsure("which schema the type is in depends on the SQLAlchemy"))
          : column;
    }

    private void add(DeclaredColumn column, Written source) {
      boolean known = columns.containsKey(column.name());
      byAttribute.putIfAbsent(column.attribute().orElse(column.name()), column.name());
      if (!known) {
        columns.put(column.name(), column);
        written.put(column.name(), source);
      }
    }

    private void primaryKey() {
      List<String> own =
          columns.values().stream()
              .filter(DeclaredColumn::primaryKey)
              .map(DeclaredColumn::name)
              .toList();
      Optional<Value.Constructed> said =
          parts.stream()
              .flatMap(part -> part.arguments().stream())
              .filter(value -> is(value, "PrimaryKeyConstraint"))
              .map(Value.Constructed.class::cast)
              .findFirst();
      List<String> keys = said.map(made -> keys(made.arguments().positional())).orElse(own);
      if (said.isPresent() && keys.isEmpty()) {
        keys = own;
      }
      if (keys.isEmpty()) {
        return;
      }
      for (String key : keys) {
        columns.computeIfPresent(key, (name, column) -> keyed(column));
      }
      constraints.add(
          new DeclaredConstraint.PrimaryKey(
              names.name(
                  said.flatMap(made -> made.arguments().named("name")),
                  NameConvention.Subject.of("pk", table, keys)),
              keys,
              said.map(Value.Constructed::at)
                  .orElse(
                      columns.get(keys.getFirst()) == null
                          ? parts.getFirst().at()
                          : columns.get(keys.getFirst()).origin())));
    }

    private void ofColumn(String name, Written column) {
      Arguments arguments = column.arguments();
      boolean unique = ColumnFacts.isTrue(arguments, "unique");
      if (ColumnFacts.isTrue(arguments, "index")) {
        Optional<String> chosen =
            names.name(Optional.empty(), NameConvention.Subject.of("ix", table, List.of(name)));
        indexes.add(
            new DeclaredIndex(
                chosen.map(Reading::of).orElseGet(() -> Reading.unsure("its name is not known")),
                Reading.of(List.of(name)),
                unique,
                Optional.empty(),
                Optional.empty(),
                column.at()));
      } else if (unique) {
        constraints.add(
            new DeclaredConstraint.Unique(
                names.name(Optional.empty(), NameConvention.Subject.of("uq", table, List.of(name))),
                List.of(name),
                column.at()));
      }
      for (String flag : List.of("unique", "index")) {
        if (arguments.named(flag).filter(value -> value instanceof Value.Unknown).isPresent()) {
          unsure.add("whether " + name + " is " + flag + " is not known");
        }
      }
      for (Value.Constructed key : ColumnFacts.foreignKeys(arguments)) {
        foreignKey(key, List.of(name), key.arguments().get(0, "column").stream().toList());
      }
      for (Value value : arguments.positional()) {
        if (is(value, "CheckConstraint")) {
          argument(value);
        }
      }
    }

    private void foreignKey(Value.Constructed made, List<String> own, List<Value> targets) {
      Reading<Target> target = target(targets, own);
      Arguments arguments = made.arguments();
      constraints.add(
          new DeclaredConstraint.ForeignKey(
              names.name(
                  arguments.named("name"),
                  new NameConvention.Subject(
                      "fk",
                      table,
                      own,
                      target.known().map(Target::table).orElse(""),
                      target.known().map(Target::columns).orElse(List.of()))),
              own,
              target,
              arguments.named("ondelete").flatMap(EnumTypes::string),
              arguments.named("onupdate").flatMap(EnumTypes::string),
              made.at()));
    }

    private Reading<Target> target(List<Value> values, List<String> own) {
      List<Target> single = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        Optional<Target> one = target(values.get(i), i < own.size() ? own.get(i) : "");
        if (one.isEmpty()) {
          return Reading.unsure("what the foreign key refers to is not known");
        }
        single.add(one.get());
      }
      if (single.isEmpty()) {
        return Reading.unsure("what the foreign key refers to is not known");
      }
      Target first = single.getFirst();
      return Reading.of(
          new Target(
              first.schema(),
              first.table(),
              single.stream().flatMap(target -> target.columns().stream()).toList()));
    }

    private Optional<Target> target(Value value, String own) {
      Optional<String> text = EnumTypes.text(value);
      if (text.isPresent()) {
        String[] words = text.get().split("\\.");
        Optional<String> schema =
            words.length > 2
                ? Optional.of(String.join(".", List.of(words).subList(0, words.length - 2)))
                : metadata.flatMap(EnumTypes::schemaOf);
        return words.length < 2
            ? Optional.of(new Target(schema, text.get(), List.of(own)))
            : Optional.of(
                new Target(schema, words[words.length - 2], List.of(words[words.length - 1])));
      }
      return placeOf(value)
          .map(place ->
              new Target(place.table().schema(), place.table().name(), List.of(place.column())));
    }

    private void argument(Value value) {
      if (!(value instanceof Value.Constructed made)) {
        if (value instanceof Value.Unknown why) {
          unsure.add("what stands beside the columns is not known: " + why.reason());
        }
        return;
      }
      Arguments arguments = made.arguments();
      Optional<Value> name = arguments.named("name");
      String kind = made.callee().substring(made.callee().lastIndexOf('.') + 1);
      switch (kind) {
        case "UniqueConstraint" -> {
          List<String> keys = keys(arguments.positional());
          constraints.add(
              new DeclaredConstraint.Unique(
                  names.name(name, NameConvention.Subject.of("uq", table, keys)), keys, made.at()));
        }
        case "ForeignKeyConstraint" -> {
          List<String> own =
              arguments.get(0, "columns").map(this::list).map(this::keys).orElse(List.of());
          foreignKey(made, own, arguments.get(1, "refcolumns").map(this::list).orElse(List.of()));
        }
        case "CheckConstraint" ->
            constraints.add(
                new DeclaredConstraint.Check(
                    names.name(name, NameConvention.Subject.of("ck", table, List.of())),
                    arguments
                        .get(0, "sqltext")
                        .map(SqlTexts::clause)
                        .orElseGet(() -> Reading.unsure("the check is not known")),
                    made.at()));
        case "Index" -> index(made);
        case "PrimaryKeyConstraint" -> {}
        default -> {
          if (kind.endsWith("Constraint")) {
            constraints.add(
                new DeclaredConstraint.Other(name.flatMap(EnumTypes::text), kind, made.at()));
          }
        }
      }
    }

    private void index(Value.Constructed made) {
      Arguments arguments = made.arguments();
      List<Value> positional = arguments.positional();
      Optional<Value> written = arguments.named("name").or(() -> positional.stream().findFirst());
      List<Value> keys =
          arguments.named("name").isPresent()
              ? positional
              : positional.subList(Math.min(1, positional.size()), positional.size());
      List<String> plain = keys(keys);
      Optional<String> name = names.name(written, NameConvention.Subject.of("ix", table, plain));
      indexes.add(
          new DeclaredIndex(
              name.map(Reading::of).orElseGet(() -> Reading.unsure("its name is not known")),
              plain.size() == keys.size() && arguments.more().isEmpty()
                  ? Reading.of(plain)
                  : Reading.unsure("an expression is among its keys"),
              ColumnFacts.isTrue(arguments, "unique"),
              arguments.named("postgresql_using").flatMap(EnumTypes::string),
              arguments.named("postgresql_where").map(SqlTexts::clause),
              made.at()));
    }

    private List<Value> list(Value value) {
      return switch (value) {
        case ListValue list when list.poison().isEmpty() -> List.copyOf(list.elements());
        case Value.Tuple tuple -> tuple.elements();
        default -> List.of();
      };
    }

    /** The names of columns; what is no column is left out. */
    private List<String> keys(List<Value> values) {
      List<String> names = new ArrayList<>();
      for (Value value : values) {
        // SQLAlchemy looks for a column's key, which is its attribute in a class.
        EnumTypes.text(value)
            .map(text -> columns.containsKey(text) ? text : byAttribute.getOrDefault(text, text))
            .or(() -> placeOf(value).map(Place::column))
            .ifPresent(names::add);
      }
      return names;
    }

    /** The one column of the key that the database numbers, if it does. */
    private void number() {
      List<DeclaredColumn> keys =
          columns.values().stream().filter(DeclaredColumn::primaryKey).toList();
      for (DeclaredColumn column : keys) {
        Optional<Value> said =
            Optional.ofNullable(written.get(column.name()))
                .flatMap(source -> source.arguments().named("autoincrement"));
        boolean asked = said.filter(EnumTypes::isTrue).isPresent();
        boolean refused = said.filter(value -> value instanceof Value.Bool).isPresent() && !asked;
        boolean ignores = said.flatMap(EnumTypes::string).filter("ignore_fk"::equals).isPresent();
        boolean refers =
            constraints.stream()
                .anyMatch(constraint ->
                    constraint instanceof DeclaredConstraint.ForeignKey key
                        && key.columns().contains(column.name()));
        boolean alone = keys.size() == 1 && !refused && (ignores || asked || !refers);
        boolean free =
            column.codeDefault().isEmpty()
                && column
                    .serverDefault()
                    .known()
                    .filter(ServerDefault.None.class::isInstance)
                    .isPresent();
        if ((asked || alone) && free) {
          numbered(column).ifPresent(now -> columns.put(column.name(), now));
        }
      }
    }
  }

  private static Optional<DeclaredColumn> numbered(DeclaredColumn column) {
    return column
        .type()
        .known()
        .map(known -> known.displayed("public"))
        .flatMap(type -> serial(column, type));
  }

  /** What SERIAL makes of a column; of a key that is no whole number, only versions before 2.1. */
  private static Optional<DeclaredColumn> serial(DeclaredColumn column, String type) {
    return switch (type) {
      case "integer", "bigint", "smallint" ->
          Optional.of(
              with(
                  column,
                  column.type(),
                  Reading.of(false),
                  Reading.of(new ServerDefault.Serial())));
      default -> {
        boolean number =
            type.startsWith("numeric") || type.equals("real") || type.equals("double precision");
        String why = "whether the database numbers it depends on the SQLAlchemy";
        yield number
            ? Optional.of(with(column, Reading.unsure(why), Reading.of(false), Reading.unsure(why)))
            : Optional.empty();
      }
    };
  }

  private static DeclaredColumn typed(DeclaredColumn column, Reading<DeclaredType> type) {
    return with(column, type, column.nullable(), column.serverDefault());
  }

  private static DeclaredColumn with(
      DeclaredColumn column,
      Reading<DeclaredType> type,
      Reading<Boolean> nullable,
      Reading<ServerDefault> serverDefault) {
    return new DeclaredColumn(
        column.name(),
        column.attribute(),
        column.annotation(),
        type,
        nullable,
        column.primaryKey(),
        column.codeDefault(),
        serverDefault,
        column.onUpdate(),
        column.serverOnUpdate(),
        column.initial(),
        column.origin());
  }

  private static DeclaredColumn keyed(DeclaredColumn column) {
    return new DeclaredColumn(
        column.name(),
        column.attribute(),
        column.annotation(),
        column.type(),
        Reading.of(false),
        true,
        column.codeDefault(),
        column.serverDefault(),
        column.onUpdate(),
        column.serverOnUpdate(),
        column.initial(),
        column.origin());
  }

  private static boolean is(Value value, String kind) {
    return value instanceof Value.Constructed made && made.callee().equals("sqlalchemy." + kind);
  }
}
