package dev.dovetail.workspace.impact;

import java.util.regex.Pattern;

/** Which files are tests and fixtures, by their names. */
final class TestFiles {

  private static final Pattern TEST =
      Pattern.compile(
          "(?:.*/)?(?:tests?|fixtures?|factories|__tests__)/.*|(?:.*/)?(?:test_[^/]*|[^/]*_test|conftest)\\.py"
              + "|(?:.*/)?[^/]*(?:Test|Tests|IT)\\.(?:java|kt)|(?:.*/)?[^/]*\\.(?:test|spec)\\.[jt]sx?");

  /** Those that do not run as part of a service, for certain. */
  private static final Pattern NEVER_RUNS =
      Pattern.compile("(?:.*/)?tests/.*|(?:.*/)?(?:test_[^/]*|[^/]*_test|conftest)\\.py");

  private TestFiles() {}

  static boolean isOne(String path) {
    return TEST.matcher(path).matches();
  }

  static boolean neverRuns(String path) {
    return NEVER_RUNS.matcher(path).matches();
  }
}
