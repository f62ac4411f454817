package dev.dovetail.core.judge;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One way of writing labels is easier to remember than several. */
final class ValueNotSnakeCase extends Described {

  ValueNotSnakeCase() {
    super(
        "value-not-snake-case",
        Severity.INFO,
        Category.DEFINITIONS,
        Start.OFF,
        "a stored label is not written in snake_case");
  }

  private static final Pattern SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.labels(facts).stream()
        .filter(stored -> !SNAKE.matcher(stored.label().text()).matches())
        .map(stored ->
            stored
                .at(this, facts)
                .suggests(
                    Stored.spelling(
                        stored.comparison(), stored.label(), snake(stored.label().text())))
                .says(
                    stored.subject(),
                    "%s of %s is not written in snake_case"
                        .formatted(Wording.code(stored.label().text()), stored.shown()),
                    "write it in lower case with underscores, and rename the label in a migration"))
        .toList();
  }

  private static String snake(String text) {
    return text.strip()
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .replaceAll("[\\s.-]+", "_")
        .toLowerCase(Locale.ROOT);
  }
}
