package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Place;
import dev.dovetail.proof.invention.World.Table;
import java.util.List;
import java.util.Optional;

/** What hangs on tables and columns: indexes, constraints, views, sequences, domains, comments. */
final class ObjectMoves {

  private ObjectMoves() {}

  static boolean index(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM, Holds.TEXT, Holds.NUMBER);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    String name = "ix_" + draw.next();
    String where =
        c.holds() == Holds.ENUM && draw.chance(0.35)
            ? Words.sql(c.name()) + " = " + Words.quoted(draw.of(scene.type(c).usable()))
            : "";
    if (!where.isEmpty()) {
      table.watched.add(c.name());
    }
    boolean single = !table.filled || scene.dares();
    String unique = draw.chance(0.15) && single ? "unique=True" : "";
    if (draw.chance(0.65)) {
      w.up(
          "op.create_index("
              + draw.of(Words.python(name), "op.f(" + Words.python(name) + ")")
              + ", "
              + Words.python(table.name.name())
              + ", ["
              + Words.python(c.name())
              + "]"
              + (unique.isEmpty() ? "" : ", " + unique)
              + (where.isEmpty()
                  ? draw.of("", "", ", postgresql_using=\"btree\"")
                  : ", postgresql_where=sa.text(" + Words.python(where) + ")")
              + table.name.argument()
              + ")");
      w.down(
          "op.drop_index("
              + Words.python(name)
              + ", "
              + draw.of("table_name=", "")
              + Words.python(table.name.name())
              + table.name.argument()
              + ")");
    } else {
      w.upSql(
          "CREATE "
              + (unique.isEmpty() ? "" : "UNIQUE ")
              + "INDEX "
              + draw.of("", "IF NOT EXISTS ")
              + name
              + " ON "
              + table.name.sql()
              + draw.of(" (", " USING btree (")
              + Words.sql(c.name())
              + draw.of("", "", " DESC", ", id")
              + ")"
              + (where.isEmpty() ? "" : " WHERE " + where));
      w.downSql(
          "DROP INDEX " + draw.of("", "IF EXISTS ") + new Name(table.name.schema(), name).sql());
    }
    table.indexes.add(name);
    return true;
  }

  static boolean constraint(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM, Holds.TEXT);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    String name = "con_" + draw.next();
    String python = Words.python(table.name.name());
    String label =
        c.holds() == Holds.ENUM ? draw.of(scene.type(c).usable()) : draw.of("open", "closed");
    String condition = Words.sql(c.name()) + draw.of(" <> ", "::text <> ") + Words.quoted(label);
    boolean single = !table.filled || scene.dares();
    int kind = draw.between(single ? 0 : 1, 3);
    if (kind > 0) {
      table.watched.add(c.name());
    }
    switch (kind) {
      case 0 ->
          w.up(
              "op.create_unique_constraint("
                  + Words.python(name)
                  + ", "
                  + python
                  + ", ["
                  + Words.python(c.name())
                  + "]"
                  + table.name.argument()
                  + ")");
      case 1 ->
          w.up(
              "op.create_check_constraint("
                  + Words.python(name)
                  + ", "
                  + python
                  + ", "
                  + draw.of("sa.text(%s)", "%s").formatted(Words.python(condition))
                  + table.name.argument()
                  + ")");
      default ->
          w.upSql(
              "ALTER TABLE "
                  + table.name.sql()
                  + " ADD CONSTRAINT "
                  + name
                  + (single
                      ? draw.of(
                          " UNIQUE (" + Words.sql(c.name()) + ")", " CHECK (" + condition + ")")
                      : " CHECK (" + condition + ")"));
    }
    table.constraints.add(name);
    if (draw.chance(0.5)) {
      w.down(
          "op.drop_constraint("
              + Words.python(name)
              + ", "
              + python
              + draw.of("", ", type_=\"unique\"", ", type_=\"check\"")
              + table.name.argument()
              + ")");
    } else {
      w.downSql("ALTER TABLE " + table.name.sql() + " DROP CONSTRAINT " + name);
    }
    return true;
  }

  static boolean foreignKey(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Table> from = scene.anyTable();
    Optional<Table> to = scene.anyTable();
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    String column = "ref_" + draw.next();
    String name = "fk_" + draw.next();
    to.get().referenced = true;
    List<String> fitting =
        switch (to.get().key) {
          case NUMBER -> List.of("sa.Integer()", "sa.Integer()", "sa.BigInteger()");
          case UUID -> List.of("postgresql.UUID()");
          case TEXT -> List.of("sa.String(36)");
        };
    List<String> all = List.of("sa.Integer()", "postgresql.UUID()", "sa.String(36)");
    w.up(
        "op.add_column("
            + Words.python(from.get().name.name())
            + ", sa.Column("
            + Words.python(column)
            + ", "
            + draw.of(scene.dares() ? all : fitting)
            + ")"
            + from.get().name.argument()
            + ")");
    w.up(
        "op.create_foreign_key("
            + Words.python(name)
            + ", "
            + Words.python(from.get().name.name())
            + ", "
            + Words.python(to.get().name.name())
            + ", ["
            + Words.python(column)
            + "], [\"id\"]"
            + from.get().name.schema().map(s -> ", source_schema=" + Words.python(s)).orElse("")
            + to.get().name.schema().map(s -> ", referent_schema=" + Words.python(s)).orElse("")
            + draw.of(
                "", ", ondelete=\"CASCADE\"", ", ondelete=\"SET NULL\"", ", onupdate=\"CASCADE\"")
            + ")");
    w.down(
        "op.drop_constraint("
            + Words.python(name)
            + ", "
            + Words.python(from.get().name.name())
            + draw.of(", type_=\"foreignkey\"", "")
            + from.get().name.argument()
            + ")");
    TableMoves.dropColumn(draw, w, from.get(), column);
    from.get().put(new Column(column, Holds.NUMBER, Optional.empty(), false, Optional.empty()));
    return true;
  }

  static boolean view(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    String name = "view_" + draw.next();
    String kind = draw.of("VIEW ", "VIEW ", "MATERIALIZED VIEW ");
    w.upSql(
        "CREATE "
            + kind
            + name
            + " AS SELECT "
            + draw.of("id, " + Words.sql(c.name()), "id", "*", "count(*) AS n")
            + " FROM "
            + table.name.sql()
            + draw.of(
                "",
                " WHERE "
                    + Words.sql(c.name())
                    + " = "
                    + Words.quoted(draw.of(scene.type(c).usable()))));
    w.downSql("DROP " + kind + draw.of("", "IF EXISTS ") + name);
    table.views.add(name);
    return true;
  }

  static boolean sequence(Scene scene, Writing w) {
    Draw draw = scene.draw();
    String name = "seq_" + draw.next();
    if (draw.chance(0.5)) {
      w.up("op.execute(sa.schema.CreateSequence(sa.Sequence(" + Words.python(name) + ")))");
      w.down("op.execute(sa.schema.DropSequence(sa.Sequence(" + Words.python(name) + ")))");
    } else {
      w.upSql("CREATE SEQUENCE " + draw.of("", "IF NOT EXISTS ") + name + draw.of("", " START 5"));
      w.downSql("DROP SEQUENCE " + name);
    }
    Optional<Table> table = scene.anyTable();
    boolean beside = table.isPresent() && table.get().name.schema().isEmpty();
    if (table.isPresent() && draw.chance(0.4) && (beside || scene.dares())) {
      w.upSql("ALTER SEQUENCE " + name + " OWNED BY " + table.get().name.sql() + ".id");
    } else if (table.isPresent() && draw.chance(0.4)) {
      w.upSql(
          "ALTER TABLE "
              + table.get().name.sql()
              + " ADD COLUMN number_"
              + draw.next()
              + " bigint DEFAULT nextval('"
              + name
              + "')");
    }
    scene.world().sequences.add(name);
    return true;
  }

  static boolean domain(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> type = scene.anyEnum();
    if (type.isEmpty()) {
      return false;
    }
    String name = "dom_" + draw.next();
    boolean full = draw.chance(0.5);
    w.upSql(
        "CREATE DOMAIN "
            + name
            + " AS "
            + type.get().name().sql()
            + draw.of("", " DEFAULT " + Words.quoted(draw.of(type.get().usable())))
            + (full ? " NOT NULL" : ""));
    scene.world().held.add(type.get().name());
    Optional<Table> table = scene.anyTable();
    boolean fits = table.isPresent() && (!full || !table.get().filled || scene.dares());
    if (table.isPresent() && draw.chance(0.6) && fits) {
      w.upSql("ALTER TABLE " + table.get().name.sql() + " ADD COLUMN in_" + name + " " + name);
      w.downSql("ALTER TABLE " + table.get().name.sql() + " DROP COLUMN in_" + name);
    }
    w.downSql("DROP DOMAIN " + name);
    scene.world().domains.add(name);
    return true;
  }

  static boolean comment(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> type = scene.anyEnum();
    Optional<Table> table = scene.anyTable();
    if (type.isPresent() && draw.chance(0.5)) {
      w.upSql("COMMENT ON TYPE " + type.get().name().sql() + " IS 'its states'");
      return true;
    }
    if (table.isPresent()) {
      w.up(
          "op.create_table_comment("
              + Words.python(table.get().name.name())
              + ", \"what it holds\""
              + table.get().name.argument()
              + ")");
      w.down(
          "op.drop_table_comment("
              + Words.python(table.get().name.name())
              + table.get().name.argument()
              + ")");
      return true;
    }
    return false;
  }

  /** A function or trigger whose body names the type. */
  static boolean routine(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> type = scene.anyEnum();
    if (type.isEmpty()) {
      return false;
    }
    String name = "fn_" + draw.next();
    String label = Words.quoted(draw.of(type.get().usable()));
    String taken = draw.of("", "s " + type.get().name().sql());
    if (!taken.isEmpty()) {
      scene.world().held.add(type.get().name());
    }
    w.upSql(
        "CREATE "
            + draw.of("", "OR REPLACE ")
            + "FUNCTION "
            + name
            + "("
            + taken
            + ") RETURNS text LANGUAGE sql AS $fn$ SELECT "
            + label
            + "::text $fn$");
    w.downSql("DROP FUNCTION " + name + draw.of("", "(" + taken.replace("s ", "") + ")"));
    return true;
  }
}
