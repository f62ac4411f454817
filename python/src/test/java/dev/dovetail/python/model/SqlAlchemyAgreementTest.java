package dev.dovetail.python.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.source.MemoryTree;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The models in the test's resources, imported by a real SQLAlchemy, have the columns, types and
 * labels that are read of them here.
 */
class SqlAlchemyAgreementTest {

  /** A Python and the version of SQLAlchemy that it imports. */
  record Python(String command, String version) {
    boolean isModern() {
      return !version.startsWith("1.") && version.endsWith(" StrEnum");
    }
  }

  static List<Optional<Python>> pythons() {
    List<Optional<Python>> found = new ArrayList<>();
    for (String command : commands()) {
      version(command).ifPresent(version -> found.add(Optional.of(new Python(command, version))));
    }
    return found.isEmpty() ? List.of(Optional.empty()) : found;
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void classic_models_are_read_as_sqlalchemy_reads_them(Optional<Python> python) throws Exception {
    assumeTrue(python.isPresent(), "no Python with SQLAlchemy on the path or in DOVETAIL_PYTHON");
    compare(python.get(), "classic", 10);
  }

  @ParameterizedTest
  @MethodSource("pythons")
  void modern_models_are_read_as_sqlalchemy_reads_them(Optional<Python> python) throws Exception {
    assumeTrue(python.isPresent(), "no Python with SQLAlchemy on the path or in DOVETAIL_PYTHON");
    assumeTrue(
        python.get().isModern(),
        "SQLAlchemy " + python.get().version() + ": no Mapped, or no StrEnum");
    compare(python.get(), "modern", 80);
  }

  private static void compare(Python python, String folder, int atLeast) throws Exception {
    Path root = resource(folder);
    List<Real> real = real(python, root);
    Map<String, EnumColumn> read = new TreeMap<>();
    for (EnumColumn column : models(python, root).columns()) {
      assertThat(read.put(column.table() + "." + column.column(), column))
          .as("%s.%s is read once", column.table(), column.column())
          .isNull();
    }

    List<Real> enums = real.stream().filter(column -> !column.storage().equals("other")).toList();
    assertThat(enums).hasSizeGreaterThanOrEqualTo(atLeast);
    for (Real column : enums) {
      EnumColumn ours = read.get(column.key());
      assertThat(ours).as(column.key()).isNotNull();
      assertThat(ours.unknown()).as(column.key()).isEmpty();
      assertThat(facts(ours)).as(column.key()).isEqualTo(facts(column));
      // SQLAlchemy 2.1 puts a type into the schema of the MetaData, earlier ones do not.
      if (ours.typeSchema().isPresent()) {
        assertThat(ours.typeSchema()).as(column.key()).isEqualTo(column.typeSchema());
      }
    }
    List<String> natives =
        read.values().stream()
            .filter(column -> column.storage() == EnumColumn.Storage.NATIVE)
            .map(column -> column.table() + "." + column.column())
            .toList();
    assertThat(enums.stream().map(Real::key).toList()).containsAll(natives);
  }

  private static Models models(Python python, Path root) throws IOException {
    PythonModels.Generation generation =
        python.version().startsWith("1.")
            ? PythonModels.Generation.CLASSIC
            : PythonModels.Generation.MODERN;
    return new PythonModels(tree(root)).read(List.of(""), Folders.of(List.of()), generation);
  }

  private static Tuple facts(EnumColumn column) {
    return tuple(
        column.schema(),
        column.storage().name(),
        column.typeName(),
        column.array(),
        column.labels().stream().map(label -> label.text()).toList());
  }

  private static Tuple facts(Real column) {
    return tuple(
        column.schema(), column.storage(), column.typeName(), column.array(), column.labels());
  }

  /** A column as SQLAlchemy has it. */
  private record Real(
      Optional<String> schema,
      String key,
      String storage,
      Optional<String> typeName,
      Optional<String> typeSchema,
      boolean array,
      List<String> labels) {}

  private static List<Real> real(Python python, Path root) throws Exception {
    String script = resource("dump.py").toString();
    String output = run(List.of(python.command(), script, root.toString())).orElseThrow();
    return output
        .lines()
        .filter(line -> line.startsWith("column\t"))
        .map(line -> line.split("\t", -1))
        .map(words ->
            new Real(
                optional(words[1]),
                words[2] + "." + words[3],
                words[4],
                optional(words[5]),
                optional(words[6]),
                words[7].equals("array"),
                List.of(words).subList(8, words.length)))
        .toList();
  }

  private static Optional<String> optional(String word) {
    return word.isEmpty() ? Optional.empty() : Optional.of(word);
  }

  private static MemoryTree tree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new MemoryTree(
          files
              .filter(file -> file.toString().endsWith(".py"))
              .collect(
                  Collectors.toMap(
                      file -> root.relativize(file).toString().replace(File.separatorChar, '/'),
                      SqlAlchemyAgreementTest::text)));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(SqlAlchemyAgreementTest.class.getResource(name).toURI());
  }

  private static List<String> commands() {
    List<String> commands = new ArrayList<>();
    Optional.ofNullable(System.getenv("DOVETAIL_PYTHON"))
        .ifPresent(all -> commands.addAll(List.of(all.split(File.pathSeparator))));
    commands.addAll(prepared());
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      File python = new File(folder, "python3");
      if (python.canExecute()) {
        commands.add(real(python));
      }
    }
    return commands.stream().distinct().toList();
  }

  /** Those that {@code scripts/test-env} made. */
  private static List<String> prepared() {
    Path file = Path.of("..", ".dovetail", "test-env", "stacks.properties");
    if (!Files.isReadable(file)) {
      return List.of();
    }
    Properties stacks = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      stacks.load(reader);
    } catch (IOException failure) {
      return List.of();
    }
    return stacks.stringPropertyNames().stream()
        .filter(name -> name.endsWith(".python"))
        .sorted()
        .map(stacks::getProperty)
        .toList();
  }

  private static String real(File file) {
    try {
      return file.getCanonicalPath();
    } catch (IOException failure) {
      return file.getPath();
    }
  }

  private static Optional<String> version(String command) {
    String script =
        "import enum, sqlalchemy; "
            + "print(sqlalchemy.__version__, 'StrEnum' if hasattr(enum, 'StrEnum') else '')";
    return run(List.of(command, "-c", script)).map(String::strip);
  }

  private static Optional<String> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException failure) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
