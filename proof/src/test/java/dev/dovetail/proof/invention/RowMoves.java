package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Place;
import dev.dovetail.proof.invention.World.Table;
import java.util.Optional;

/** Rows are written, changed and taken away. */
final class RowMoves {

  private RowMoves() {}

  static boolean insert(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    boolean enough =
        table.columns.values().stream()
            .allMatch(o ->
                o.equals(c)
                    || !o.notNull()
                    || o.standard().isPresent()
                    || o.name().equals("id")
                    || o.name().equals("created_at"));
    boolean checked = table.watched.contains(c.name());
    if ((!enough || checked) && !scene.dares()) {
      return false;
    }
    table.filled = true;
    Enumeration type = scene.type(c);
    String label = draw.of(type.usable());
    if (table.key == World.Key.UUID && !scene.dares()) {
      w.upSql(
          "INSERT INTO "
              + table.name.sql()
              + " (id, "
              + Words.sql(c.name())
              + ") VALUES (gen_random_uuid(), "
              + Words.quoted(label)
              + ")");
      return true;
    }
    String python =
        "sa.table("
            + Words.python(table.name.name())
            + ", sa.column(\"id\", sa.Integer), sa.column("
            + Words.python(c.name())
            + ", "
            + (draw.chance(0.6) || scene.typed() && !scene.dares()
                ? TypeText.quiet(draw, w, type)
                : draw.of(
                    "sa.String",
                    "sa.Enum("
                        + Words.pythonList(type.labels())
                        + ", name="
                        + Words.python(type.name().name())
                        + type.name().argument()
                        + ")"))
            + ")"
            + table.name.argument()
            + ")";
    int id = scene.dares() ? 1 : draw.next();
    String row =
        "{\"id\": " + id + ", " + Words.python(c.name()) + ": " + Words.python(label) + "}";
    switch (draw.between(0, 4)) {
      case 0 -> w.up("op.bulk_insert(" + python + ", [" + row + "])");
      case 1 -> {
        String name = w.constant("rows_table", python);
        w.up("op.execute(" + name + ".insert().values(" + row + "))");
      }
      case 2 -> w.up("op.get_bind().execute(sa.insert(" + python + ").values(**" + row + "))");
      default ->
          w.upSql(
              "INSERT INTO "
                  + table.name.sql()
                  + " (id, "
                  + Words.sql(c.name())
                  + ") VALUES ("
                  + id
                  + ", "
                  + Words.quoted(label)
                  + ")");
    }
    if (draw.chance(0.5)) {
      w.downSql("DELETE FROM " + table.name.sql() + draw.of("", " WHERE id = " + id));
    }
    return true;
  }

  static boolean update(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    Enumeration type = scene.type(c);
    String to = draw.of(type.usable());
    String from = draw.of(type.usable());
    String name = Words.sql(c.name());
    String python =
        "sa.table("
            + Words.python(table.name.name())
            + ", sa.column("
            + Words.python(c.name())
            + ", "
            + (draw.chance(0.7) || scene.typed() && !scene.dares()
                ? TypeText.quiet(draw, w, type)
                : "sa.String")
            + ")"
            + table.name.argument()
            + ")";
    boolean untyped = scene.typed() && !scene.dares();
    switch (draw.of(0, untyped ? 2 : 1, 2, 3, 4)) {
      case 0 -> {
        String rows = w.constant("touched", python);
        w.up(
            "op.execute(\n    "
                + rows
                + ".update()\n    .where("
                + rows
                + ".c["
                + Words.python(c.name())
                + "] == "
                + Words.python(from)
                + ")\n    .values({"
                + Words.python(c.name())
                + ": "
                + Words.python(to)
                + "})\n)");
      }
      case 1 ->
          w.up(
              "op.get_bind().execute(\n    sa.text("
                  + Words.python(
                      "UPDATE "
                          + table.name.sql()
                          + " SET "
                          + name
                          + " = :new WHERE "
                          + name
                          + " = :old")
                  + "),\n    {\"new\": "
                  + Words.python(to)
                  + ", \"old\": "
                  + Words.python(from)
                  + "},\n)");
      case 2 -> w.upSql("UPDATE " + table.name.sql() + " SET " + name + " = " + Words.quoted(to));
      default ->
          w.upSql(
              "UPDATE "
                  + table.name.sql()
                  + " SET "
                  + name
                  + " = "
                  + Words.quoted(to)
                  + " WHERE "
                  + name
                  + draw.of(
                      " = " + Words.quoted(from), " IS NULL", " IN (" + Words.quoted(from) + ")"));
    }
    return true;
  }

  static boolean delete(Scene scene, Writing w) {
    Optional<Table> table = scene.anyTable();
    if (table.isEmpty()) {
      return false;
    }
    boolean whole = !table.get().referenced || scene.dares();
    w.upSql(
        scene.draw().of("DELETE FROM ", whole ? "TRUNCATE " : "DELETE FROM ")
            + table.get().name.sql());
    return true;
  }
}
