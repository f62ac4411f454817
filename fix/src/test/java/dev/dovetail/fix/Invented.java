package dev.dovetail.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Things that hang on the type {@code mood} and on the table {@code t}, and on each other. */
final class Invented {

  private static final List<String> LABELS = List.of("'open'", "'sad'", "'it''s'");

  private final Random random;
  private final StringBuilder ddl = new StringBuilder();

  /** With the columns {@code id} and {@code state}. */
  private final List<String> relations = new ArrayList<>(List.of("t"));

  private final List<String> tables = new ArrayList<>(List.of("t"));
  private final List<String> functions = new ArrayList<>();
  private final List<String> booleans = new ArrayList<>();
  private int number;

  Invented(Random random) {
    this.random = random;
  }

  String ddl() {
    int moves = 3 + random.nextInt(12);
    for (int i = 0; i < moves; i++) {
      number++;
      move();
    }
    return ddl.toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void add(String sql) {
    ddl.append(sql).append(";\n");
  }

  /** Something of the type. */
  private String value(String column) {
    return functions.isEmpty() || random.nextBoolean()
        ? column
        : one(functions) + "(" + column + ")";
  }

  private String condition(String column) {
    String label = one(LABELS);
    return switch (random.nextInt(5)) {
      case 0 -> "%s <> %s".formatted(value(column), label);
      case 1 -> "%s IN (%s, %s)".formatted(value(column), label, one(LABELS));
      case 2 -> "%s BETWEEN 'open' AND %s".formatted(column, label);
      case 3 ->
          booleans.isEmpty()
              ? "%s IS NOT NULL".formatted(column)
              : "%s(%s)".formatted(one(booleans), column);
      default -> "%s = ANY ('{open,sad}'::mood[])".formatted(value(column));
    };
  }

  private void move() {
    switch (random.nextInt(17)) {
      case 0, 1 -> {
        boolean stored = random.nextInt(3) == 0;
        String name = (stored ? "mv" : "v") + number;
        add(
            "CREATE %sVIEW %s AS SELECT id, %s AS state FROM %s WHERE %s"
                .formatted(
                    stored ? "MATERIALIZED " : "",
                    name,
                    value("state"),
                    one(relations),
                    condition("state")));
        relations.add(name);
        if (stored) {
          add("CREATE INDEX ON %s (state)".formatted(name));
        } else if (random.nextBoolean()) {
          add("GRANT SELECT, INSERT ON %s TO PUBLIC".formatted(name));
        }
        if (random.nextBoolean()) {
          add("COMMENT ON COLUMN %s.state IS 'a ''state'''".formatted(name));
        }
      }
      case 2 -> {
        String name = "v" + number;
        add(
            "CREATE VIEW %s AS SELECT a.id, b.state FROM %s a JOIN %s b USING (id)"
                .formatted(name, one(relations), one(relations)));
        relations.add(name);
      }
      case 3 -> {
        String name = "f" + number;
        add(
            ("CREATE FUNCTION %s(m mood DEFAULT %s) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT"
                    + " m'")
                .formatted(name, one(LABELS)));
        functions.add(name);
      }
      case 4 -> {
        String name = "b" + number;
        add(
            "CREATE FUNCTION %s(m mood) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN %s"
                .formatted(name, condition("m")));
        booleans.add(name);
      }
      case 5 ->
          add(
              "ALTER TABLE %s ADD CONSTRAINT ck%d CHECK (%s OR id > 0) NOT VALID"
                  .formatted(one(tables), number, condition("state")));
      case 6 ->
          add(
              "CREATE INDEX ix%d ON %s (id) WHERE %s"
                  .formatted(number, one(tables), condition("state")));
      case 7 ->
          add(
              "ALTER TABLE %s ADD COLUMN g%d boolean GENERATED ALWAYS AS (%s) STORED"
                  .formatted(one(tables), number, condition("state")));
      case 8 ->
          add(
              "CREATE POLICY p%d ON %s USING (%s)"
                  .formatted(number, one(tables), condition("state")));
      case 9 ->
          add(
              """
              CREATE FUNCTION tf%d() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
              CREATE TRIGGER tg%d BEFORE INSERT OR UPDATE OF state ON %s FOR EACH ROW WHEN (%s)
                EXECUTE FUNCTION tf%d()\
              """
                  .formatted(number, number, one(tables), condition("NEW.state"), number));
      case 10 ->
          add(
              "CREATE RULE r%d AS ON DELETE TO %s WHERE %s DO ALSO SELECT 1"
                  .formatted(number, one(tables), condition("OLD.state")));
      case 11 -> {
        String name = "t" + number;
        add(
            "CREATE TABLE %s (id int, state mood DEFAULT %s, many mood[] DEFAULT '{lost}')"
                .formatted(name, functions.isEmpty() ? one(LABELS) : one(functions) + "()"));
        add("INSERT INTO %s (id, state) VALUES (1, 'lost'), (2, 'sad')".formatted(name));
        tables.add(name);
        relations.add(name);
      }
      case 12 -> {
        add(
            "CREATE DOMAIN d%d AS mood DEFAULT 'lost' CHECK (%s OR VALUE IS NOT NULL)"
                .formatted(number, condition("VALUE::mood")));
        add("ALTER TABLE t ADD COLUMN d%d d%d".formatted(number, number));
        if (random.nextBoolean()) {
          add("ALTER TABLE t ALTER COLUMN d%d SET DEFAULT NULL".formatted(number));
        }
      }
      case 13 -> {
        String name = "p" + number;
        add("CREATE TABLE %s (id int, state mood) PARTITION BY RANGE (id)".formatted(name));
        add("CREATE TABLE %sa PARTITION OF %s FOR VALUES FROM (0) TO (9)".formatted(name, name));
        add("INSERT INTO %s VALUES (1, 'lost'), (2, 'open')".formatted(name));
        tables.add(name);
        relations.add(name);
      }
      case 14 ->
          add(
              "CREATE FUNCTION set%d() RETURNS SETOF %s LANGUAGE sql AS 'SELECT * FROM %s'"
                  .formatted(number, "mood", "(SELECT NULL::mood) x"));
      case 15 ->
          add(
              "CREATE STATISTICS s%d ON id, (%s) FROM %s"
                  .formatted(number, condition("state"), one(tables)));
      default ->
          add(
              "ALTER TABLE %s ALTER COLUMN state SET DEFAULT %s"
                  .formatted(one(tables), one(LABELS)));
    }
  }
}
