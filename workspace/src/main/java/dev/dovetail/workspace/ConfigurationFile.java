package dev.dovetail.workspace;

import dev.dovetail.core.compare.Binding;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.RuleSet;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.plan.Said;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.workspace.Configuration.BindingEntry;
import dev.dovetail.workspace.Configuration.Ignore;
import dev.dovetail.workspace.Configuration.LevelsEntry;
import dev.dovetail.workspace.Configuration.ServiceEntry;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.Levels.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
      List.of(
          "exclude",
          "versions",
          "rules",
          "rules-in",
          OmittedKeys.KEY,
          "service",
          "binding",
          "ignore",
          "conventions",
          "plan",
          "transitions",
          "renames",
          "removals");
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
          "postgres",
          "python",
          "url-env",
          "environment",
          "x",
          "one-way",
          "migrate",
          "setup",
          "probe");
  private static final List<String> BINDING =
      List.of("service", "enum", "type", "column", "lookup", "persisted");
  private static final List<String> IGNORE =
      List.of("rule", "service", "path", "fingerprint", "reason");

  private static final List<String> PLAN = List.of("reads", "writes", "consumers");

  private final TomlValues values;

  private ConfigurationFile(String file) {
    this.values = new TomlValues(file);
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

  /** What it says of rollouts. */
  static Said said(Tree tree) throws ConfigurationException {
    Optional<byte[]> own = tree.read(NAME);
    if (own.isPresent()) {
      ConfigurationFile file = new ConfigurationFile(NAME);
      return file.said(file.values.parse(text(own.get())));
    }
    Optional<byte[]> project = tree.read(PYPROJECT);
    if (project.isEmpty() || !text(project.get()).contains("tool.dovetail")) {
      return Said.nothing();
    }
    ConfigurationFile file = new ConfigurationFile(PYPROJECT);
    Optional<TomlTable> top =
        Optional.ofNullable(file.values.parse(text(project.get())).getTable("tool.dovetail"));
    return top.isPresent() ? file.said(top.get()) : Said.nothing();
  }

  private Said said(TomlTable top) throws ConfigurationException {
    Optional<TomlTable> plan = values.table(top, "plan");
    if (plan.isEmpty()) {
      return Said.nothing();
    }
    values.know(plan.get(), PLAN);
    return new Said(
        lists(plan.get(), "reads"), lists(plan.get(), "writes"), lists(plan.get(), "consumers"));
  }

  /** A table of lists of strings. */
  private SortedMap<String, List<String>> lists(TomlTable table, String key)
      throws ConfigurationException {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    Optional<TomlTable> inner = values.table(table, key);
    if (inner.isPresent()) {
      for (String name : inner.get().keySet()) {
        lists.put(name, values.strings(inner.get(), name));
      }
    }
    return lists;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Configuration configuration(String text, boolean embedded) throws ConfigurationException {
    TomlTable toml = values.parse(text);
    Optional<TomlTable> found =
        embedded ? Optional.ofNullable(toml.getTable("tool.dovetail")) : Optional.of(toml);
    if (found.isEmpty()) {
      return Configuration.none();
    }
    TomlTable top = found.get();
    values.know(top, TOP);
    Optional<TomlTable> versions = values.table(top, "versions");
    if (versions.isPresent()) {
      values.know(versions.get(), VERSIONS);
    }
    List<ServiceEntry> services = new ArrayList<>();
    for (TomlTable table : values.tables(top, "service")) {
      services.add(service(table));
    }
    List<BindingEntry> bindings = new ArrayList<>();
    for (TomlTable table : values.tables(top, "binding")) {
      bindings.add(binding(table));
    }
    List<Ignore> ignores = new ArrayList<>();
    for (TomlTable table : values.tables(top, "ignore")) {
      ignores.add(ignore(table));
    }
    List<LevelsEntry> levelsIn = new ArrayList<>();
    for (TomlTable table : values.tables(top, "rules-in")) {
      levelsIn.add(levelsIn(table));
    }
    Optional<TomlTable> rules = values.table(top, "rules");
    return new Configuration(
        values.strings(top, "exclude"),
        versions.isPresent() ? versions(versions.get()) : Versions.open(),
        rules.isPresent() ? levels(rules.get(), List.of()) : Levels.none(),
        levelsIn,
        services,
        bindings,
        ignores,
        new ConventionReader(values).read(top),
        new TransitionReader(values).read(top),
        labels(top, "renames"),
        labels(top, "removals"));
  }

  /** {@code [renames.order_status]}, with a line for each label: {@code old = "new"}. */
  private SortedMap<String, SortedMap<String, String>> labels(TomlTable top, String key)
      throws ConfigurationException {
    SortedMap<String, SortedMap<String, String>> labels = new TreeMap<>();
    Optional<TomlTable> types = values.table(top, key);
    if (types.isPresent()) {
      for (String type : types.get().keySet()) {
        labels.put(type, named(types.get(), type));
      }
    }
    return labels;
  }

  private Levels levels(TomlTable table, List<String> others) throws ConfigurationException {
    List<String> known = new ArrayList<>(Rules.ids());
    known.addAll(RuleSet.words());
    known.add(RuleSet.ALL);
    known.addAll(others);
    values.know(table, known);
    Map<String, Level> levels = new LinkedHashMap<>();
    for (String name : table.keySet()) {
      if (!others.contains(name)) {
        String level =
            values.required(
                table, name, Level.words()::contains, "one of " + String.join(", ", Level.words()));
        levels.put(name, Level.of(level));
      }
    }
    return new Levels(levels);
  }

  private LevelsEntry levelsIn(TomlTable table) throws ConfigurationException {
    if (!table.contains("service") && !table.contains("path")) {
      throw values.problem(
          table,
          "rules-in",
          "`[[rules-in]]` needs a `service` or a `path`; for all there is `[rules]`");
    }
    return new LevelsEntry(
        values.string(table, "service"),
        values.string(table, "path").map(ConfigurationFile::folder),
        levels(table, List.of("service", "path")));
  }

  private ServiceEntry service(TomlTable table) throws ConfigurationException {
    values.know(table, SERVICE);
    Optional<String> critical = values.word(table, "critical", Criticality.values());
    return new ServiceEntry(
        values.string(table, "name"),
        folder(values.required(table, "path", path -> true, "a folder")),
        values.strings(table, "code"),
        critical.map(Criticality::valueOf),
        values.string(table, "baseline"),
        versions(table),
        running(table),
        values.flag(table, "probe").orElse(false));
  }

  /** The root itself is the folder without a name. */
  private static String folder(String written) {
    return written.replaceAll("/+$", "").replaceAll("^(\\./+)*\\.?$|^(\\./+)+", "");
  }

  private Running running(TomlTable table) throws ConfigurationException {
    return new Running(
        values.string(table, "python"),
        values.string(table, "url-env"),
        named(table, "environment"),
        values.strings(table, "x"),
        named(table, "one-way"),
        values.string(table, "migrate"),
        values.string(table, "setup"));
  }

  /** A table of strings. */
  private SortedMap<String, String> named(TomlTable table, String key)
      throws ConfigurationException {
    SortedMap<String, String> named = new TreeMap<>();
    Optional<TomlTable> inner = values.table(table, key);
    if (inner.isPresent()) {
      for (String name : inner.get().keySet()) {
        named.put(name, values.required(inner.get(), name, value -> true, "a string"));
      }
    }
    return named;
  }

  private BindingEntry binding(TomlTable table) throws ConfigurationException {
    values.know(table, BINDING);
    String name = values.required(table, "enum", text -> true, "the name of an enum");
    if (!table.contains("type") && !table.contains("column") && !table.contains("lookup")) {
      throw values.problem(table, "enum", "a binding needs a `type`, a `column` or a `lookup`");
    }
    Optional<String> lookup = values.string(table, "lookup");
    if (lookup.filter(written -> !written.matches("[^.]+(\\.[^.]+){1,2}")).isPresent()) {
      throw values.problem(
          table, "lookup", "`lookup` is a column of a table, as in \"order_statuses.code\"");
    }
    Optional<String> persisted = values.word(table, "persisted", Binding.Persisted.values());
    return new BindingEntry(
        values.string(table, "service"),
        new Binding(
            name,
            values.string(table, "type"),
            values.string(table, "column"),
            lookup,
            persisted.map(Binding.Persisted::valueOf)));
  }

  private Ignore ignore(TomlTable table) throws ConfigurationException {
    values.know(table, IGNORE);
    Optional<String> rule = values.string(table, "rule");
    if (rule.isPresent() && Rules.named(rule.get()).isEmpty()) {
      throw values.problem(
          table,
          "rule",
          "no rule `%s`; %s".formatted(rule.get(), Nearest.hint(rule.get(), Rules.ids())));
    }
    return new Ignore(
        rule,
        values.string(table, "service"),
        values.string(table, "path"),
        values.string(table, "fingerprint"));
  }

  private Versions versions(TomlTable table) throws ConfigurationException {
    Optional<String> driver = values.word(table, "driver", Stack.Driver.values());
    Optional<String> postgres = values.version(table, "postgres");
    if (postgres.isPresent() && !postgres.get().matches("1[2-8]")) {
      throw values.problem(table, "postgres", "`postgres` is a version from 12 to 18");
    }
    return new Versions(
        new Stack(
            values.version(table, "sqlalchemy"),
            values.version(table, "alembic"),
            driver.map(Stack.Driver::valueOf)),
        postgres.map(Integer::valueOf));
  }
}
