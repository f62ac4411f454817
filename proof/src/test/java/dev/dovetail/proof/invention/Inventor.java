package dev.dovetail.proof.invention;

import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.proof.invention.Service.Revision;
import dev.dovetail.proof.invention.Service.Step;
import dev.dovetail.proof.invention.Service.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Invents services with migrations: what people write, in many spellings, with some of the faults
 * that people make. The same seed gives the same service.
 */
public final class Inventor {

  /** A kind of step, and how often it is wanted. */
  private record Kind(String name, int weight, Move move) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("create-type", 4, EnumMoves::createType),
          new Kind("create-schema", 2, EnumMoves::createSchema),
          new Kind("create-table", 14, EnumMoves::createTable),
          new Kind("add-enum-column", 8, EnumMoves::addColumn),
          new Kind("drop-type", 2, EnumMoves::dropType),
          new Kind("plain-table", 4, TableMoves::createPlain),
          new Kind("raw-table", 3, TableMoves::createRaw),
          new Kind("drop-table", 2, TableMoves::dropTable),
          new Kind("rename-table", 2, TableMoves::renameTable),
          new Kind("move-table", 1, TableMoves::moveTable),
          new Kind("plain-column", 4, TableMoves::addPlainColumn),
          new Kind("drop-column", 3, TableMoves::dropColumn),
          new Kind("add-value", 10, LabelMoves::addValue),
          new Kind("add-values", 4, LabelMoves::addValues),
          new Kind("add-and-use", 3, LabelMoves::addAndUse),
          new Kind("rename-value", 5, LabelMoves::renameValue),
          new Kind("rename-type", 3, LabelMoves::renameType),
          new Kind("move-type", 2, LabelMoves::moveType),
          new Kind("text-to-enum", 7, ColumnMoves::textToEnum),
          new Kind("enum-to-text", 3, ColumnMoves::enumToText),
          new Kind("nullability", 3, ColumnMoves::nullability),
          new Kind("default", 5, ColumnMoves::standard),
          new Kind("rename-column", 3, ColumnMoves::rename),
          new Kind("several", 2, ColumnMoves::several),
          new Kind("dance", 9, DanceMoves::dance),
          new Kind("insert", 5, RowMoves::insert),
          new Kind("update", 5, RowMoves::update),
          new Kind("delete", 1, RowMoves::delete),
          new Kind("index", 6, ObjectMoves::index),
          new Kind("constraint", 4, ObjectMoves::constraint),
          new Kind("foreign-key", 3, ObjectMoves::foreignKey),
          new Kind("view", 3, ObjectMoves::view),
          new Kind("sequence", 2, ObjectMoves::sequence),
          new Kind("domain", 2, ObjectMoves::domain),
          new Kind("comment", 2, ObjectMoves::comment),
          new Kind("routine", 2, ObjectMoves::routine));

  private static final List<Kind> CHOICE =
      KINDS.stream().flatMap(k -> java.util.Collections.nCopies(k.weight(), k).stream()).toList();

  private final Draw draw;
  private final Map<String, World> after = new HashMap<>();
  private final List<Revision> made = new ArrayList<>();
  private final List<String> tips = new ArrayList<>();
  private final boolean numbered;
  private boolean typed;

  private Inventor(long seed) {
    this.draw = new Draw(seed);
    this.numbered = draw.chance(0.3);
  }

  public static Service invent(long seed) {
    return new Inventor(seed).service(seed);
  }

  private Service service(long seed) {
    Surroundings surroundings = surroundings();
    int wanted = draw.between(2, 12);
    typed = surroundings.driver() != Driver.PSYCOPG2;
    int fault = draw.chance(0.2) ? draw.between(1, wanted - 1) : -1;
    for (int i = 0; i < wanted; i++) {
      invent(i == fault);
    }
    while (tips.size() > 1 && draw.chance(0.93)) {
      merge(false);
    }
    return new Service(seed, made, surroundings);
  }

  private Surroundings surroundings() {
    Driver driver =
        switch (draw.between(0, 9)) {
          case 0, 1 -> Driver.PSYCOPG;
          case 2, 3 -> Driver.ASYNCPG;
          default -> Driver.PSYCOPG2;
        };
    boolean conventions = draw.chance(0.2);
    SortedMap<String, String> application = new TreeMap<>();
    if (conventions) {
      application.put("app/__init__.py", "");
      application.put(
          "app/models.py",
          """
          from sqlalchemy import MetaData

          metadata = MetaData(
              naming_convention={
                  "ix": "ix_%(column_0_label)s",
                  "uq": "uq_%(table_name)s_%(column_0_name)s",
                  "ck": "ck_%(table_name)s_%(constraint_name)s",
                  "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                  "pk": "pk_%(table_name)s",
              }
          )
          """);
    }
    return new Surroundings(
        driver,
        draw.chance(0.2),
        draw.chance(0.1),
        conventions,
        draw.of("migrations", "migrations", "alembic", "db"),
        application);
  }

  private void invent(boolean faulty) {
    if (made.isEmpty()) {
      revision(List.of(), new World(), faulty);
    } else if (tips.size() > 1 && draw.chance(0.25)) {
      merge(faulty);
    } else if (draw.chance(0.08)) {
      // A fork: from anywhere, with the world as it was there.
      String from = draw.of(made).id();
      World there = after.get(from);
      revision(List.of(from), draw.chance(0.15) ? there.copy() : there.bare(), faulty);
    } else if (draw.chance(0.02)) {
      revision(List.of(), new World(), faulty);
    } else {
      String tip = draw.of(tips);
      revision(List.of(tip), after.get(tip).copy(), faulty);
    }
  }

  private void merge(boolean faulty) {
    List<String> parents = draw.some(2, tips);
    World world = after.get(parents.getFirst()).copy();
    world.join(after.get(parents.getLast()));
    revision(parents, world, faulty);
  }

  private void revision(List<String> parents, World world, boolean faulty) {
    String id = numbered ? "%04d".formatted(made.size() + 1) : draw.hex(12);
    List<String> needs = new ArrayList<>();
    if (tips.size() > 1 && parents.size() == 1 && draw.chance(0.12)) {
      String other = draw.of(tips);
      if (!parents.contains(other)) {
        needs.add(other);
        world.join(after.get(other));
      }
    }
    List<Step> steps = new ArrayList<>();
    boolean onlyMerges = parents.size() > 1 && draw.chance(0.7);
    int wanted = onlyMerges ? 0 : draw.of(1, 1, 1, 2, 2, 3);
    for (int i = 0; i < wanted; i++) {
      steps.add(step(world));
    }
    if (faulty) {
      Writing w = new Writing(draw);
      if (FaultMoves.any(new Scene(draw, world, typed), w)) {
        steps.add(draw.between(0, steps.size()), w.step("fault"));
      }
    }
    made.add(
        new Revision(
            id,
            steps.isEmpty() ? "merge" : steps.getFirst().kind().replace('-', '_'),
            parents,
            needs,
            parents.isEmpty() && made.isEmpty() == false && draw.chance(0.5)
                ? Optional.of("branch" + draw.next())
                : Optional.empty(),
            steps));
    after.put(id, world);
    tips.removeAll(parents);
    tips.add(id);
  }

  private Step step(World world) {
    Scene scene = new Scene(draw, world, typed);
    while (true) {
      Kind kind = draw.of(CHOICE);
      Writing w = new Writing(draw);
      if (kind.move().make(scene, w)) {
        return Dressing.dress(draw, w.step(kind.name()));
      }
    }
  }
}
