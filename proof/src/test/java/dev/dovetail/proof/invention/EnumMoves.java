package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Table;
import java.util.List;
import java.util.Optional;

/** Types are made, by themselves and with tables and columns, and go again. */
final class EnumMoves {

  private EnumMoves() {}

  static boolean createType(Scene scene, Writing w) {
    Enumeration type = invent(scene);
    create(scene.draw(), w, type);
    dropDown(scene.draw(), w, type.name());
    return true;
  }

  static boolean createSchema(Scene scene, Writing w) {
    String name = scene.draw().of("billing", "audit", "Core") + scene.draw().next();
    scene.world().schemas.add(name);
    w.upSql(
        "CREATE SCHEMA " + (scene.draw().chance(0.3) ? "IF NOT EXISTS " : "") + Words.sql(name));
    w.downSql("DROP SCHEMA " + Words.sql(name) + (scene.draw().chance(0.3) ? " CASCADE" : ""));
    return true;
  }

  /** A table that makes the type of its column, or is given one that is there. */
  static boolean createTable(Scene scene, Writing w) {
    Draw draw = scene.draw();
    boolean fresh = scene.world().enums.isEmpty() || draw.chance(0.7);
    Enumeration type = fresh ? invent(scene) : scene.anyEnum().orElseThrow();
    boolean inline = fresh && draw.chance(0.6);
    String text;
    if (inline) {
      text = TypeText.loud(draw, w, type);
    } else {
      if (fresh) {
        create(draw, w, type);
      }
      text = TypeText.quiet(draw, w, type);
    }
    Table table = new Table(scene.newTable());
    String column = Words.column(draw, table.columns.keySet());
    boolean array = draw.chance(0.12);
    boolean notNull = draw.chance(0.6);
    Optional<String> standard =
        array || draw.chance(0.55) ? Optional.empty() : Optional.of(draw.of(type.usable()));
    StringBuilder parts = new StringBuilder(TableMoves.key(draw, table));
    parts
        .append("    sa.Column(")
        .append(Words.python(column))
        .append(", ")
        .append(array ? draw.of("sa.ARRAY(", "postgresql.ARRAY(") + text + ")" : text)
        .append(", nullable=")
        .append(notNull ? "False" : "True")
        .append(standard.map(l -> ", server_default=" + defaultText(draw, l)).orElse(""))
        .append(draw.chance(0.1) ? ", index=True" : "")
        .append(draw.chance(0.05) ? ", unique=True" : "")
        .append("),\n");
    table.put(new Column("id", Holds.NUMBER, Optional.empty(), true, Optional.empty()));
    table.put(
        new Column(
            column, array ? Holds.ARRAY : Holds.ENUM, Optional.of(type.name()), notNull, standard));
    if (draw.chance(0.2)) {
      parts
          .append("    sa.Column(\"previous\", ")
          .append(TypeText.quiet(draw, w, type))
          .append(", nullable=True),\n");
      table.put(
          new Column("previous", Holds.ENUM, Optional.of(type.name()), false, Optional.empty()));
    }
    TableMoves.more(scene, table, parts);
    scene.world().put(table);
    w.up(
        "op.create_table(\n    "
            + Words.python(table.name.name())
            + ",\n"
            + parts
            + (table.name.schema().isPresent()
                ? "    schema=" + Words.python(table.name.schema().get()) + ",\n"
                : "")
            + ")");
    boolean typeFirst = fresh && draw.chance(0.05);
    if (typeFirst) {
      dropDown(draw, w, type.name());
    }
    w.down("op.drop_table(" + Words.python(table.name.name()) + table.name.argument() + ")");
    if (fresh && !typeFirst) {
      dropDown(draw, w, type.name());
    }
    return true;
  }

