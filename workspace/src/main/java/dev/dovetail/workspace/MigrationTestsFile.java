package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import dev.dovetail.workspace.MigrationTest.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Reads {@code migration-tests.toml}, which stands in a service's folder. */
final class MigrationTestsFile {

  static final String NAME = "migration-tests.toml";

  private static final List<String> TOP = List.of("test");
  private static final List<String> TEST =
      List.of("name", "at", "sql", "to", "down-to", "twice", "expect");
  private static final List<String> EXPECT =
      List.of(
          "query", "rows", "column", "type", "nullable", "default", "succeeds", "fails", "with");
  private static final Pattern SQLSTATE = Pattern.compile("[0-9A-Z]{5}");

  private final TomlValues values;

  private MigrationTestsFile(String file) {
    this.values = new TomlValues(file);
  }

  /** Empty where the service has none. */
  static List<MigrationTest> of(Service service, Tree tree) throws ConfigurationException {
    String file = service.folder().isEmpty() ? NAME : service.folder() + "/" + NAME;
    Optional<byte[]> bytes = tree.read(file);
    return bytes.isPresent()
        ? new MigrationTestsFile(file).tests(new String(bytes.get(), StandardCharsets.UTF_8))
        : List.of();
  }

  private List<MigrationTest> tests(String text) throws ConfigurationException {
    TomlTable top = values.parse(text);
    values.know(top, TOP);
    List<MigrationTest> tests = new ArrayList<>();
    for (TomlTable table : values.tables(top, "test")) {
      tests.add(test(table));
    }
    return tests;
  }

  private MigrationTest test(TomlTable table) throws ConfigurationException {
    values.know(table, TEST);
    String name = values.required(table, "name", it -> !it.isBlank(), "what is tested, in words");
    Optional<String> to = values.string(table, "to");
    Optional<String> down = values.string(table, "down-to");
    if (to.isPresent() && down.isPresent()) {
      throw values.problem(table, "down-to", "a test goes either up (`to`) or down (`down-to`)");
    }
    List<Expectation> expectations = new ArrayList<>();
    for (TomlTable expect : values.tables(table, "expect")) {
      expectations.add(expectation(expect));
    }
    return new MigrationTest(
        name,
        values.string(table, "at"),
        values.string(table, "sql"),
        down.map(base -> new MigrationTest.Way(false, base))
            .orElseGet(() -> new MigrationTest.Way(true, to.orElse("head"))),
        values.flag(table, "twice").orElse(false),
        expectations,
        values.at(table, "name"));
  }

  private Expectation expectation(TomlTable table) throws ConfigurationException {
    values.know(table, EXPECT);
    Optional<String> query = values.string(table, "query");
    Optional<String> column = values.string(table, "column");
    Optional<String> works = values.string(table, "succeeds");
    Optional<String> fails = values.string(table, "fails");
    if (query.isPresent()) {
      return new MigrationTest.Rows(query.get(), rows(table), values.at(table, "query"));
    }
    if (column.isPresent()) {
      return column(table, column.get());
    }
    if (works.isPresent()) {
      return new MigrationTest.Succeeds(works.get(), values.at(table, "succeeds"));
    }
    if (fails.isPresent()) {
      String state =
          values.required(
              table,
              "with",
              it -> SQLSTATE.matcher(it).matches(),
              "the SQLSTATE of the refusal, as in 23502");
      return new MigrationTest.Refused(fails.get(), state, values.at(table, "fails"));
    }
    throw values.problem(
        table,
        "query",
        "something is expected of a `query`, a `column`, or a statement that"
            + " `succeeds` or `fails`");
  }

  private MigrationTest.ColumnIs column(TomlTable table, String column)
      throws ConfigurationException {
    int dot = column.lastIndexOf('.');
    if (dot < 1) {
      throw values.problem(table, "column", "`column` is written as table.column");
    }
    return new MigrationTest.ColumnIs(
        column.substring(0, dot),
        column.substring(dot + 1),
        values.string(table, "type"),
        values.flag(table, "nullable"),
        values.text(table, "default"),
        values.at(table, "column"));
  }

  private List<List<String>> rows(TomlTable table) throws ConfigurationException {
    Object written = table.get(List.of("rows"));
    if (!(written instanceof TomlArray array)) {
      throw values.problem(
          table, "rows", "`rows` is a list of lists: [[1, \"open\"], [2, \"NULL\"]]");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof TomlArray row)) {
        throw values.problem(table, "rows", "a row is a list: [1, \"open\"]");
      }
      rows.add(row.toList().stream().map(MigrationTestsFile::shown).toList());
    }
    return rows;
  }

  /** As {@code psql} shows it. */
  private static String shown(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? "t" : "f";
    }
    return value.toString();
  }
}
