package dev.dovetail.python.modules;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of Python 3 that a project says it runs on, by their minor numbers.
 *
 * @param lowest none below it
 * @param below none from it on, where the project says so
 */
public record PythonVersions(int lowest, Optional<Integer> below) {

  /** What is taken of a project that says nothing: no Python that was given up years ago. */
  static final PythonVersions ANY = new PythonVersions(7, Optional.empty());

  private static final Pattern SAID =
      Pattern.compile(
          "(?m)^\\s*(?:requires-python|python_requires|python)\\s*=\\s*[\"']?([^\"'#\\n]*)");

  private static final Pattern PART =
      Pattern.compile("(>=|<=|==|~=|<|>|\\^|~)?\\s*3\\.(\\d{1,3})(\\.\\*|\\.\\d+)?");

  /** Whether a version and all later ones are meant, none of them is, or that is not known. */
  public Optional<Boolean> atLeast(int minor) {
    if (lowest >= minor) {
      return Optional.of(true);
    }
    return below.filter(end -> end <= minor).isPresent() ? Optional.of(false) : Optional.empty();
  }

  /** What a {@code pyproject.toml}, {@code setup.cfg} or {@code setup.py} says. */
  static Optional<PythonVersions> in(String text) {
    Matcher said = SAID.matcher(text);
    while (said.find()) {
      Optional<PythonVersions> versions = of(said.group(1));
      if (versions.isPresent()) {
        return versions;
      }
    }
    return Optional.empty();
  }

  private static Optional<PythonVersions> of(String specifier) {
    if (specifier.contains("||")) {
      return Optional.empty();
    }
    int lowest = -1;
    Optional<Integer> below = Optional.empty();
    Matcher part = PART.matcher(specifier);
    while (part.find()) {
      int minor = Integer.parseInt(part.group(2));
      String operator = Optional.ofNullable(part.group(1)).orElse("==");
      boolean exact = part.group(3) != null;
      switch (operator) {
        case ">=", "^" -> lowest = Math.max(lowest, minor);
        case "~=" -> {
          lowest = Math.max(lowest, minor);
          below = exact ? Optional.of(minor + 1) : below;
        }
        case "==", "~" -> {
          lowest = Math.max(lowest, minor);
          below = Optional.of(minor + 1);
        }
        case "<" -> below = Optional.of(exact ? minor + 1 : minor);
        case "<=" -> below = Optional.of(minor + 1);
        default -> lowest = Math.max(lowest, minor);
      }
    }
    return lowest < 0 && below.isEmpty()
        ? Optional.empty()
        : Optional.of(new PythonVersions(Math.max(lowest, ANY.lowest()), below));
  }
}