  static boolean addColumn(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty()) {
      return false;
    }
    boolean fresh = scene.world().enums.isEmpty() || draw.chance(0.6);
    Enumeration type = fresh ? invent(scene) : scene.anyEnum().orElseThrow();
    if (fresh) {
      create(draw, w, type);
    }
    String column = Words.column(draw, table.get().columns.keySet());
    boolean notNull = draw.chance(0.3);
    Optional<String> standard =
        notNull || draw.chance(0.3) ? Optional.of(draw.of(type.usable())) : Optional.empty();
    boolean array = standard.isEmpty() && draw.chance(0.15);
    String inner = draw.chance(0.5) ? TypeText.quiet(draw, w, type) : TypeText.loud(draw, w, type);
    String text = array ? "postgresql.ARRAY(" + inner + ")" : inner;
    String made =
        "sa.Column("
            + Words.python(column)
            + ", "
            + text
            + standard.map(l -> ", server_default=" + defaultText(draw, l)).orElse("")
            + ", nullable="
            + (notNull ? "False" : "True")
            + (draw.chance(0.08) ? ", index=True" : "")
            + ")";
    TableMoves.addColumn(draw, w, table.get(), made);
    TableMoves.dropColumn(draw, w, table.get(), column);
    if (fresh) {
      dropDown(draw, w, type.name());
    }
    table
        .get()
        .put(
            new Column(
                column,
                array ? Holds.ARRAY : Holds.ENUM,
                Optional.of(type.name()),
                notNull,
                standard));
    return true;
  }

  /** A type goes, whoever uses it. */
  static boolean dropType(Scene scene, Writing w) {
    Optional<Enumeration> type = scene.anyEnum();
    if (type.isEmpty()) {
      return false;
    }
    Name name = type.get().name();
    boolean used = !scene.world().using(name).isEmpty();
    boolean held = scene.world().held.contains(name) || !scene.free(name);
    if ((used && scene.draw().chance(0.8)) || (held && !scene.dares())) {
      return false;
    }
    w.up(drop(scene.draw(), w, name, used));
    w.downSql("CREATE TYPE " + name.sql() + " AS ENUM (" + Words.list(type.get().labels()) + ")");
    if (used) {
      scene.world().using(name).forEach(p -> p.table().columns.remove(p.column().name()));
    }
    scene.world().enums.remove(name);
    return true;
  }

  static Enumeration invent(Scene scene) {
    Enumeration type = new Enumeration(scene.newType(), Words.labels(scene.draw()));
    scene.world().put(type);
    return type;
  }

  static String defaultText(Draw draw, String label) {
    return switch (draw.between(0, 4)) {
      case 0 -> "sa.text(" + Words.python(Words.quoted(label).replace(":", "\\:")) + ")";
      case 1 -> "sa.literal_column(" + Words.python(Words.quoted(label)) + ")";
      default -> Words.python(label);
    };
  }

  private static void dropDown(Draw draw, Writing w, Name name) {
    if (draw.chance(0.12)) {
      return;
    }
    w.down(drop(draw, w, name, false));
  }

  private static String drop(Draw draw, Writing w, Name name, boolean cascade) {
    String words = cascade || draw.chance(0.08) ? " CASCADE" : "";
    String python = "name=" + Words.python(name.name()) + name.argument();
    return switch (draw.between(0, 9)) {
      case 0, 1 -> w.execute("DROP TYPE IF EXISTS " + name.sql() + words);
      case 2 -> "sa.Enum(" + python + ").drop(op.get_bind(), checkfirst=True)";
      case 3 -> "postgresql.ENUM(" + python + ").drop(op.get_bind())";
      case 4 -> "ENUM(" + python + ").drop(op.get_bind(), checkfirst=False)";
      case 5 -> "bind = op.get_bind()\nsa.Enum(" + python + ").drop(bind, checkfirst=False)";
      default -> w.execute("DROP TYPE " + name.sql() + words);
    };
  }

  /** Makes a type in one of the ways that people know. */
  static void create(Draw draw, Writing w, Enumeration type) {
    String sql = "CREATE TYPE " + type.name().sql() + " AS ENUM (%s)";
    String filled = sql.replace("%s", Words.list(type.labels()));
    String plain = Words.python(type.name().name());
    boolean lonely = type.name().schema().isEmpty();
    String python = w.labels(type.labels()) + ", name=" + plain + type.name().argument();
    switch (draw.between(0, 15)) {
      case 0 -> w.up(w.execute(guarded(type, filled)));
      case 1 ->
          w.up(
              w.execute(
                  "DO $$ BEGIN " + filled + "; EXCEPTION WHEN duplicate_object THEN null; END $$"));
      case 2 -> w.up("postgresql.ENUM(" + python + ").create(op.get_bind())");
      case 3 -> w.up("postgresql.ENUM(" + python + ").create(op.get_bind(), checkfirst=True)");
      case 4 -> w.up("sa.Enum(" + python + ").create(op.get_bind(), checkfirst=True)");
      case 5 -> w.up("sa.Enum(" + python + ").create(op.get_bind(), checkfirst=False)");
      case 6 -> {
        String name = w.constant("KIND", "ENUM(" + python + ", create_type=False)");
        w.up("bind = op.get_bind()\n" + name + ".create(bind, checkfirst=True)");
      }
      case 7 -> {
        String helper = "create_enum_" + draw.next();
        w.module(
            """

            def %s(name, *labels, schema=None):
                listed = ", ".join("'" + label.replace("'", "''") + "'" for label in labels)
                qualified = f'"{schema}"."{name}"' if schema else f'"{name}"'
                op.execute(f"CREATE TYPE {qualified} AS ENUM ({listed})")
            """
                .formatted(helper)
                .stripTrailing());
        w.up(helper + "(" + plain + ", " + w.labels(type.labels()) + type.name().argument() + ")");
      }
      case 8 -> {
        if (lonely) {
          String helper = "enum_exists_" + draw.next();
          w.module(
              """

              def %s(name):
                  query = sa.text("SELECT %s FROM pg_type WHERE typname = :name")
                  return op.get_bind().execute(query, {"name": name}).%s
              """
                  .formatted(
                      helper,
                      draw.of("1", "typname", "oid"),
                      draw.of("scalar() is not None", "first() is not None", "fetchone()"))
                  .stripTrailing());
          w.up(
              "if not "
                  + helper
                  + "("
                  + plain
                  + "):\n"
                  + Words.indent(w.executeWithLabels(sql, type.labels())));
        } else {
          w.up(w.executeWithLabels(sql, type.labels()));
        }
      }
      case 9 ->
          w.up(
              (lonely
                      ? "existing = [e[\"name\"] for e in sa.inspect(op.get_bind()).get_enums()]\n"
                      : "existing = {e[\"name\"] for e in"
                          + " sa.inspect(op.get_bind()).get_enums(schema="
                          + Words.python(type.name().schema().get())
                          + ")}\n")
                  + "if "
                  + plain
                  + " not in existing:\n"
                  + Words.indent(w.executeWithLabels(sql, type.labels())));
      case 10 -> {
        String all =
            w.constant("TYPES", "{" + plain + ": [" + Words.pythonList(type.labels()) + "]}");
        w.up(
            "for name, labels in "
                + all
                + ".items():\n    sa.Enum(*labels, name=name"
                + type.name().argument()
                + ").create(op.get_bind(), checkfirst="
                + draw.of("True", "False")
                + ")");
      }
      case 11 ->
          w.up(
              "with op.get_bind().begin_nested():\n"
                  + Words.indent(w.executeWithLabels(sql, type.labels())));
      default -> w.up(w.executeWithLabels(sql, type.labels()));
    }
  }

  private static String guarded(Enumeration type, String create) {
    String where = "WHERE typname = " + Words.quoted(type.name().name());
    return "DO $$\nBEGIN\n    IF NOT EXISTS (SELECT 1 FROM pg_type "
        + where
        + ") THEN\n        "
        + create
        + ";\n    END IF;\nEND\n$$";
  }

  /** The labels of a type, as SQL's list. */
  static String sql(List<String> labels) {
    return Words.list(labels);
  }
}
