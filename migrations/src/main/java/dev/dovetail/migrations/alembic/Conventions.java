package dev.dovetail.migrations.alembic;

import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.Host;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the naming convention of {@code target_metadata}, as far as {@code env.py} leads to it. */
final class Conventions {

  private static final int DEEPEST = 8;

  private Conventions() {}

  static Naming of(Modules modules, String envFile) {
    Interpreter interpreter = new Interpreter(modules, new Host() {});
    Value metadata = interpreter.global(envFile, "target_metadata");
    return new Naming(convention(metadata, 0).map(Conventions::entries).orElse(Map.of()));
  }

  private static Optional<DictValue> convention(Value value, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (value) {
      case Value.Constructed made -> {
        Value assigned = made.attributes().get("naming_convention");
        if (assigned instanceof DictValue entries) {
          yield Optional.of(entries);
        }
        Given given = new Given(made.arguments(), made.at());
        Optional<Value> written = given.arguments().named("naming_convention");
        if (written.isPresent() && written.get() instanceof DictValue entries) {
          yield Optional.of(entries);
        }
        Optional<Value> inner = given.arguments().named("metadata").or(made::receiver);
        yield inner.flatMap(next -> convention(next, depth + 1));
      }
      case ClassValue type -> {
        Value own = type.attributes().get("metadata");
        yield own == null
            ? type.bases().stream()
                .flatMap(base -> convention(base, depth + 1).stream())
                .findFirst()
            : convention(own, depth + 1);
      }
      default -> Optional.empty();
    };
  }

  private static Map<String, String> entries(DictValue entries) {
    Map<String, String> convention = new TreeMap<>();
    for (DictValue.Entry entry : entries.entries()) {
      if (entry.key() instanceof Value.Str key && entry.value() instanceof Value.Str pattern) {
        convention.put(key.text(), pattern.text());
      }
    }
    return convention;
  }
}
