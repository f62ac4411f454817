package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Labels come and change their names; types change their names and places. */
final class LabelMoves {

  private LabelMoves() {}

  static boolean addValue(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> any = scene.anyEnum();
    if (any.isEmpty()) {
      return false;
    }
    Enumeration type = any.get();
    String label = Words.labelBeside(draw, type.labels());
    add(draw, w, type, label, scene, false);
    if (draw.chance(0.15)) {
      w.down("raise NotImplementedError(\"labels stay\")");
    }
    return true;
  }

  /** Two labels or more, in a loop. */
  static boolean addValues(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> any = scene.anyEnum();
    if (any.isEmpty()) {
      return false;
    }
    Enumeration type = any.get();
    List<String> labels = new ArrayList<>(type.labels());
    List<String> more = new ArrayList<>();
    for (int i = 0; i < draw.between(2, 3); i++) {
      String label = Words.labelBeside(draw, labels);
      if (label.matches("[A-Za-z_ ]+")) {
        labels.add(label);
        more.add(label);
      }
    }
    String existing = draw.of("IF NOT EXISTS ", "");
    String body =
        "op.execute(f\"ALTER TYPE "
            + type.name().sql().replace("\"", "\\\"")
            + " ADD VALUE "
            + existing
            + "'{label}'\")";
    String list =
        draw.chance(0.5)
            ? w.constant("NEW_LABELS", "[" + Words.pythonList(more) + "]")
            : "(" + Words.pythonList(more) + (more.size() == 1 ? "," : "") + ")";
    String loop =
        switch (draw.between(0, 2)) {
          case 0 -> "for i, label in enumerate(" + list + "):\n    if i >= 0:\n        " + body;
          case 1 -> "for label in sorted(" + list + "):\n    " + body;
          default -> "for label in " + list + ":\n    " + body;
        };
    if (more.isEmpty()) {
      return false;
    }
    w.up(
        draw.chance(0.3)
            ? "with op.get_context().autocommit_block():\n" + Words.indent(loop)
            : loop);
    scene.world().relabel(type, labels, more);
    return true;
  }

  /**
   * Adds a label.
   *
   * @param committed that it may be used right after
   */
  private static void add(
      Draw draw, Writing w, Enumeration type, String label, Scene scene, boolean committed) {
    List<String> labels = new ArrayList<>(type.labels());
    String neighbour = draw.of(type.labels());
    int where = labels.indexOf(neighbour);
    String place = "";
    int index = labels.size();
    switch (draw.between(0, 4)) {
      case 0 -> {
        place = " BEFORE " + Words.quoted(neighbour);
        index = where;
      }
      case 1 -> {
        place = " AFTER " + Words.quoted(neighbour);
        index = where + 1;
      }
      default -> {}
    }
    labels.add(index, label);
    scene.world().relabel(type, labels, List.of(label));
    String sql =
        "ALTER TYPE "
            + type.name().sql()
            + " ADD VALUE "
            + (draw.chance(0.4) ? "IF NOT EXISTS " : "")
            + Words.quoted(label)
            + place;
    String statement = w.execute(sql);
    switch (committed ? draw.between(0, 2) : draw.between(0, 9)) {
      case 0, 1 -> w.up("with op.get_context().autocommit_block():\n" + Words.indent(statement));
      case 2 -> {
        w.up("op.execute(\"COMMIT\")");
        w.up(statement);
      }
      case 3 -> w.up(w.execute("DO $$ BEGIN " + sql + "; END $$"));
      case 4 ->
          w.up(
              "labels = [\n    row[0]\n    for row in op.get_bind().execute(\n        sa.text(\n"
                  + "            \"SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid ="
                  + " e.enumtypid WHERE t.typname = :name\"\n        ),\n        {\"name\": "
                  + Words.python(type.name().name())
                  + "},\n    )\n]\nif "
                  + Words.python(label)
                  + " not in labels:\n"
                  + Words.indent(statement));
      default -> w.up(statement);
    }
  }

