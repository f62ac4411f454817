package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Table;
import java.util.List;
import java.util.Optional;

/** Tables and columns that have nothing to do with enums, and what is common to all. */
final class TableMoves {

  private TableMoves() {}

  static boolean createPlain(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Table table = new Table(scene.newTable());
    table.put(new Column("id", Holds.NUMBER, Optional.empty(), true, Optional.empty()));
    StringBuilder parts = new StringBuilder(key(draw, table));
    more(scene, table, parts);
    text(draw, table, parts);
    scene.world().put(table);
    String guard =
        draw.chance(0.1)
            ? "inspector = sa.inspect(op.get_bind())\nif "
                + Words.python(table.name.name())
                + " not in inspector.get_table_names("
                + table.name.schema().map(s -> "schema=" + Words.python(s)).orElse("")
                + "):\n"
            : "";
    String made =
        "op.create_table(\n    "
            + Words.python(table.name.name())
            + ",\n"
            + parts
            + table.name.schema().map(s -> "    schema=" + Words.python(s) + ",\n").orElse("")
            + ")";
    w.up(guard.isEmpty() ? made : guard + Words.indent(made));
    w.down("op.drop_table(" + Words.python(table.name.name()) + table.name.argument() + ")");
    return true;
  }

  static boolean createRaw(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Table table = new Table(scene.newTable());
    table.put(new Column("id", Holds.NUMBER, Optional.empty(), true, Optional.empty()));
    String key = draw.of("serial", "bigserial", "integer", "uuid");
    table.key = key.equals("uuid") ? World.Key.UUID : World.Key.NUMBER;
    String more = draw.of("", " NOT NULL", " DEFAULT 'none'", " UNIQUE", " CHECK (title <> '')");
    if (more.contains("CHECK")) {
      table.watched.add("title");
    }
    String sql =
        "CREATE TABLE "
            + (draw.chance(0.2) ? "IF NOT EXISTS " : "")
            + table.name.sql()
            + " (id "
            + key
            + " PRIMARY KEY, title "
            + draw.of("text", "varchar(40)", "character varying")
            + more;
    table.put(
        new Column(
            "title",
            Holds.TEXT,
            Optional.empty(),
            more.equals(" NOT NULL"),
            more.contains("DEFAULT") ? Optional.of("none") : Optional.empty()));
    Optional<World.Enumeration> type = scene.anyEnum();
    if (type.isPresent()) {
      String label = draw.of(type.get().usable());
      boolean standard = draw.chance(0.5);
      boolean checked = draw.chance(0.2);
      if (checked) {
        table.watched.add("state");
      }
      sql +=
          ", state "
              + type.get().name().sql()
              + (standard ? " DEFAULT " + Words.quoted(label) : "")
              + (checked ? " CHECK (state <> " + Words.quoted(label) + ")" : "");
      table.put(
          new Column(
              "state",
              Holds.ENUM,
              Optional.of(type.get().name()),
              false,
              standard ? Optional.of(label) : Optional.empty()));
    }
    scene.world().put(table);
    w.upSql(sql + ")");
    w.downSql("DROP TABLE " + (draw.chance(0.4) ? "IF EXISTS " : "") + table.name.sql());
    return true;
  }

