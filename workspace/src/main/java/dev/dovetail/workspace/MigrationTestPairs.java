package dev.dovetail.workspace;

import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.sql.SqlReader;
import dev.dovetail.workspace.MigrationTest.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads migration tests that are written as two files of SQL, named after a revision: what is done
 * before it, and what has to be so after it.
 */
final class MigrationTestPairs {

  static final String FOLDER = "migration-tests";

  /** {@code 20250711_0002.before.sql}, {@code 0003.with two rows.after.sql}. */
  private static final Pattern NAME =
      Pattern.compile("([^./]+)(?:\\.([^/]+))?\\.(before|after)\\.sql");

  private static final Pattern QUERY =
      Pattern.compile("(?is)(?:\\s|--[^\\n]*(?:\\n|$)|\\()*(?:select|values|table)\\b.*");

  private MigrationTestPairs() {}

  /** Both halves of a test, of which one may be missing. */
  private record Pair(
      String revision, String name, Optional<String> before, Optional<String> after) {

    /** The file that its place is in. */
    String path() {
      return before.or(() -> after).orElse("");
    }
  }

  static List<MigrationTest> of(Service service, Tree tree) throws ConfigurationException {
    List<MigrationTest> tests = new ArrayList<>();
    for (Pair pair : pairs(service, tree)) {
      tests.add(test(pair, service, tree));
    }
    return tests;
  }

  private static List<Pair> pairs(Service service, Tree tree) {
    String folder = service.folder().isEmpty() ? FOLDER : service.folder() + "/" + FOLDER;
    Map<String, Pair> pairs = new TreeMap<>();
    for (String path : tree.files(folder)) {
      Matcher name = NAME.matcher(path.substring(folder.length() + 1));
      if (name.matches()) {
        String words = Optional.ofNullable(name.group(2)).orElse("");
        String title = words.isEmpty() ? name.group(1) : name.group(1) + ": " + words;
        Optional<String> file = Optional.of(path);
        boolean before = "before".equals(name.group(3));
        Pair half =
            new Pair(
                name.group(1),
                title,
                before ? file : Optional.empty(),
                before ? Optional.empty() : file);
        pairs.merge(
            title,
            half,
            (one, other) ->
                new Pair(
                    one.revision(),
                    one.name(),
                    one.before().or(other::before),
                    one.after().or(other::after)));
      }
    }
    return List.copyOf(pairs.values());
  }

  private static MigrationTest test(Pair pair, Service service, Tree tree)
      throws ConfigurationException {
    Revision revision =
        service.migrations().stream()
            .flatMap(history -> history.revisions().stream())
            .filter(it -> it.id().equals(pair.revision()))
            .findFirst()
            .orElseThrow(() ->
                new ConfigurationException(
                    pair.path(),
                    1,
                    1,
                    "the name begins with a revision, and `%s` is none of %s"
                        .formatted(pair.revision(), service.name())));
    if (revision.parents().size() > 1) {
      throw new ConfigurationException(
          pair.path(),
          1,
          1,
          "`%s` joins branches, so that there is no one place before it: write the test in %s"
              .formatted(revision.id(), MigrationTestsFile.NAME));
    }
    return new MigrationTest(
        pair.name(),
        revision.parents().stream().findFirst(),
        pair.before().flatMap(path -> text(path, tree)),
        new MigrationTest.Way(true, revision.id()),
        false,
        pair.after().map(path -> expectations(path, tree)).orElse(List.of()),
        Origin.inFile(pair.path(), 1, 1));
  }

  private static List<Expectation> expectations(String path, Tree tree) {
    List<Expectation> expectations = new ArrayList<>();
    for (SqlReader.Read read : SqlReader.statements(text(path, tree).orElse(""))) {
      Span span = read.span();
      Origin origin = Origin.inFile(path, span.line(), span.column());
      String sql = read.text();
      expectations.add(
          QUERY.matcher(sql).matches() || sql.strip().toLowerCase(Locale.ROOT).startsWith("with ")
              ? new MigrationTest.Holds(sql, origin)
              : new MigrationTest.Succeeds(sql, origin));
    }
    return expectations;
  }

  private static Optional<String> text(String path, Tree tree) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
