package dev.dovetail.workspace;

import dev.dovetail.core.compare.Binding;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.workspace.Configuration.BindingEntry;
import dev.dovetail.workspace.Configuration.Ignore;
import dev.dovetail.workspace.Configuration.ServiceEntry;
import dev.dovetail.workspace.Configuration.Versions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads {@code dovetail.toml}, or {@code [tool.dovetail]} of {@code pyproject.toml}. A key that is
 * not known is an error that names the nearest one. Nothing of the TOML library is loaded where
 * there is no such file.
 */
public final class ConfigurationFile {

  public static final String NAME = "dovetail.toml";
  private static final String PYPROJECT = "pyproject.toml";

  private static final List<String> TOP =
      List.of("exclude", "versions", "rules", "service", "binding", "ignore");
  private static final List<String> VERSIONS =
      List.of("sqlalchemy", "alembic", "driver", "postgres");
  private static final List<String> SERVICE =
      List.of(
          "name",
          "path",
          "code",
          "critical",
          "baseline",
          "sqlalchemy",
          "alembic",
          "driver",
          "postgres");
  private static final List<String> BINDING =
      List.of("service", "enum", "type", "column", "persisted");
  private static final List<String> IGNORE =
      List.of("rule", "service", "path", "fingerprint", "reason");

  private final String file;

  private ConfigurationFile(String file) {
    this.file = file;
  }

  /** The repository's configuration; an empty one where it has none. */
  public static Configuration read(Tree tree) throws ConfigurationException {
    Optional<byte[]> own = tree.read(NAME);
    if (own.isPresent()) {
      return new ConfigurationFile(NAME).configuration(text(own.get()), false);
    }
    Optional<String> project =
        tree.read(PYPROJECT)
            .map(ConfigurationFile::text)
            .filter(text -> text.contains("tool.dovetail"));
    return project.isPresent()
        ? new ConfigurationFile(PYPROJECT).configuration(project.get(), true)
        : Configuration.none();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Configuration configuration(String text, boolean embedded) throws ConfigurationException {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      var error = toml.errors().get(0);
      throw problem(error.position(), String.valueOf(error.getMessage()));
    }
    Optional<TomlTable> found =
        embedded ? Optional.ofNullable(toml.getTable("tool.dovetail")) : Optional.of(toml);
    if (found.isEmpty()) {
      return Configuration.none();
    }
    TomlTable top = found.get();
    know(top, TOP);
    Optional<TomlTable> versions = table(top, "versions");
    if (versions.isPresent()) {
      know(versions.get(), VERSIONS);
    }
    List<ServiceEntry> services = new ArrayList<>();
    for (TomlTable table : tables(top, "service")) {
      services.add(service(table));
    }
    List<BindingEntry> bindings = new ArrayList<>();
    for (TomlTable table : tables(top, "binding")) {
      bindings.add(binding(table));
    }
    List<Ignore> ignores = new ArrayList<>();
    for (TomlTable table : tables(top, "ignore")) {
      ignores.add(ignore(table));
    }
    return new Configuration(
        strings(top, "exclude"),
        versions.isPresent() ? versions(versions.get()) : Versions.open(),
        levels(top),
        services,
        bindings,
        ignores);
  }

  private Map<String, Optional<Severity>> levels(TomlTable top) throws ConfigurationException {
    Map<String, Optional<Severity>> levels = new LinkedHashMap<>();
    Optional<TomlTable> rules = table(top, "rules");
    if (rules.isPresent()) {
      know(rules.get(), Rules.ids());
      for (String rule : rules.get().keySet()) {
        String level =
            required(
                rules.get(),
                rule,
                List.of("off", "info", "warning", "error")::contains,
                "one of off, info, warning, error");
        levels.put(
            rule,
            level.equals("off")
                ? Optional.empty()
                : Optional.of(Severity.valueOf(level.toUpperCase(Locale.ROOT))));
      }
    }
    return levels;
  }

  private ServiceEntry service(TomlTable table) throws ConfigurationException {
    know(table, SERVICE);
    Optional<String> critical = word(table, "critical", Criticality.values());
    return new ServiceEntry(
        string(table, "name"),
        required(table, "path", path -> true, "a folder"),
        strings(table, "code"),
        critical.map(Criticality::valueOf),
        string(table, "baseline"),
        versions(table));
  }

  private BindingEntry binding(TomlTable table) throws ConfigurationException {
    know(table, BINDING);
    String name = required(table, "enum", text -> true, "the name of an enum");
    if (!table.contains("type") && !table.contains("column")) {
      throw problem(table, "enum", "a binding needs a `type` or a `column`");
    }
    Optional<String> persisted = word(table, "persisted", Binding.Persisted.values());
    return new BindingEntry(
        string(table, "service"),
        new Binding(
            name,
            string(table, "type"),
            string(table, "column"),
            persisted.map(Binding.Persisted::valueOf)));
  }

  private Ignore ignore(TomlTable table) throws ConfigurationException {
    know(table, IGNORE);
    Optional<String> rule = string(table, "rule");
    if (rule.isPresent() && Rules.named(rule.get()).isEmpty()) {
      throw problem(
          table,
          "rule",
          "no rule `%s`; %s".formatted(rule.get(), Nearest.hint(rule.get(), Rules.ids())));
    }
    return new Ignore(
        rule, string(table, "service"), string(table, "path"), string(table, "fingerprint"));
  }

  private Versions versions(TomlTable table) throws ConfigurationException {
    Optional<String> driver = word(table, "driver", Stack.Driver.values());
    Optional<String> postgres = version(table, "postgres");
    if (postgres.isPresent() && !postgres.get().matches("1[2-8]")) {
      throw problem(table, "postgres", "`postgres` is a version from 12 to 18");
    }
    return new Versions(
        new Stack(
            version(table, "sqlalchemy"),
            version(table, "alembic"),
            driver.map(Stack.Driver::valueOf)),
        postgres.map(Integer::valueOf));
  }

  // ---- values of a kind

  private void know(TomlTable table, List<String> known) throws ConfigurationException {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        throw problem(table, key, "unknown key `%s`; %s".formatted(key, Nearest.hint(key, known)));
      }
    }
  }

  private Optional<TomlTable> table(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, TomlTable.class, "a table");
  }

  private List<TomlTable> tables(TomlTable table, String key) throws ConfigurationException {
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

  private Optional<String> string(TomlTable table, String key) throws ConfigurationException {
    return value(table, key, String.class, "a string");
  }

  private List<String> strings(TomlTable table, String key) throws ConfigurationException {
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
  private Optional<String> version(TomlTable table, String key) throws ConfigurationException {
    Optional<Object> value = value(table, key, Object.class, "a version");
    if (value.isPresent() && !(value.get() instanceof String || value.get() instanceof Number)) {
      throw problem(table, key, "`%s` is a version".formatted(key));
    }
    return value.map(Object::toString);
  }

  /** One of an enum's words, as its constant's name. */
  private Optional<String> word(TomlTable table, String key, Enum<?>[] words)
      throws ConfigurationException {
    List<String> known =
        Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> written = string(table, key);
    if (written.isPresent() && !known.contains(written.get())) {
      throw problem(table, key, "`%s` is one of %s".formatted(key, String.join(", ", known)));
    }
    return written.map(word -> word.toUpperCase(Locale.ROOT));
  }

  private String required(
      TomlTable table, String key, Function<String, Boolean> fits, String wanted)
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

  private ConfigurationException problem(TomlTable table, String key, String message) {
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

  private ConfigurationException problem(TomlPosition place, String message) {
    return new ConfigurationException(file, place.line(), place.column(), message);
  }
}
