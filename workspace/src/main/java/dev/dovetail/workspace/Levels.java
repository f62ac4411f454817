package dev.dovetail.workspace;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.RuleSet;
import dev.dovetail.core.judge.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says of rules and of sets of them, by name. What names a rule goes before
 * what names its set, and that before what names all.
 */
public record Levels(Map<String, Level> named) {

  public Levels {
    named = Map.copyOf(named);
  }

  /** How a rule is taken. */
  public enum Level {
    /** It is not asked. */
    OFF,
    /** It is asked, and its findings weigh what the rule says. */
    ON,
    INFO,
    WARNING,
    ERROR;

    static List<String> words() {
      return List.of("off", "on", "info", "warning", "error");
    }

    static Level of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Optional<Severity> severity() {
      return switch (this) {
        case OFF, ON -> Optional.empty();
        case INFO -> Optional.of(Severity.INFO);
        case WARNING -> Optional.of(Severity.WARNING);
        case ERROR -> Optional.of(Severity.ERROR);
      };
    }
  }

  static Levels none() {
    return new Levels(Map.of());
  }

  /** Empty where it speaks of none of them. */
  Optional<Level> of(Fault fault) {
    return Optional.ofNullable(named.get(fault.id()))
        .or(() -> Optional.ofNullable(named.get(fault.category().set().word())))
        .or(() -> Optional.ofNullable(named.get(RuleSet.ALL)));
  }
}
