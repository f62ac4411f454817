package dev.dovetail.guard;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The mode, and why. Whoever runs the application goes before whoever wrote it: a rollback must
 * never wait for a build.
 */
record Setting(Mode mode, String because) {

  static final String VARIABLE = "DOVETAIL_GUARD";
  static final String PROPERTY = "dovetail.guard";
  static final String WAIT_VARIABLE = "DOVETAIL_GUARD_WAIT";
  static final String WAIT_PROPERTY = "dovetail.guard.wait";

  /** The first of these that is set tells production from the rest. */
  static final List<String> ENVIRONMENTS =
      List.of("DOVETAIL_ENVIRONMENT", "APP_ENV", "ENVIRONMENT", "ENV");

  private static final List<String> PRODUCTION = List.of("production", "prod", "live");

  /**
   * What surrounds the process; each answers empty text for what is not set.
   *
   * @param property a system property
   * @param variable a variable of the environment
   */
  record Surroundings(UnaryOperator<String> property, UnaryOperator<String> variable) {

    static Surroundings real() {
      return new Surroundings(
          name -> System.getProperty(name, ""), name -> System.getenv().getOrDefault(name, ""));
    }
  }

  /** Whether this is production, by somebody's word. */
  record Production(boolean is, String because) {}

  /**
   * @param asked what the application's own code asks for
   * @param told what the application's own code knows of production
   */
  static Setting of(Surroundings around, Optional<Setting> asked, Optional<Production> told) {
    String property = around.property().apply(PROPERTY);
    if (!property.isBlank()) {
      return said(property, "the system property " + PROPERTY);
    }
    String variable = around.variable().apply(VARIABLE);
    if (!variable.isBlank()) {
      return said(variable, "the variable " + VARIABLE);
    }
    if (asked.isPresent()) {
      return asked.get();
    }
    Production production = told.isPresent() ? told.get() : production(around);
    return new Setting(production.is() ? Mode.WARN : Mode.FAIL, production.because());
  }

  /** A word that is not known was meant to change something: it must not stop a rollback. */
  private static Setting said(String word, String where) {
    return Mode.of(word)
        .map(mode -> new Setting(mode, "%s says so".formatted(where)))
        .orElseGet(() ->
            new Setting(
                Mode.WARN,
                "%s is `%s`, which is none of fail, warn and off".formatted(where, word.strip())));
  }

  private static Production production(Surroundings around) {
    for (String name : ENVIRONMENTS) {
      String value = around.variable().apply(name).strip();
      if (!value.isEmpty()) {
        boolean is = PRODUCTION.contains(value.toLowerCase(Locale.ROOT));
        return new Production(
            is, name + " is `" + value + "`, which is " + (is ? "production" : "no production"));
      }
    }
    return new Production(
        false,
        "nothing says that this is production ("
            + String.join(", ", ENVIRONMENTS)
            + " are not set)");
  }

  /** How long to wait for the database, in seconds, where somebody says so. */
  static Optional<Duration> patience(Surroundings around) {
    String property = around.property().apply(WAIT_PROPERTY);
    String said = property.isBlank() ? around.variable().apply(WAIT_VARIABLE) : property;
    return !said.isBlank() && said.strip().matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(said.strip())))
        : Optional.empty();
  }
}
