package dev.dovetail.migrations.alembic;

import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers {@code sa.inspect(bind)} from the session. */
final class Inspection {

  private static final Pattern REFERRED =
      Pattern.compile(
          "REFERENCES"
              + " (?:(\"(?:[^\"]|\"\")*\"|[^\".(]+)\\.)?(\"(?:[^\"]|\"\")*\"|[^\".(]+)\\(([^)]*)\\)");

  private static final Pattern COLUMNS = Pattern.compile("\\(([^()]*)\\)");

  private final Connection connection;
  private final String versionTable;

  Inspection(Connection connection, String versionTable) {
    this.connection = connection;
    this.versionTable = versionTable;
  }

  static boolean isInspector(String callee) {
    return callee.equals("sqlalchemy.inspect")
        || callee.endsWith("Inspector.from_engine")
        || callee.endsWith(".Inspector");
  }

  Value call(String method, Arguments arguments, Origin at) {
    Given given = new Given(arguments, at);
    return switch (method) {
      case "get_table_names" -> tableNames(given.maybeText(0, "schema"), at);
      case "get_view_names" ->
          all(
              session().schema().views().keySet().stream()
                  .filter(
                      name -> name.schema().equals(given.maybeText(0, "schema").orElse("public")))
                  .map(ObjectName::name)
                  .toList(),
              at);
      case "get_schema_names" -> all(List.copyOf(session().schema().schemas()), at);
      case "has_table" -> hasTable(given, at);
      case "has_schema" ->
          known(
              new Value.Bool(session().schema().schemas().contains(given.text(0, "schema_name"))),
              at);
      case "get_columns" -> rows(table(given, at), Inspection::columns, at);
      case "get_indexes" -> rows(table(given, at), Inspection::indexes, at);
      case "get_unique_constraints" ->
          rows(table(given, at), t -> constraints(t, Schema.ConstraintKind.UNIQUE), at);
      case "get_check_constraints" ->
          rows(table(given, at), t -> constraints(t, Schema.ConstraintKind.CHECK), at);
      case "get_foreign_keys" ->
          rows(table(given, at), t -> constraints(t, Schema.ConstraintKind.FOREIGN_KEY), at);
      case "get_pk_constraint" -> primaryKey(given, at);
      case "get_enums" -> enums(given.maybeText(0, "schema"), at);
      case "clear_cache" -> new Value.None();
      default -> Value.Unknown.data("the inspector's " + method + "() is not known", at);
    };
  }

  private Session session() {
    return connection.session();
  }

  private static Value.Str text(String text, Origin at) {
    return new Value.Str(text, at);
  }

  private Value known(Value answer, Origin at) {
    Optional<Doubt> doubt = Doubts.any(session());
    return doubt.isPresent()
        ? Value.Unknown.data("what the database holds is not known: " + doubt.get().reason(), at)
        : answer;
  }

  private Value all(List<String> names, Origin at) {
    return known(new ListValue(names.stream().map(name -> text(name, at)).toList()), at);
  }

  private Value tableNames(Optional<String> schema, Origin at) {
    List<String> names = new ArrayList<>();
    for (ObjectName name : session().schema().tables().keySet()) {
      if (name.schema().equals(schema.orElse("public"))) {
        names.add(name.name());
      }
    }
    if (schema.isEmpty()) {
      names.add(versionTable);
    }
    return all(names, at);
  }

  private Optional<Schema.Table> find(Given given) {
    Name name = new Name(given.maybeText(1, "schema"), given.text(0, "table_name"));
    return session()
        .relationNamed(name)
        .flatMap(found -> Optional.ofNullable(session().schema().tables().get(found)));
  }

  private Value hasTable(Given given, Origin at) {
    String name = given.text(0, "table_name");
    Optional<Doubt> doubt = Doubts.about(session(), List.of(name));
    if (doubt.isPresent()) {
      return Value.Unknown.data(
          "whether the table " + name + " exists is not known: " + doubt.get().reason(), at);
    }
    return new Value.Bool(name.equals(versionTable) || find(given).isPresent());
  }

  private Optional<Schema.Table> table(Given given, Origin at) {
    String name = given.text(0, "table_name");
    Doubts.about(session(), List.of(name))
        .ifPresent(doubt -> {
          throw new Unreadable("the table " + name + " is not known: " + doubt.reason(), at);
        });
    Optional<Schema.Table> found = find(given);
    if (found.isEmpty()) {
      throw PythonRaise.of("sqlalchemy.exc.NoSuchTableError", name, at);
    }
    return found;
  }

  private interface Rows {
    List<List<Map.Entry<String, Value>>> of(Schema.Table table);
  }

  private static Value rows(Optional<Schema.Table> table, Rows rows, Origin at) {
    List<Value> all = new ArrayList<>();
    table.ifPresent(found ->
        rows.of(found)
            .forEach(row -> {
              DictValue entries = new DictValue();
              row.forEach(e -> entries.put(text(e.getKey(), at), e.getValue()));
              all.add(entries);
            }));
    return new ListValue(all);
  }

