package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault;
import dev.dovetail.core.declared.DeclaredColumn.ServerDefault;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredIndex;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.Reading;
import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds declared tables against the DDL that SQLAlchemy sends for them, as the machine takes it. It
 * counts what it compared, and what was said not to be known.
 */
final class TableAgreement {

  private int tables;
  private int facts;
  private int unsure;
  private int refused;
  private final TreeMap<String, Integer> reasons = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  double unsureShare() {
    return facts == 0 ? 1 : (double) unsure / facts;
  }

  @Override
  public String toString() {
    String said =
        "%d tables, %d facts compared, %.1f %% of them not known, %d statements refused"
            .formatted(tables, facts, 100 * unsureShare(), refused);
    return Boolean.getBoolean("dovetail.refused") ? said + " " + reasons : said;
  }

  List<String> compare(JsonNode real, List<DeclaredTable> declared) {
    wrong.clear();
    int before = refused;
    Session session = session(real);
    boolean whole = before == refused;
    Set<String> names = new TreeSet<>();
    for (JsonNode table : real.path("tables")) {
      String schema = table.path("schema").asText("public");
      ObjectName name =
          new ObjectName(schema.equals("null") ? "public" : schema, table.path("name").asText());
      names.add(name.toString());
      Optional<DeclaredTable> ours =
          declared.stream()
              .filter(it ->
                  it.name().equals(name.name())
                      && it.schema().orElse("public").equals(name.schema()))
              .findFirst();
      Optional<Schema.Table> theirs = Optional.ofNullable(session.schema().tables().get(name));
      if (ours.isEmpty()) {
        wrong.add(name + " is not read");
      }
      if (ours.isEmpty() || theirs.isEmpty()) {
        continue;
      }
      tables++;
      new Pair(ours.get(), theirs.get(), table, session, whole).compare();
    }
    for (DeclaredTable table : declared) {
      String name = table.schema().orElse("public") + "." + table.name();
      if (!names.contains(name)) {
        wrong.add(name + " is read, and SQLAlchemy has no such table");
      }
    }
    return List.copyOf(wrong);
  }

  private Session session(JsonNode real) {
    Session session = Session.open(ServerVersion.DEFAULT);
    session = run(session, "CREATE SCHEMA shop");
    for (JsonNode statement : real.path("ddl")) {
      session = run(session, statement.asText());
    }
    return session;
  }

  private Session run(Session before, String sql) {
    Session session = before;
    for (SqlReader.Read read : SqlReader.statements(sql)) {
      Outcome outcome = session.apply(read.statement(), new Origin.Implied("the test"));
      switch (outcome) {
        case Session next -> session = next;
        // What PostgreSQL does not take is no matter of reading.
        case Refusal refusal -> refused++;
      }
    }
    return session;
  }

  /** One table on both sides. */
  private final class Pair {

    private final DeclaredTable ours;
    private final Schema.Table theirs;
    private final JsonNode json;
    private final Session session;
    private final boolean whole;

    Pair(DeclaredTable ours, Schema.Table theirs, JsonNode json, Session session, boolean whole) {
      this.whole = whole;
      this.ours = ours;
      this.theirs = theirs;
      this.json = json;
      this.session = session;
    }

    void compare() {
      for (DeclaredColumn column : ours.columns()) {
        if (theirs.column(column.name()).isEmpty()) {
          wrong.add(ours.name() + "." + column.name() + " is read, and is no column");
        }
      }
      for (JsonNode column : json.path("columns")) {
        String name = column.path("name").asText();
        Optional<DeclaredColumn> read = ours.column(name);
        if (read.isPresent()) {
          theirs.column(name).ifPresent(it -> column(read.get(), it, column));
        } else if (ours.unsure().isEmpty()) {
          wrong.add(ours.name() + "." + name + " is not read");
        } else {
          facts++;
          unsure++;
        }
      }
      if (whole) {
        constraints();
        indexes();
      }
    }

    private <T> void fact(String what, Reading<T> read, T real) {
      facts++;
      switch (read) {
        case Reading.Unsure<T>(String reason) -> {
          unsure++;
          reasons.merge(reason, 1, Integer::sum);
        }
        case Reading.Known<T>(T value) -> {
          if (!value.equals(real)) {
            wrong.add("%s.%s is read as %s, and is %s".formatted(ours.name(), what, value, real));
          }
        }
      }
    }

    private void column(DeclaredColumn read, Schema.Column real, JsonNode column) {
      String name = read.name();
      fact(name + " type", read.type().map(type -> type.displayed("public")), real.type());
      fact(name + " not null", read.nullable().map(may -> !may), real.notNull());
      boolean open =
          read.type().known().isEmpty()
              && read.serverDefault().known().orElse(new ServerDefault.None())
                  instanceof ServerDefault.Expression;
      fact(
          name + " default",
          open
              ? Reading.unsure("its type is not known")
              : read.serverDefault().map(it -> shown(read, it)),
          shown(real, column));
      String ownDefault = column.path("default").asText("null");
      boolean factory = ownDefault.equals("null") && read.codeDefault().isPresent();
      // A field of a dataclass may be filled in before SQLAlchemy hears of it.
      if (!factory) {
        fact(name + " code default", Reading.of(kind(read.codeDefault())), ownDefault);
      }
      fact(
          name + " onupdate",
          Reading.of(kind(read.onUpdate())),
          column.path("onupdate").asText("null"));
      fact(
          name + " server_onupdate",
          Reading.of(read.serverOnUpdate()),
          column.path("server_onupdate").asBoolean());
    }