  static boolean dropTable(Scene scene, Writing w) {
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty() || scene.draw().chance(0.6)) {
      return false;
    }
    boolean held = table.get().referenced || !table.get().views.isEmpty();
    if (held && !scene.dares()) {
      return false;
    }
    Name name = table.get().name;
    scene.world().tables.remove(name);
    if (scene.draw().chance(0.6)) {
      w.up("op.drop_table(" + Words.python(name.name()) + name.argument() + ")");
    } else {
      w.upSql(
          "DROP TABLE "
              + (scene.draw().chance(0.3) ? "IF EXISTS " : "")
              + name.sql()
              + (scene.draw().chance(0.4) ? " CASCADE" : ""));
    }
    w.downSql("CREATE TABLE " + name.sql() + " (id serial PRIMARY KEY)");
    return true;
  }

  static boolean renameTable(Scene scene, Writing w) {
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty()) {
      return false;
    }
    Name from = table.get().name;
    Name to = new Name(from.schema(), Words.table(scene.draw()));
    scene.world().tables.remove(from);
    scene.world().put(table.get().copy(to));
    if (scene.draw().chance(0.6)) {
      w.up(rename(from, to));
      w.down(rename(to, from));
    } else {
      w.upSql("ALTER TABLE " + from.sql() + " RENAME TO " + Words.sql(to.name()));
      w.downSql("ALTER TABLE " + to.sql() + " RENAME TO " + Words.sql(from.name()));
    }
    return true;
  }

  private static String rename(Name from, Name to) {
    return "op.rename_table("
        + Words.python(from.name())
        + ", "
        + Words.python(to.name())
        + from.argument()
        + ")";
  }

  static boolean moveTable(Scene scene, Writing w) {
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty() || scene.world().schemas.isEmpty()) {
      return false;
    }
    Name from = table.get().name;
    String schema = scene.draw().of(List.copyOf(scene.world().schemas));
    Name to = new Name(Optional.of(schema), from.name());
    scene.world().tables.remove(from);
    scene.world().put(table.get().copy(to));
    w.upSql("ALTER TABLE " + from.sql() + " SET SCHEMA " + Words.sql(schema));
    w.downSql(
        "ALTER TABLE " + to.sql() + " SET SCHEMA " + Words.sql(from.schema().orElse("public")));
    return true;
  }

  static boolean addPlainColumn(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty()) {
      return false;
    }
    String name = Words.column(draw, table.get().columns.keySet());
    boolean text = draw.chance(0.6);
    boolean standard = draw.chance(0.5);
    boolean notNull = draw.chance(0.3) && (standard || !table.get().filled || scene.dares());
    String label = draw.of("open", "closed", "draft");
    String type =
        text
            ? draw.of("sa.String(20)", "sa.Text()", "sa.String()", "sa.VARCHAR(30)")
            : number(draw);
    String value =
        !standard
            ? ""
            : text
                ? ", server_default=" + EnumMoves.defaultText(draw, label)
                : draw.of(", server_default=\"0\"", ", server_default=sa.text(\"0\")");
    addColumn(
        draw,
        w,
        table.get(),
        "sa.Column("
            + Words.python(name)
            + ", "
            + type
            + value
            + ", nullable="
            + (notNull ? "False" : "True")
            + (draw.chance(0.1) ? ", unique=True" : draw.chance(0.1) ? ", index=True" : "")
            + (draw.chance(0.1) ? ", comment=\"what it is\"" : "")
            + ")");
    dropColumn(draw, w, table.get(), name);
    table
        .get()
        .put(
            new Column(
                name,
                text ? Holds.TEXT : Holds.NUMBER,
                Optional.empty(),
                notNull,
                standard ? Optional.of(text ? label : "0") : Optional.empty()));
    return true;
  }

  static boolean dropColumn(Scene scene, Writing w) {
    Optional<World.Place> place = scene.freePlace(Holds.ENUM, Holds.TEXT, Holds.ARRAY);
    if (place.isEmpty() || scene.draw().chance(0.5)) {
      return false;
    }
    Table table = place.get().table();
    String name = place.get().column().name();
    w.up(
        "op.drop_column("
            + Words.python(table.name.name())
            + ", "
            + Words.python(name)
            + table.name.argument()
            + ")");
    w.down(
        "op.add_column("
            + Words.python(table.name.name())
            + ", sa.Column("
            + Words.python(name)
            + ", "
            + place
                .get()
                .column()
                .type()
                .map(t ->
                    "postgresql.ENUM(name="
                        + Words.python(t.name())
                        + t.argument()
                        + ", create_type=False)")
                .orElse("sa.String()")
            + ", nullable=True)"
            + table.name.argument()
            + ")");
    table.columns.remove(name);
    return true;
  }

  // ---- what others write too

  static String key(Draw draw, Table table) {
    String type =
        draw.of(
            "sa.Integer()",
            "sa.Integer()",
            "sa.BigInteger()",
            "postgresql.UUID(as_uuid=True)",
            "sa.String(36)",
            "sa.SmallInteger()",
            "sa.Integer()",
            "sa.Integer()",
            "sa.Integer()",
            "sa.Numeric(8, 0)");
    table.key =
        type.contains("UUID")
            ? World.Key.UUID
            : type.contains("String") ? World.Key.TEXT : World.Key.NUMBER;
    String count = table.key == World.Key.NUMBER ? ", autoincrement=True" : "";
    return "    sa.Column(\"id\", "
        + type
        + ", primary_key=True"
        + draw.of(
            "", "", "", "", draw.chance(0.05) ? ", autoincrement=True" : count, ", nullable=False")
        + "),\n";
  }

  /** Further columns and constraints of a new table. */
  static void more(Scene scene, Table table, StringBuilder parts) {
    Draw draw = scene.draw();
    if (draw.chance(0.4)) {
      parts
          .append("    sa.Column(\"created_at\", sa.DateTime(timezone=")
          .append(draw.of("True", "False"))
          .append("), server_default=")
          .append(draw.of("sa.func.now()", "sa.text(\"now()\")", "sa.text(\"CURRENT_TIMESTAMP\")"))
          .append(", nullable=False),\n");
      table.put(new Column("created_at", Holds.TIME, Optional.empty(), true, Optional.empty()));
    }
    if (draw.chance(0.4)) {
      text(draw, table, parts);
    }
    if (draw.chance(0.15)) {
      parts.append("    sa.Column(\"amount\", ").append(number(draw)).append("),\n");
      table.put(new Column("amount", Holds.NUMBER, Optional.empty(), false, Optional.empty()));
    }
    if (draw.chance(0.1)) {
      parts
          .append("    sa.Column(\"extra\", ")
          .append(
              draw.of(
                  "sa.JSON()",
                  "postgresql.JSONB()",
                  "sa.LargeBinary()",
                  "sa.Boolean()",
                  "sa.Date()",
                  "sa.Numeric(10, 2)",
                  "sa.Float()",
                  "sa.Interval()",
                  "sa.ARRAY(sa.String())"))
          .append(", nullable=True),\n");
    }
    Optional<Table> other = scene.anyTable();
    boolean fits = other.isPresent() && other.get().key == World.Key.NUMBER;
    if (other.isPresent() && draw.chance(0.15) && (fits || scene.dares())) {
      other.get().referenced = true;
      String target =
          other.get().name.schema().map(s -> s + ".").orElse("") + other.get().name.name() + ".id";
      parts
          .append("    sa.Column(\"other_id\", sa.Integer(), sa.ForeignKey(")
          .append(Words.python(target))
          .append(draw.of("", ", ondelete=\"CASCADE\"", ", name=\"fk_other_" + draw.next() + "\""))
          .append(")),\n");
    }
    if (draw.chance(0.1) && table.columns.containsKey("title")) {
      parts
          .append("    sa.UniqueConstraint(\"title\"")
          .append(draw.of("", ", name=\"uq_title_" + draw.next() + "\""))
          .append("),\n");
    }
    if (draw.chance(0.08) && table.columns.containsKey("title")) {
      table.watched.add("title");
      parts
          .append("    sa.CheckConstraint(\"title <> ''\"")
          .append(draw.of("", ", name=\"ck_title_" + draw.next() + "\""))
          .append("),\n");
    }
  }

  private static void text(Draw draw, Table table, StringBuilder parts) {
    if (table.columns.containsKey("title")) {
      return;
    }
    boolean standard = draw.chance(0.4);
    String label = draw.of("open", "closed", "draft");
    parts
        .append("    sa.Column(\"title\", ")
        .append(draw.of("sa.String()", "sa.String(length=50)", "sa.Text()", "sa.Unicode(20)"))
        .append(standard ? ", server_default=" + Words.python(label) : "")
        .append(", nullable=True")
        .append(draw.of("", "", ", index=True", ", unique=True"))
        .append("),\n");
    table.put(
        new Column(
            "title",
            Holds.TEXT,
            Optional.empty(),
            false,
            standard ? Optional.of(label) : Optional.empty()));
  }

  private static String number(Draw draw) {
    return draw.of("sa.Integer()", "sa.BigInteger()", "sa.SmallInteger()", "sa.Numeric(8, 2)");
  }

  static void addColumn(Draw draw, Writing w, Table table, String column) {
    String name = Words.python(table.name.name());
    switch (draw.between(0, 7)) {
      case 0 ->
          w.up(
              "with op.batch_alter_table("
                  + name
                  + table.name.argument()
                  + ") as batch_op:\n    batch_op.add_column("
                  + column
                  + ")");
      case 1 ->
          w.up(
              "columns = [c[\"name\"] for c in sa.inspect(op.get_bind()).get_columns("
                  + name
                  + table.name.argument()
                  + ")]\nif \"surely_not\" not in columns:\n    op.add_column("
                  + name
                  + ", "
                  + column
                  + table.name.argument()
                  + ")");
      default -> w.up("op.add_column(" + name + ", " + column + table.name.argument() + ")");
    }
  }

  static void dropColumn(Draw draw, Writing w, Table table, String column) {
    if (draw.chance(0.05)) {
      return;
    }
    String name = Words.python(table.name.name());
    w.down(
        draw.chance(0.2)
            ? "with op.batch_alter_table("
                + name
                + table.name.argument()
                + ") as batch_op:\n    batch_op.drop_column("
                + Words.python(column)
                + ")"
            : "op.drop_column(" + name + ", " + Words.python(column) + table.name.argument() + ")");
  }
}
