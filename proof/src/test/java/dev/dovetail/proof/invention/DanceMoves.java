package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Column;
import dev.dovetail.proof.invention.World.Enumeration;
import dev.dovetail.proof.invention.World.Holds;
import dev.dovetail.proof.invention.World.Name;
import dev.dovetail.proof.invention.World.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A type is made anew with other labels, and every column goes over to it. */
final class DanceMoves {

  private DanceMoves() {}

  static boolean dance(Scene scene, Writing w) {
    Draw draw = scene.draw();
    Optional<Enumeration> any =
        scene.any(
            scene.world().enums.values().stream()
                .filter(e -> !scene.world().using(e.name()).isEmpty())
                .filter(e -> scene.free(e.name()) || scene.dares())
                .toList());
    if (any.isEmpty()) {
      return false;
    }
    Enumeration type = any.get();
    List<String> labels = new ArrayList<>(type.labels());
    if (draw.chance(0.6) && labels.size() > 1) {
      labels.remove(draw.between(0, labels.size() - 1));
    }
    if (draw.chance(0.6)) {
      labels.add(draw.between(0, labels.size()), Words.labelBeside(draw, labels));
    }
    Enumeration next = new Enumeration(type.name(), labels);
    boolean handsOff = scene.dares();
    boolean late = draw.chance(0.3);
    List<Place> places = scene.world().using(type.name());
    if (late) {
      steps(draw, type, next, places, handsOff)
          .forEach(s -> w.up(s.startsWith("!") ? s.substring(1) : w.execute(s)));
    } else {
      rename(draw, type, next, places, handsOff)
          .forEach(s -> w.up(s.startsWith("!") ? s.substring(1) : w.execute(s)));
    }
    if (draw.chance(0.7)) {
      rename(draw, next, type, places, false)
          .forEach(s -> w.down(s.startsWith("!") ? s.substring(1) : w.execute(s)));
    }
    scene.world().relabel(type.name(), labels);
    for (Place place : places) {
      Column c = place.column();
      Optional<String> kept = c.standard().filter(labels::contains);
      Scene.set(place, new Column(c.name(), c.holds(), c.type(), c.notNull(), kept));
    }
    return true;
  }

  /** The old type steps aside first. Statements of SQL; those after "!" are Python. */
  private static List<String> rename(
      Draw draw, Enumeration from, Enumeration to, List<Place> places, boolean handsOff) {
    List<String> steps = new ArrayList<>();
    Name old = Scene.beside(from.name(), "_old");
    steps.add("ALTER TYPE " + from.name().sql() + " RENAME TO " + Words.sql(old.name()));
    steps.add("CREATE TYPE " + to.name().sql() + " AS ENUM (" + Words.list(to.labels()) + ")");
    for (Place place : places) {
      steps.addAll(over(draw, place, from, to, handsOff));
    }
    steps.add("DROP TYPE " + old.sql());
    return steps;
  }

  /** The new type has a name of its own first. */
  private static List<String> steps(
      Draw draw, Enumeration from, Enumeration to, List<Place> places, boolean handsOff) {
    List<String> steps = new ArrayList<>();
    Name made = Scene.beside(from.name(), "_new");
    Enumeration next = new Enumeration(made, to.labels());
    steps.add("CREATE TYPE " + made.sql() + " AS ENUM (" + Words.list(to.labels()) + ")");
    for (Place place : places) {
      steps.addAll(over(draw, place, from, next, handsOff));
    }
    steps.add("DROP TYPE " + from.name().sql());
    steps.add("ALTER TYPE " + made.sql() + " RENAME TO " + Words.sql(from.name().name()));
    return steps;
  }

  private static List<String> over(
      Draw draw, Place place, Enumeration from, Enumeration to, boolean handsOff) {
    List<String> steps = new ArrayList<>();
    World.Table table = place.table();
    Column c = place.column();
    String name = Words.sql(c.name());
    String start = "ALTER TABLE " + table.name.sql() + " ALTER COLUMN " + name;
    boolean array = c.holds() == Holds.ARRAY;
    String type = to.name().sql() + (array ? "[]" : "");
    boolean standard = c.standard().isPresent() && !handsOff;
    if (standard) {
      steps.add(start + " DROP DEFAULT");
    }
    Optional<String> common = to.labels().stream().filter(from.usable()::contains).findFirst();
    if (!array && common.isPresent() && draw.chance(0.1)) {
      String kept = common.get();
      String gone = draw.of(from.usable());
      steps.add(
          "UPDATE "
              + table.name.sql()
              + " SET "
              + name
              + " = "
              + Words.quoted(kept)
              + " WHERE "
              + name
              + " = "
              + Words.quoted(gone));
    }
    if (!array && draw.chance(0.3)) {
      steps.add(
          "!"
              + ColumnMoves.alter(
                  table,
                  c.name(),
                  "type_=postgresql.ENUM("
                      + Words.pythonList(to.labels())
                      + ", name="
                      + Words.python(to.name().name())
                      + to.name().argument()
                      + ", create_type=False), postgresql_using="
                      + Words.python(name + "::text::" + type)));
    } else if (!array && draw.chance(0.15)) {
      String first = Words.quoted(to.labels().getFirst());
      steps.add(
          start
              + " TYPE "
              + type
              + " USING (CASE "
              + name
              + "::text WHEN "
              + first
              + " THEN "
              + first
              + " ELSE "
              + name
              + "::text END)::"
              + type);
    } else {
      steps.add(
          start + " TYPE " + type + " USING " + name + (array ? "::text[]::" : "::text::") + type);
    }
    if (standard && to.labels().contains(c.standard().get())) {
      steps.add(start + " SET DEFAULT " + Words.quoted(c.standard().get()));
    }
    return steps;
  }
}