  static boolean renameValue(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> any = scene.anyEnum();
    if (any.isEmpty()) {
      return false;
    }
    Enumeration type = any.get();
    String from = draw.of(type.labels());
    String to = Words.labelBeside(draw, type.labels());
    List<String> labels = new ArrayList<>(type.labels());
    labels.set(labels.indexOf(from), to);
    scene.world().relabel(type, labels, type.fresh().contains(from) ? List.of(to) : List.of());
    for (Place place : scene.world().using(type.name())) {
      World.Column c = place.column();
      if (c.standard().equals(Optional.of(from))) {
        Scene.set(
            place, new World.Column(c.name(), c.holds(), c.type(), c.notNull(), Optional.of(to)));
      }
    }
    String start = "ALTER TYPE " + type.name().sql() + " RENAME VALUE ";
    w.upSql(start + Words.quoted(from) + " TO " + Words.quoted(to));
    if (draw.chance(0.9)) {
      w.downSql(start + Words.quoted(to) + " TO " + Words.quoted(from));
    }
    return true;
  }

  static boolean renameType(Scene scene, Writing w) {
    Optional<Enumeration> any = scene.anyEnum();
    if (any.isEmpty()) {
      return false;
    }
    Name from = any.get().name();
    Name to = new Name(from.schema(), Words.type(scene.draw()));
    scene.world().rename(from, to);
    w.upSql("ALTER TYPE " + from.sql() + " RENAME TO " + Words.sql(to.name()));
    w.downSql("ALTER TYPE " + to.sql() + " RENAME TO " + Words.sql(from.name()));
    return true;
  }

  static boolean moveType(Scene scene, Writing w) {
    Optional<Enumeration> any = scene.anyEnum();
    if (any.isEmpty() || scene.world().schemas.isEmpty()) {
      return false;
    }
    Name from = any.get().name();
    String schema = scene.draw().of(List.copyOf(scene.world().schemas));
    Name to = new Name(Optional.of(schema), from.name());
    scene.world().rename(from, to);
    w.upSql("ALTER TYPE " + from.sql() + " SET SCHEMA " + Words.sql(schema));
    w.downSql(
        "ALTER TYPE " + to.sql() + " SET SCHEMA " + Words.sql(from.schema().orElse("public")));
    return true;
  }

  /** A label that is used where it was added. */
  static boolean addAndUse(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Place> place = scene.anyPlace(Holds.ENUM);
    if (place.isEmpty()) {
      return false;
    }
    Enumeration type = scene.type(place.get().column());
    String label = Words.labelBeside(draw, type.labels());
    add(draw, w, type, label, scene, !draw.chance(0.12));
    String table = place.get().table().name.sql();
    String column = Words.sql(place.get().column().name());
    String quoted = Words.quoted(label);
    switch (draw.between(0, 6)) {
      case 0 -> w.upSql("UPDATE " + table + " SET " + column + " = " + quoted);
      case 1 ->
          w.upSql("ALTER TABLE " + table + " ALTER COLUMN " + column + " SET DEFAULT " + quoted);
      case 2 ->
          w.upSql(
              "UPDATE " + table + " SET " + column + " = NULL WHERE " + column + " = " + quoted);
      case 3 ->
          w.upSql(
              "ALTER TABLE "
                  + table
                  + " ADD CONSTRAINT ck_"
                  + draw.next()
                  + " CHECK ("
                  + column
                  + " <> "
                  + quoted
                  + ")");
      case 4 ->
          w.upSql(
              "CREATE INDEX ix_part_"
                  + draw.next()
                  + " ON "
                  + table
                  + " ("
                  + column
                  + ") WHERE "
                  + column
                  + " = "
                  + quoted);
      case 5 ->
          w.up(
              "op.alter_column("
                  + Words.python(place.get().table().name.name())
                  + ", "
                  + Words.python(place.get().column().name())
                  + ", server_default="
                  + EnumMoves.defaultText(draw, label)
                  + place.get().table().name.argument()
                  + ")");
      default ->
          w.upSql(
              "UPDATE "
                  + table
                  + " SET "
                  + column
                  + " = "
                  + column
                  + " WHERE "
                  + column
                  + "::text = "
                  + quoted);
    }
    return true;
  }
}
