package dev.dovetail.workspace;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.TomlText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The values of a TOML file, each of the kind it should be, or a message with its place. */
final class TomlValues {

  private final String file;
  private TomlText written = TomlText.of("");

  TomlValues(String file) {
    this.file = file;
  }

  TomlTable parse(String text) throws ConfigurationException {
    written = TomlText.of(text);
    TomlParseResult toml = Toml.parse(written.text());
    if (toml.hasErrors()) {
      var error = toml.errors().get(0);
      throw problem(error.position(), String.valueOf(error.getMessage()));
    }
    return toml;
  }

  void know(TomlTable table, List<String> known) throws ConfigurationException {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw problem(table, key, "unknown key `%s`; %s".formatted(key, Nearest.hint(key, known)));
      }
    }
  }

  Optional<TomlTable> table(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, TomlTable.class, "a table");
  }

  List<TomlTable> tables(TomlTable table, String key) throws ConfigurationException {
    Optional<TomlArray> array = value(table, key, TomlArray.class, "written as [[" + key + "]]");
    List<TomlTable> tables = new ArrayList<>();
    for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
      if (array.get().get(i) instanceof TomlTable entry) {
        tables.add(entry);
      } else {
        throw problem(table, key, "`%s` is written as [[%s]]".formatted(key, key));
      }
    }
    return tables;
  }

  Optional<String> string(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, String.class, "a string");
  }

  List<String> strings(TomlTable table, String key) throws ConfigurationException {
    Optional<TomlArray> array = value(table, key, TomlArray.class, "a list of strings");
    List<String> strings = new ArrayList<>();
    for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
      if (array.get().get(i) instanceof String text) {
        strings.add(text);
      } else {
        throw problem(table, key, "`%s` is a list of strings".formatted(key));
      }
    }
    return strings;
  }

  /** {@code "2.0"}, {@code 2.0} and {@code 2} alike. */
  Optional<String> version(TomlTable table, String key) throws ConfigurationException {
    Optional<Object> value = value(table, key, Object.class, "a version");
    if (value.isPresent() && !(value.get() instanceof String || value.get() instanceof Number)) {
      throw problem(table, key, "`%s` is a version".formatted(key));
    }
    return value.map(Object::toString);
  }

  /** One of an enum's words, as its constant's name. */
  Optional<String> word(TomlTable table, String key, Enum<?>[] words)
      throws ConfigurationException {
    List<String> known =
        Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> written = string(table, key);
    if (written.isPresent() && !known.contains(written.get())) {
      throw problem(table, key, "`%s` is one of %s".formatted(key, String.join(", ", known)));
    }
    return written.map(word -> word.toUpperCase(Locale.ROOT));
  }

  String required(TomlTable table, String key, Function<String, Boolean> fits, String wanted)
      throws ConfigurationException {
    Optional<String> value = string(table, key);
    if (value.isEmpty() || !fits.apply(value.get())) {
      throw problem(table, key, "`%s` is to be %s".formatted(key, wanted));
    }
    return value.get();
  }

  private <T> Optional<T> value(TomlTable table, String key, Class<T> kind, String wanted)
      throws ConfigurationException {
    Optional<Object> value = Optional.ofNullable(table.get(List.of(key)));
    if (value.isPresent() && !kind.isInstance(value.get())) {
      throw problem(table, key, "`%s` is %s".formatted(key, wanted));
    }
    return value.map(kind::cast);
  }

  ConfigurationException problem(TomlTable table, String key, String message) {
    Optional<TomlPosition> position =
        Optional.ofNullable(table.inputPositionOf(List.of(key)))
            .or(() ->
                table.keySet().stream()
                    .findFirst()
                    .flatMap(first -> Optional.ofNullable(table.inputPositionOf(List.of(first)))));
    return position
        .map(place -> problem(place, message))
        .orElseGet(() -> new ConfigurationException(file, 1, 1, message));
  }

  ConfigurationException problem(TomlPosition place, String message) {
    return new ConfigurationException(file, written.line(place.line()), place.column(), message);
  }

  Origin at(TomlTable table, String key) {
    return Optional.ofNullable(table.inputPositionOf(List.of(key)))
        .map(this::at)
        .orElseGet(() -> Origin.inFile(file, 1, 1));
  }

  Origin at(TomlPosition place) {
    return Origin.inFile(file, written.line(place.line()), place.column());
  }

  Optional<Boolean> flag(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, Boolean.class, "true or false");
  }

  /** A string, or a number or truth value as it would be written. */
  Optional<String> text(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, Object.class, "a text").map(Object::toString);
  }
}
