package dev.dovetail.verify.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder of numbered SQL, drawn from a seed in the habits of one of the tools. */
final class InventedFolder {

  private enum Habit {
    PAIRS,
    PLAIN,
    GOOSE,
    GOOSE_WITHOUT_TRANSACTION,
    DBMATE,
    DBMATE_WITHOUT_TRANSACTION,
    SQLX,
    DIESEL,
    WAYS_BACK_APART
  }

  private final Random random;
  private final Habit habit;
  private final List<String> tables = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final SortedMap<String, String> files = new TreeMap<>();

  InventedFolder(long seed) {
    this.random = new Random(seed);
    this.habit = Habit.values()[random.nextInt(Habit.values().length)];
    if (habit == Habit.SQLX) {
      files.put("svc/Cargo.toml", "[package]\n");
    }
    int count = 2 + random.nextInt(6);
    for (int i = 1; i <= count; i++) {
      step(i);
    }
  }

  SortedMap<String, String> files() {
    return files;
  }

  private void step(int number) {
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    int statements = 1 + random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      statement(up, down);
    }
    if (chance(10) && !goose()) {
      up.add(random.nextInt(up.size() + 1), one("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s"));
    }
    if (chance(12)) {
      up.add(
          one(
              "SET search_path = other, public",
              "RESET search_path",
              "SET LOCAL search_path = other"));
    }
    String ups = text(up);
    String downs = text(down.reversed());
    String name = "%03d_step".formatted(number * (chance(20) ? 3 : 1));
    String folder = "svc/migrations/";
    switch (habit) {
      case PAIRS, SQLX -> {
        boolean without = habit == Habit.SQLX && chance(15);
        files.put(folder + name + ".up.sql", (without ? "-- no-transaction\n" : "") + ups);
        files.put(folder + name + ".down.sql", downs);
      }
      case PLAIN -> files.put(folder + name + ".sql", ups);
      case WAYS_BACK_APART -> {
        files.put(folder + name + ".sql", ups);
        if (chance(85)) {
          files.put(folder + "revert/" + name + ".sql", downs);
        }
      }
      case DIESEL -> {
        files.put(folder + name + "/up.sql", ups);
        files.put(folder + name + "/down.sql", downs);
        if (chance(15)) {
          files.put(folder + name + "/metadata.toml", "run_in_transaction = false\n");
        }
      }
      case GOOSE, GOOSE_WITHOUT_TRANSACTION ->
          files.put(
              folder + name + ".sql",
              (habit == Habit.GOOSE ? "" : "-- +goose NO TRANSACTION\n")
                  + "-- +goose Up\n"
                  + ups
                  + "\n-- +goose Down\n"
                  + downs);
      case DBMATE, DBMATE_WITHOUT_TRANSACTION -> {
        String option = habit == Habit.DBMATE ? "" : " transaction:false";
        files.put(
            folder + name + ".sql",
            "-- migrate:up" + option + "\n" + ups + "\n-- migrate:down" + option + "\n" + downs);
      }
    }
  }

  private boolean goose() {
    return habit == Habit.GOOSE || habit == Habit.GOOSE_WITHOUT_TRANSACTION;
  }

  private String text(List<String> statements) {
    StringBuilder text = new StringBuilder();
    for (String statement : statements) {
      if (chance(15)) {
        text.append("-- a comment; of no account\n");
      }
      boolean block = goose() && statement.contains("\n");
      text.append(block ? "-- +goose StatementBegin\n" : "").append(statement).append(';');
      text.append(block ? "\n-- +goose StatementEnd\n" : chance(80) || goose() ? "\n" : " ");
    }
    return text.append('\n').toString();
  }

  /** A statement and what takes it back; now and then a wrong one. */
  private void statement(List<String> up, List<String> down) {
    if (chance(4)) {
      up.add(
          one("DROP TABLE nix", "SELECT 1 / 0", "CREATE TABEL x ()", "CREATE TYPE t0 AS ENUM ()"));
      return;
    }
    switch (random.nextInt(tables.isEmpty() ? 2 : 11)) {
      case 0 -> {
        String type = "t" + types.size();
        types.add(type);
        up.add("CREATE TYPE " + type + " AS ENUM ('a', 'b')");
        if (chance(80)) {
          down.add("DROP TYPE " + type);
        }
      }
      case 1, 2 -> {
        String table = "r" + tables.size();
        tables.add(table);
        String column = types.isEmpty() ? "text DEFAULT 'a'" : type() + " DEFAULT 'a'";
        up.add("CREATE TABLE " + table + " (\n  id serial PRIMARY KEY,\n  c " + column + "\n)");
        down.add("DROP TABLE " + table);
      }
      case 3 -> {
        String column = "n" + random.nextInt(1000);
        String table = table();
        up.add("ALTER TABLE " + table + " ADD COLUMN " + column + " int NOT NULL DEFAULT 0");
        down.add("ALTER TABLE " + table + " DROP COLUMN " + column);
      }
      case 4 -> up.add("INSERT INTO " + table() + " (c) VALUES ('" + one("a", "b", "z") + "')");
      case 5 -> {
        if (!types.isEmpty()) {
          String label = "l" + random.nextInt(5);
          up.add("ALTER TYPE " + type() + " ADD VALUE IF NOT EXISTS '" + label + "'");
          if (chance(30)) {
            up.add("ALTER TABLE " + table() + " ALTER c SET DEFAULT '" + label + "'");
          }
        }
      }
      case 6 -> {
        String index = "i" + random.nextInt(1000);
        boolean beside = chance(25);
        up.add(
            "CREATE INDEX " + (beside ? "CONCURRENTLY " : "") + index + " ON " + table() + " (c)");
        down.add("DROP INDEX " + index);
      }
      case 7 ->
          up.add(
              "DO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 't7') THEN\n"
                  + "    CREATE TYPE t7 AS ENUM ('x');\n  END IF;\nEND $$");
      case 8 -> {
        up.add("CREATE SCHEMA IF NOT EXISTS other");
        down.add("DROP SCHEMA IF EXISTS other CASCADE");
      }
      case 9 -> up.add("ALTER TABLE " + table() + " ALTER COLUMN c SET NOT NULL");
      default -> up.add("UPDATE " + table() + " SET c = 'b'");
    }
    if (up.isEmpty()) {
      up.add("SELECT 1");
    }
  }

  private String table() {
    return tables.get(random.nextInt(tables.size()));
  }

  private String type() {
    return types.get(random.nextInt(types.size()));
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
