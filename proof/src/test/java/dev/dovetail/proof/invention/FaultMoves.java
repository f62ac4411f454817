package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Place;
import dev.dovetail.proof.invention.World.Table;
import java.util.Optional;

/** Steps that somebody got wrong. The world is left as if they had not been. */
final class FaultMoves {

  private FaultMoves() {}

  static boolean any(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> type = scene.anyEnum();
    Optional<Place> place = scene.anyPlace(Holds.ENUM);
    Optional<Table> table = scene.anyTable();
    if (type.isEmpty() || place.isEmpty() || table.isEmpty()) {
      return false;
    }
    Enumeration e = type.get();
    Column c = place.get().column();
    String in = place.get().table().name.sql();
    String python = Words.python(place.get().table().name.name());
    String schema = place.get().table().name.argument();
    String label = draw.of(e.labels());
    switch (draw.between(0, 23)) {
      case 0 ->
          w.upSql("CREATE TYPE " + e.name().sql() + " AS ENUM (" + Words.list(e.labels()) + ")");
      case 1 ->
          w.up(
              "op.create_table(\"twice_"
                  + draw.next()
                  + "\", sa.Column(\"id\", sa.Integer(), primary_key=True), sa.Column(\"state\", "
                  + TypeText.loud(draw, w, e)
                  + "))");
      case 2 -> w.upSql("ALTER TYPE " + e.name().sql() + " ADD VALUE " + Words.quoted(label));
      case 3 -> w.upSql("ALTER TYPE missing_type ADD VALUE 'x'");
      case 4 ->
          w.up(
              "op.add_column("
                  + python
                  + ", sa.Column(\"lost\", sa.Enum(\"a\", \"b\", name=\"never_made\"))"
                  + schema
                  + ")");
      case 5 -> w.upSql("DROP TYPE " + scene.type(c).name().sql());
      case 6 -> w.upSql("UPDATE " + in + " SET " + Words.sql(c.name()) + " = 'no such label'");
      case 7 ->
          w.up(
              ColumnMoves.alter(place.get().table(), c.name(), "server_default=\"no such label\""));
      case 8 ->
          w.upSql("ALTER TYPE " + e.name().sql() + " RENAME VALUE 'no such label' TO 'other'");
      case 9 ->
          w.upSql(
              "ALTER TYPE "
                  + e.name().sql()
                  + " RENAME VALUE "
                  + Words.quoted(label)
                  + " TO "
                  + Words.quoted(draw.of(e.labels())));
      case 10 ->
          w.upSql("ALTER TYPE " + e.name().sql() + " ADD VALUE 'beside' BEFORE 'no such label'");
      case 11 -> w.upSql("CREATE TYPE IF NOT EXISTS " + e.name().sql() + " AS ENUM ('a')");
      case 12 -> w.upSql("ALTER TYPE " + e.name().sql() + " DROP VALUE " + Words.quoted(label));
      case 13 -> w.up("op.drop_column(" + python + ", \"no_such_column\"" + schema + ")");
      case 14 -> w.up("op.drop_table(\"no_such_table\")");
      case 15 ->
          w.up(
              "try:\n    op.execute("
                  + Words.python("CREATE TYPE " + e.name().sql() + " AS ENUM ('a')")
                  + ")\nexcept "
                  + draw.of("Exception", "sa.exc.ProgrammingError", "sa.exc.DBAPIError")
                  + ":\n    pass");
      case 16 ->
          w.up(
              "try:\n    with op.get_bind().begin_nested():\n        op.execute("
                  + Words.python("CREATE TYPE " + e.name().sql() + " AS ENUM ('a')")
                  + ")\nexcept "
                  + draw.of("Exception", "sa.exc.ProgrammingError")
                  + ":\n    pass");
      case 17 -> w.up(ColumnMoves.alter(place.get().table(), c.name(), "type_=sa.Integer()"));
      case 18 ->
          w.upSql(
              "ALTER TABLE "
                  + in
                  + " ALTER COLUMN "
                  + Words.sql(c.name())
                  + " TYPE "
                  + e.name().sql()
                  + draw.of("", " USING " + Words.sql(c.name()) + "::text::" + e.name().sql()));
      case 19 ->
          w.up(
              "raise "
                  + draw.of(
                      "RuntimeError(\"not today\")",
                      "ValueError(\"no\")",
                      "NotImplementedError()"));
      case 20 ->
          w.up(
              "op.add_column("
                  + python
                  + ", sa.Column("
                  + Words.python(c.name())
                  + ", sa.Integer())"
                  + schema
                  + ")");
      case 21 ->
          w.up("op.alter_column(" + python + ", \"no_such_column\", nullable=True" + schema + ")");
      case 22 ->
          w.upSql("ALTER TABLE " + in + " ADD COLUMN must_" + draw.next() + " integer NOT NULL");
      default ->
          w.upSql(
              "CREATE TABLE "
                  + draw.of("", "IF NOT EXISTS ")
                  + table.get().name.sql()
                  + " (id integer)");
    }
    return true;
  }
}
