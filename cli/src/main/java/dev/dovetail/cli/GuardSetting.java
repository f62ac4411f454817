package dev.dovetail.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What comes of labels that the database lacks, and why: by the words that every guard of Dovetail
 * knows. Whoever runs a service decides; a rollback must never wait for a build.
 */
record GuardSetting(Mode mode, String because) {

  static final String VARIABLE = "DOVETAIL_GUARD";

  private static final List<String> ENVIRONMENTS =
      List.of("DOVETAIL_ENVIRONMENT", "APP_ENV", "ENVIRONMENT", "ENV");
  private static final List<String> PRODUCTION = List.of("production", "prod", "live");

  enum Mode {
    FAIL,
    WARN,
    OFF;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static GuardSetting of(Map<String, String> environment) {
    String said = environment.getOrDefault(VARIABLE, "").strip();
    if (!said.isEmpty()) {
      for (Mode mode : Mode.values()) {
        if (mode.word().equals(said.toLowerCase(Locale.ROOT))) {
          return new GuardSetting(mode, "the variable " + VARIABLE + " says so");
        }
      }
      // It was meant to change something: it must not stop a rollback.
      return new GuardSetting(
          Mode.WARN,
          "the variable %s is `%s`, which is none of fail, warn and off".formatted(VARIABLE, said));
    }
    for (String name : ENVIRONMENTS) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        boolean production = PRODUCTION.contains(value.toLowerCase(Locale.ROOT));
        return new GuardSetting(
            production ? Mode.WARN : Mode.FAIL,
            "%s is `%s`, which is %s"
                .formatted(name, value, production ? "production" : "no production"));
      }
    }
    return new GuardSetting(
        Mode.FAIL,
        "nothing says that this is production (%s are not set)"
            .formatted(String.join(", ", ENVIRONMENTS)));
  }

  /** How to start all the same. */
  String valve() {
    return "  the mode is `%s`: %s; %s=warn or %s=off lets it start all the same"
        .formatted(mode.word(), because, VARIABLE, VARIABLE);
  }
}