    private static String kind(Optional<CodeDefault> code) {
      return code.map(it -> it.kind().name()).orElse("null");
    }

    private String shown(DeclaredColumn column, ServerDefault said) {
      return switch (said) {
        case ServerDefault.None none -> "none";
        case ServerDefault.Elsewhere elsewhere -> "elsewhere";
        case ServerDefault.Serial serial -> "serial";
        case ServerDefault.Identity identity -> "identity " + (identity.always() ? "a" : "d");
        case ServerDefault.Generated generated -> "generated";
        case ServerDefault.Expression expression ->
            column
                .type()
                .known()
                .flatMap(type -> evaluated(type.displayed("public"), expression.sql()))
                .orElse("none");
      };
    }

    /** What the catalog makes of a default. */
    private Optional<String> evaluated(String type, String sql) {
      Session with = run(session, "CREATE TABLE public.zz (c " + type + " DEFAULT " + sql + ")");
      return Optional.ofNullable(with.schema().tables().get(new ObjectName("public", "zz")))
          .flatMap(made -> made.column("c"))
          .flatMap(Schema.Column::defaultText);
    }

    private String shown(Schema.Column real, JsonNode column) {
      if (column.path("fetched").asBoolean()) {
        return "elsewhere";
      }
      if (real.identity().isPresent()) {
        return "identity " + real.identity().get();
      }
      if (real.generated().isPresent()) {
        return "generated";
      }
      return real.defaultText()
          .map(text -> text.startsWith("nextval(") ? "serial" : text)
          .orElse("none");
    }

    private void constraints() {
      Set<String> real =
          theirs.constraints().values().stream()
              .filter(it -> it.kind() != Schema.ConstraintKind.CHECK)
              .map(Schema.Constraint::definition)
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> read = new TreeSet<>();
      for (DeclaredConstraint constraint : ours.constraints()) {
        Optional<String> definition = definition(constraint);
        definition.ifPresent(read::add);
        if (constraint.name().isPresent()) {
          Optional<Schema.Constraint> named =
              Optional.ofNullable(theirs.constraints().get(constraint.name().get()));
          fact(
              "constraint " + constraint.name().get(),
              Reading.of(definition.or(() -> named.map(Schema.Constraint::definition)).orElse("?")),
              named.map(Schema.Constraint::definition).orElse("not there"));
        }
      }
      boolean clear =
          ours.unsure().isEmpty()
              && ours.constraints().stream()
                  .noneMatch(it ->
                      it instanceof DeclaredConstraint.ForeignKey key
                          && key.target().doubt().isPresent());
      fact("constraints", clear ? Reading.of(read) : Reading.unsure("constraints"), real);
    }

    private static Optional<String> definition(DeclaredConstraint constraint) {
      return switch (constraint) {
        case DeclaredConstraint.PrimaryKey key ->
            Optional.of("PRIMARY KEY (" + list(key.columns()) + ")");
        case DeclaredConstraint.Unique key -> Optional.of("UNIQUE (" + list(key.columns()) + ")");
        case DeclaredConstraint.ForeignKey key ->
            key.target()
                .known()
                .map(target ->
                    "FOREIGN KEY ("
                        + list(key.columns())
                        + ") REFERENCES "
                        + new ObjectName(target.schema().orElse("public"), target.table()).quoted()
                        + "("
                        + list(target.columns())
                        + ")"
                        + key.onUpdate().map(it -> " ON UPDATE " + it).orElse("")
                        + key.onDelete().map(it -> " ON DELETE " + it).orElse(""));
        case DeclaredConstraint.Check check -> Optional.empty();
        case DeclaredConstraint.Other other -> Optional.empty();
      };
    }

    private static String list(List<String> columns) {
      return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    private void indexes() {
      Set<String> real =
          theirs.indexes().values().stream()
              .map(index -> index.name() + ": " + plain(index.definition()))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> read = new TreeSet<>();
      boolean clear = ours.unsure().isEmpty();
      for (DeclaredIndex index : ours.indexes()) {
        clear &= index.name().known().isPresent() && index.columns().known().isPresent();
        read.add(
            index.name().known().orElse("?")
                + ": CREATE "
                + (index.unique() ? "UNIQUE " : "")
                + "INDEX "
                + Identifiers.quote(index.name().known().orElse("?"))
                + " ON "
                + theirs.name().quoted()
                + " USING "
                + index.method().orElse("btree")
                + " ("
                + list(index.columns().known().orElse(List.of()))
                + ")"
                + (index.predicate().isPresent() ? " WHERE" : ""));
      }
      fact("indexes", clear ? Reading.of(read) : Reading.unsure("indexes"), real);
    }

    private static String plain(String definition) {
      int where = definition.indexOf(" WHERE");
      return where < 0 ? definition : definition.substring(0, where + " WHERE".length());
    }
  }
}
