package dev.dovetail.verify;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.MigrationTest.ColumnIs;
import dev.dovetail.workspace.MigrationTest.Expectation;
import dev.dovetail.workspace.MigrationTest.Holds;
import dev.dovetail.workspace.MigrationTest.Refused;
import dev.dovetail.workspace.MigrationTest.Rows;
import dev.dovetail.workspace.MigrationTest.Succeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks whether a database is as a migration test expects it. */
final class Expectations {

  private final Database database;
  private Optional<Schema> schema = Optional.empty();

  Expectations(Database database) {
    this.database = database;
  }

  /**
   * What is not as expected.
   *
   * @param sides both sides, beside each other
   */
  record Miss(String words, List<String> sides) {}

  Optional<Miss> look(Expectation expectation) throws ServerException {
    return switch (expectation) {
      case Rows rows -> rows(rows);
      case ColumnIs column -> column(column);
      case Holds holds -> holds(holds.query());
      case Succeeds works -> works(works.sql());
      case Refused refused -> refused(refused);
    };
  }

  private Optional<Miss> rows(Rows wanted) {
    List<List<String>> actual;
    try {
      actual = database.rows(wanted.query()).stream().map(Expectations::shown).toList();
    } catch (ServerException e) {
      return Optional.of(
          new Miss("`%s` is refused: %s".formatted(cut(wanted.query()), words(e)), List.of()));
    }
    boolean ordered = wanted.query().toLowerCase(Locale.ROOT).contains("order by");
    List<String> expected = lines(wanted.rows(), ordered);
    List<String> got = lines(actual, ordered);
    return expected.equals(got)
        ? Optional.empty()
        : Optional.of(
            new Miss(
                "`%s` gives %s, expected %s"
                    .formatted(cut(wanted.query()), list(got), list(expected)),
                sides(expected, got)));
  }

  /** Of a query that asks whether something is so. */
  private Optional<Miss> holds(String query) {
    List<List<String>> actual;
    try {
      actual = database.rows(query).stream().map(Expectations::shown).toList();
    } catch (ServerException e) {
      return Optional.of(
          new Miss("`%s` is refused: %s".formatted(cut(query), words(e)), List.of()));
    }
    boolean so =
        !actual.isEmpty() && actual.stream().allMatch(row -> row.stream().allMatch("t"::equals));
    return so
        ? Optional.empty()
        : Optional.of(
            new Miss(
                "`%s` gives %s, expected true".formatted(cut(query), list(lines(actual, true))),
                sides(List.of("t"), lines(actual, true))));
  }

  private static List<String> lines(List<List<String>> rows, boolean ordered) {
    List<String> lines =
        new ArrayList<>(rows.stream().map(row -> String.join(" | ", row)).toList());
    if (!ordered) {
      lines.sort(null);
    }
    return lines;
  }

  private static List<String> shown(List<Optional<String>> row) {
    return row.stream()
        .map(value -> value.map(text -> text.equals("NULL") ? "'NULL'" : text).orElse("NULL"))
        .toList();
  }

  private static String list(List<String> rows) {
    int most = 3;
    String shown = String.join("; ", rows.stream().limit(most).map(Words::cut).toList());
    int more = rows.size() - most;
    return rows.isEmpty() ? "no row" : shown + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  private static List<String> sides(List<String> expected, List<String> got) {
    int most = 10;
    int width = expected.stream().limit(most).mapToInt(String::length).max().orElse(0);
    width = Math.min(Math.max(width, "expected".length()), 60);
    List<String> sides = new ArrayList<>();
    sides.add(padded("expected", width) + " || actual");
    int rows = Math.max(expected.size(), got.size());
    for (int i = 0; i < Math.min(rows, most); i++) {
      String left = i < expected.size() ? Words.cut(expected.get(i)) : "-";
      String right = i < got.size() ? Words.cut(got.get(i)) : "-";
      sides.add(padded(left, width) + " || " + right);
    }
    if (rows > most) {
      sides.add("and %d more rows".formatted(rows - most));
    }
    return sides;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private Optional<Miss> column(ColumnIs wanted) throws ServerException {
    if (schema.isEmpty()) {
      schema = Optional.of(database.introspect());
    }
    int dot = wanted.table().indexOf('.');
    ObjectName name =
        dot < 0
            ? new ObjectName("public", wanted.table())
            : new ObjectName(wanted.table().substring(0, dot), wanted.table().substring(dot + 1));
    String shown = wanted.table() + "." + wanted.column();
    Optional<Schema.Column> there =
        Optional.ofNullable(schema.get().tables().get(name))
            .flatMap(table -> table.column(wanted.column()));
    if (there.isEmpty()) {
      return Optional.of(new Miss("there is no column `%s`".formatted(shown), List.of()));
    }
    Schema.Column column = there.get();
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    wanted
        .type()
        .filter(type -> !type.equals(column.type()))
        .ifPresent(type -> {
          expected.add(type);
          actual.add(column.type());
        });
    wanted
        .nullable()
        .filter(may -> may == column.notNull())
        .ifPresent(may -> {
          expected.add(may ? "nullable" : "NOT NULL");
          actual.add(may ? "NOT NULL" : "nullable");
        });
    String byDefault = column.defaultText().orElse("");
    wanted
        .defaultText()
        .filter(text -> !text.equals(byDefault))
        .ifPresent(text -> {
          expected.add(text.isEmpty() ? "no default" : "DEFAULT " + text);
          actual.add(byDefault.isEmpty() ? "no default" : "DEFAULT " + byDefault);
        });
    return expected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Miss(
                "column `%s` is %s, expected %s"
                    .formatted(shown, String.join(", ", actual), String.join(", ", expected)),
                sides(expected, actual)));
  }

  private Optional<Miss> works(String sql) {
    try {
      database.run(sql);
      return Optional.empty();
    } catch (ServerException e) {
      return Optional.of(
          new Miss("`%s` should work and is refused: %s".formatted(cut(sql), words(e)), List.of()));
    }
  }

  private Optional<Miss> refused(Refused wanted) {
    try {
      database.run(wanted.sql());
    } catch (ServerException e) {
      return e.sqlstate().equals(wanted.sqlstate())
          ? Optional.empty()
          : Optional.of(
              new Miss(
                  "`%s` should fail with %s and fails with %s"
                      .formatted(cut(wanted.sql()), wanted.sqlstate(), words(e)),
                  List.of()));
    }
    return Optional.of(
        new Miss(
            "`%s` should fail with %s and works".formatted(cut(wanted.sql()), wanted.sqlstate()),
            List.of()));
  }

  private static String cut(String sql) {
    return Words.cut(sql);
  }

  /** The first line of what the server says: the rest points into the statement. */
  static String words(ServerException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.replaceFirst("^(ERROR|FATAL): ", "") + " (" + e.sqlstate() + ")";
  }
}