  private static List<List<Map.Entry<String, Value>>> columns(Schema.Table table) {
    List<List<Map.Entry<String, Value>>> all = new ArrayList<>();
    for (Schema.Column column : table.columns()) {
      all.add(
          List.of(
              Map.entry("name", text(column.name(), column.origin())),
              Map.entry("nullable", new Value.Bool(!column.notNull())),
              Map.entry(
                  "default",
                  column
                      .defaultText()
                      .<Value>map(d -> text(d, column.origin()))
                      .orElse(new Value.None())),
              Map.entry(
                  "type",
                  Value.Unknown.data(
                      "the type of an inspected column is not read", column.origin()))));
    }
    return all;
  }

  private static List<List<Map.Entry<String, Value>>> indexes(Schema.Table table) {
    List<List<Map.Entry<String, Value>>> all = new ArrayList<>();
    for (Schema.Index index : table.indexes().values()) {
      all.add(
          List.of(
              Map.entry("name", text(index.name(), index.origin())),
              Map.entry("unique", new Value.Bool(index.definition().startsWith("CREATE UNIQUE"))),
              Map.entry("column_names", inParentheses(index.definition(), index.origin()))));
    }
    for (Schema.Constraint constraint : table.constraints().values()) {
      // The index behind a unique constraint is listed as well.
      if (constraint.kind() == Schema.ConstraintKind.UNIQUE) {
        all.add(
            List.of(
                Map.entry("name", text(constraint.name(), constraint.origin())),
                Map.entry("unique", new Value.Bool(true)),
                Map.entry(
                    "column_names", inParentheses(constraint.definition(), constraint.origin()))));
      }
    }
    return all;
  }

  private static List<List<Map.Entry<String, Value>>> constraints(
      Schema.Table table, Schema.ConstraintKind kind) {
    List<List<Map.Entry<String, Value>>> all = new ArrayList<>();
    for (Schema.Constraint constraint : table.constraints().values()) {
      if (constraint.kind() == kind) {
        Value columns =
            kind == Schema.ConstraintKind.CHECK
                ? Value.Unknown.data("the text of a check is not known", constraint.origin())
                : inParentheses(constraint.definition(), constraint.origin());
        List<Map.Entry<String, Value>> entries = new ArrayList<>();
        entries.add(Map.entry("name", text(constraint.name(), constraint.origin())));
        entries.add(Map.entry("column_names", columns));
        entries.add(Map.entry("constrained_columns", columns));
        if (kind == Schema.ConstraintKind.FOREIGN_KEY) {
          entries.addAll(referred(constraint.definition(), constraint.origin()));
        }
        all.add(entries);
      }
    }
    return all;
  }

  private static List<Map.Entry<String, Value>> referred(String definition, Origin at) {
    Matcher matcher = REFERRED.matcher(definition);
    boolean found = matcher.find();
    Value unknown = Value.Unknown.data("what the foreign key refers to is not known", at);
    String schema = found && matcher.group(1) != null ? plain(matcher.group(1)) : "public";
    return List.of(
        Map.entry("referred_table", found ? text(plain(matcher.group(2)), at) : unknown),
        Map.entry(
            "referred_schema",
            !found ? unknown : schema.equals("public") ? new Value.None() : text(schema, at)),
        Map.entry(
            "referred_columns", found ? inParentheses("(" + matcher.group(3) + ")", at) : unknown),
        Map.entry("options", Value.Unknown.data("what else the key says is not known", at)));
  }

  private static String plain(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private static Value inParentheses(String definition, Origin at) {
    Matcher matcher = COLUMNS.matcher(definition);
    List<Value> names = new ArrayList<>();
    if (matcher.find()) {
      for (String name : matcher.group(1).split(", ")) {
        names.add(text(name.replace("\"", ""), at));
      }
    }
    return new ListValue(names);
  }

  private Value primaryKey(Given given, Origin at) {
    DictValue entries = new DictValue();
    table(given, at).stream()
        .flatMap(table -> table.constraints().values().stream())
        .filter(constraint -> constraint.kind() == Schema.ConstraintKind.PRIMARY_KEY)
        .forEach(constraint -> {
          entries.put(text("name", at), text(constraint.name(), at));
          entries.put(text("constrained_columns", at), inParentheses(constraint.definition(), at));
        });
    return entries;
  }

  private Value enums(Optional<String> schema, Origin at) {
    List<Value> all = new ArrayList<>();
    for (Schema.EnumType type : session().schema().enums().values()) {
      String place = type.name().schema();
      if (schema.orElse("public").equals(place) || schema.filter("*"::equals).isPresent()) {
        DictValue entries = new DictValue();
        entries.put(text("name", at), text(type.name().name(), at));
        entries.put(text("schema", at), text(place, at));
        entries.put(text("visible", at), new Value.Bool(place.equals("public")));
        entries.put(
            text("labels", at),
            new ListValue(type.labels().stream().map(l -> text(l.text(), l.origin())).toList()));
        all.add(entries);
      }
    }
    return known(new ListValue(all), at);
  }
}
