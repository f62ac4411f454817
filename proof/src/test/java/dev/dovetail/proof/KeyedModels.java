package dev.dovetail.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two modules of the same tables, whose keys, indexes and checks differ here and there: one that a
 * database is made of, and one that is held against it.
 */
final class KeyedModels {

  private static final List<String> COLUMNS = List.of("a", "b", "c", "d");
  private static final int TABLES = 3;

  private final Random random;
  private final StringBuilder made = new StringBuilder();
  private final StringBuilder models = new StringBuilder();
  private final Set<String> checksMissing = new TreeSet<>();
  private int names;

  private KeyedModels(long seed) {
    this.random = new Random(seed);
  }

  /**
   * @param checksMissing names of checks that only the models have
   */
  record Pair(String made, String models, Set<String> checksMissing) {}

  static Pair of(long seed) {
    return new KeyedModels(seed).write();
  }

  private Pair write() {
    boolean convention = random.nextInt(3) == 0;
    for (StringBuilder out : List.of(made, models)) {
      out.append("import sqlalchemy as sa\nfrom sqlalchemy.orm import declarative_base\n\n");
      out.append(
          convention
              ? """
              Base = declarative_base(metadata=sa.MetaData(naming_convention={
                  "ix": "ix_%(column_0_label)s",
                  "uq": "uq_%(table_name)s_%(column_0_name)s",
                  "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                  "pk": "pk_%(table_name)s",
              }))
              """
              : "Base = declarative_base()\n");
    }
    for (int i = 0; i < TABLES; i++) {
      table(i);
    }
    return new Pair(made.toString(), models.toString(), checksMissing);
  }

  private void table(int number) {
    for (StringBuilder out : List.of(made, models)) {
      out.append("\n\nclass T%d(Base):\n    __tablename__ = \"t%d\"\n\n".formatted(number, number));
      out.append("    id = sa.Column(sa.Integer, primary_key=True)\n");
    }
    for (String column : COLUMNS) {
      column(column, number);
    }
    List<String> ofMade = new ArrayList<>();
    List<String> ofModels = new ArrayList<>();
    int parts = random.nextInt(5);
    for (int i = 0; i < parts; i++) {
      part(number, ofMade, ofModels);
    }
    arguments(made, ofMade);
    arguments(models, ofModels);
  }

  private static void arguments(StringBuilder out, List<String> parts) {
    if (!parts.isEmpty()) {
      out.append("\n    __table_args__ = (\n");
      parts.forEach(part -> out.append("        ").append(part).append(",\n"));
      out.append("    )\n");
    }
  }

  private void column(String name, int table) {
    String words = more(table);
    made.append(column(name, words));
    models.append(column(name, random.nextInt(4) == 0 ? more(table) : words));
  }

  private static String column(String name, String more) {
    return "    %s = sa.Column(sa.Integer%s)\n".formatted(name, more);
  }

  /** What stands behind the type. */
  private String more(int table) {
    return switch (random.nextInt(8)) {
      case 0 -> ", index=True";
      case 1 -> ", unique=True";
      case 2 -> ", unique=True, index=True";
      case 3 ->
          table == 0
              ? ""
              : ", sa.ForeignKey(\"t%d.id\"%s)"
                  .formatted(
                      random.nextInt(table),
                      one("", ", ondelete=\"CASCADE\"", ", ondelete=\"SET NULL\""));
      default -> "";
    };
  }

  /** One thing that stands in the arguments of the table, on one side or on both. */
  private void part(int table, List<String> ofMade, List<String> ofModels) {
    String name = "n%d_%d".formatted(table, names++);
    if (random.nextInt(4) == 0) {
      String check = "sa.CheckConstraint(\"a > 0\", name=\"%s\")".formatted(name);
      boolean there = random.nextBoolean();
      if (there) {
        ofMade.add(check);
      } else {
        checksMissing.add(name);
      }
      ofModels.add(check);
      return;
    }
    boolean index = random.nextBoolean();
    Optional<String> called = index || random.nextBoolean() ? Optional.of(name) : Optional.empty();
    String columns = columns();
    boolean unique = random.nextInt(3) == 0;
    String part = index ? index(name, columns, unique) : unique(called, columns);
    switch (random.nextInt(6)) {
      case 0 -> ofMade.add(part);
      case 1 -> ofModels.add(part);
      case 2 -> {
        ofMade.add(part);
        ofModels.add(index ? index(name, columns(), unique) : unique(called, columns()));
      }
      case 3 -> {
        ofMade.add(part);
        ofModels.add(
            index ? index(name, columns, !unique) : unique(Optional.of(name + "x"), columns));
      }
      default -> {
        ofMade.add(part);
        ofModels.add(part);
      }
    }
  }

  private static String index(String name, String columns, boolean unique) {
    return "sa.Index(\"%s\", %s%s)".formatted(name, columns, unique ? ", unique=True" : "");
  }

  private static String unique(Optional<String> name, String columns) {
    return "sa.UniqueConstraint(%s%s)"
        .formatted(columns, name.map(it -> ", name=\"" + it + "\"").orElse(""));
  }

  private String columns() {
    List<String> some = new ArrayList<>(COLUMNS);
    while (some.size() > 2 || some.size() > 1 && random.nextBoolean()) {
      some.remove(random.nextInt(some.size()));
    }
    return "\"" + String.join("\", \"", some) + "\"";
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
