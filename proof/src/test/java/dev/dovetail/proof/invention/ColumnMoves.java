package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Place;
import dev.dovetail.proof.invention.World.Table;
import java.util.List;
import java.util.Optional;

/** Columns change: their types, defaults, names, and whether they may be null. */
final class ColumnMoves {

  private ColumnMoves() {}

  static boolean textToEnum(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.freePlace(Holds.TEXT);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column column = place.get().column();
    List<String> labels = Words.labels(draw);
    column.standard().filter(s -> !labels.contains(s)).ifPresent(labels::add);
    Enumeration type = new Enumeration(scene.newType(), labels);
    scene.world().put(type);
    EnumMoves.create(draw, w, type);
    boolean careful = !scene.dares();
    if (column.standard().isPresent() && careful) {
      w.up(alter(table, column.name(), "server_default=None"));
    }
    retype(draw, w, table, column.name(), type, !scene.dares());
    boolean back = column.standard().isPresent() && careful && draw.chance(0.8);
    if (back) {
      w.up(
          alter(
              table,
              column.name(),
              "server_default=" + EnumMoves.defaultText(draw, column.standard().get())));
    }
    if (back && draw.chance(0.7)) {
      w.down(alter(table, column.name(), "server_default=None"));
    }
    w.down(
        alter(
            table,
            column.name(),
            "type_="
                + draw.of("sa.String()", "sa.Text()", "sa.VARCHAR(length=30)")
                + draw.of(
                    "",
                    ", postgresql_using=" + Words.python(Words.sql(column.name()) + "::text"))));
    if (draw.chance(0.85)) {
      w.downSql("DROP TYPE " + draw.of("", "IF EXISTS ") + type.name().sql());
    }
    table.put(
        new Column(
            column.name(),
            Holds.ENUM,
            Optional.of(type.name()),
            column.notNull(),
            back ? column.standard() : Optional.empty()));
    return true;
  }

  private static void retype(
      Draw draw, Writing w, Table table, String column, Enumeration type, boolean using) {
    String name = Words.sql(column);
    String cast = name + draw.of("::", "::text::") + type.name().sql();
    if (draw.chance(0.4)) {
      w.upSql(
          "ALTER TABLE "
              + table.name.sql()
              + " ALTER COLUMN "
              + name
              + draw.of(" TYPE ", " SET DATA TYPE ")
              + type.name().sql()
              + (using ? " USING " + cast : ""));
    } else {
      w.up(
          alter(
              table,
              column,
              draw.of("existing_type=sa.String(), ", "existing_nullable=True, ", "")
                  + "type_="
                  + (draw.chance(0.5)
                      ? TypeText.quiet(draw, w, type)
                      : TypeText.loud(draw, w, type))
                  + (using ? ", postgresql_using=" + Words.python(cast) : "")));
    }
  }

  static boolean enumToText(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.freePlace(Holds.ENUM);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column column = place.get().column();
    boolean move = column.standard().isPresent() && draw.chance(0.6);
    if (move) {
      w.up(alter(table, column.name(), "server_default=None"));
    }
    w.up(
        alter(
            table,
            column.name(),
            "type_="
                + draw.of(
                    "sa.String(50)",
                    "sa.Text()",
                    table.filled ? "sa.String(40)" : "sa.String(3)",
                    "sa.String()")
                + draw.of("", ", existing_type=" + TypeText.quiet(draw, w, scene.type(column)))));
    if (move) {
      w.up(alter(table, column.name(), "server_default=" + Words.python(column.standard().get())));
    }
    Name old = column.type().orElseThrow();
    boolean alone = scene.world().using(old).size() == 1 && !scene.world().held.contains(old);
    boolean drops =
        draw.chance(0.3) && (alone && (move || column.standard().isEmpty()) || scene.dares());
    if (drops) {
      w.upSql("DROP TYPE " + column.type().orElseThrow().sql());
      scene.world().enums.remove(column.type().get());
    }
    if (move) {
      w.down(alter(table, column.name(), "server_default=None"));
    }
    if (drops) {
      w.downSql(
          "CREATE TYPE "
              + column.type().get().sql()
              + " AS ENUM ("
              + Words.list(scene.type(column).labels())
              + ")");
    }
    w.downSql(
        "ALTER TABLE "
            + table.name.sql()
            + " ALTER COLUMN "
            + Words.sql(column.name())
            + " TYPE "
            + column.type().get().sql()
            + " USING "
            + Words.sql(column.name())
            + "::"
            + column.type().get().sql());
    table.put(
        new Column(
            column.name(), Holds.TEXT, Optional.empty(), column.notNull(), column.standard()));
    return true;
  }

  static boolean nullability(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM, Holds.TEXT, Holds.ARRAY);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    boolean to = !c.notNull();
    if (to && table.filled && !scene.dares()) {
      return false;
    }
    if (draw.chance(0.7)) {
      w.up(alter(table, c.name(), "nullable=" + (to ? "False" : "True")));
      w.down(alter(table, c.name(), "nullable=" + (to ? "True" : "False")));
    } else {
      String start = "ALTER TABLE " + table.name.sql() + " ALTER COLUMN " + Words.sql(c.name());
      w.upSql(start + (to ? " SET NOT NULL" : " DROP NOT NULL"));
      w.downSql(start + (to ? " DROP NOT NULL" : " SET NOT NULL"));
    }
    table.put(new Column(c.name(), c.holds(), c.type(), to, c.standard()));
    return true;
  }

  static boolean standard(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM, Holds.TEXT);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    boolean removes = c.standard().isPresent() && draw.chance(0.4);
    String label =
        c.holds() == Holds.ENUM ? draw.of(scene.type(c).usable()) : draw.of("open", "it's", "50%");
    String start = "ALTER TABLE " + table.name.sql() + " ALTER COLUMN " + Words.sql(c.name());
    if (draw.chance(0.6)) {
      w.up(
          alter(
              table,
              c.name(),
              "server_default=" + (removes ? "None" : EnumMoves.defaultText(draw, label))));
    } else {
      w.upSql(start + (removes ? " DROP DEFAULT" : " SET DEFAULT " + Words.quoted(label)));
    }
    if (draw.chance(0.8)) {
      w.downSql(
          start + c.standard().map(s -> " SET DEFAULT " + Words.quoted(s)).orElse(" DROP DEFAULT"));
    }
    table.put(
        new Column(
            c.name(),
            c.holds(),
            c.type(),
            c.notNull(),
            removes ? Optional.empty() : Optional.of(label)));
    return true;
  }

  static boolean rename(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM, Holds.TEXT, Holds.ARRAY);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    String to = "renamed_" + draw.next();
    if (draw.chance(0.6)) {
      w.up(alter(table, c.name(), "new_column_name=" + Words.python(to)));
      w.down(alter(table, to, "new_column_name=" + Words.python(c.name())));
    } else {
      String start = "ALTER TABLE " + table.name.sql() + " RENAME COLUMN ";
      w.upSql(start + Words.sql(c.name()) + " TO " + to);
      w.downSql(start + to + " TO " + Words.sql(c.name()));
    }
    table.columns.remove(c.name());
    table.put(new Column(to, c.holds(), c.type(), c.notNull(), c.standard()));
    return true;
  }

  /** Several things of a column in one call. */
  static boolean several(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.freePlace(Holds.TEXT);
    if (place.isEmpty()) {
      return false;
    }
    Table table = place.get().table();
    Column c = place.get().column();
    String to = "settled_" + draw.next();
    boolean none = draw.chance(0.33);
    w.up(
        "with op.batch_alter_table("
            + Words.python(table.name.name())
            + table.name.argument()
            + ") as batch_op:\n    batch_op.alter_column("
            + Words.python(c.name())
            + ", existing_type=sa.String(), type_="
            + draw.of("sa.String(80)", "sa.Text()")
            + ", nullable="
            + (table.filled ? "True" : draw.of("True", "False"))
            + ", server_default="
            + (none ? "None" : draw.of("\"open\"", "sa.text(\"'open'\")"))
            + ", comment=\"settled\", new_column_name="
            + Words.python(to)
            + ")");
    w.down(alter(table, to, "new_column_name=" + Words.python(c.name()) + ", comment=None"));
    table.columns.remove(c.name());
    table.put(
        new Column(
            to,
            Holds.TEXT,
            Optional.empty(),
            c.notNull(),
            none ? Optional.empty() : Optional.of("open")));
    return true;
  }

  static String alter(Table table, String column, String what) {
    return alter(table.name, column, what);
  }

  static String alter(Name table, String column, String what) {
    return "op.alter_column("
        + Words.python(table.name())
        + ", "
        + Words.python(column)
        + ", "
        + what
        + table.argument()
        + ")";
  }
}
