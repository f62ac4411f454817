package dev.dovetail.python.settings;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Module;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.settings.Settings.Variable;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes from file to file by their imports, the nearest first, and collects what each takes from its
 * surroundings. A repository that imports itself without end is followed only so far: settings
 * stand near the file that begins.
 */
final class SettingsReader {

  private static final int MOST_FILES = 400;
  private static final String ASYNCHRONOUS =
      "(create_async_engine|async_engine_from_config|AsyncEngine)";

  private final Modules modules;
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> met = new LinkedHashSet<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final Set<String> arguments = new LinkedHashSet<>();
  private final List<SettingsClasses.Found> classes = new ArrayList<>();
  private boolean asynchronous;
  private Optional<String> scheme = Optional.empty();

  SettingsReader(Modules modules) {
    this.modules = modules;
  }

  Settings read(List<String> entries) {
    entries.forEach(this::meet);
    boolean first = true;
    while (!open.isEmpty()) {
      Optional<PythonFile> file = modules.parse(open.remove());
      if (file.isPresent()) {
        read(file.get(), first);
      }
      first = false;
    }
    SettingsClasses.variables(classes).forEach(this::add);
    List<Variable> all =
        variables.values().stream()
            .map(it ->
                new Variable(
                    it.name(),
                    it.byDefault(),
                    it.needed(),
                    it.scheme().or(() -> scheme),
                    it.place()))
            .toList();
    return new Settings(all, List.copyOf(arguments), asynchronous);
  }

  private void read(PythonFile file, boolean first) {
    Reads reads = new Reads(file);
    Parts.walk(
        file.body(),
        node -> {
          follow(node, file.path());
          reads.look(node);
          if (node instanceof Node.ClassDef def) {
            classes.add(new SettingsClasses.Found(def, file.path()));
          }
          if (first && node instanceof Node.Name name && name.id().matches(ASYNCHRONOUS)) {
            asynchronous = true;
          }
        });
    reads.variables().forEach(this::add);
    arguments.addAll(reads.arguments());
    if (first) {
      scheme = reads.replaced();
    }
  }

  private void add(Variable variable) {
    variables.merge(variable.name(), variable, SettingsReader::both);
  }

  /** Two places that read the same. */
  private static Variable both(Variable one, Variable other) {
    Origin.InFile place = one.place();
    return new Variable(
        one.name(),
        one.byDefault().or(other::byDefault),
        one.needed() || other.needed(),
        one.scheme().or(other::scheme),
        place);
  }

  // ---- from file to file

  private void follow(Node node, String path) {
    if (node instanceof Node.Import it) {
      it.names().forEach(alias -> absolute(alias.name(), path));
    } else if (node instanceof Node.ImportFrom it && it.level() == 0) {
      String name = it.module().orElse("");
      absolute(name, path);
      modules.find(name, path).ifPresent(module -> members(module, it.names()));
    } else if (node instanceof Node.ImportFrom it) {
      modules
          .relative(it.level(), it.module().orElse(""), path)
          .ifPresent(module -> {
            meet(module);
            members(module, it.names());
          });
    }
  }

  /** A module is run after the packages that it stands in. */
  private void absolute(String name, String path) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      modules.find(name.substring(0, dot), path).ifPresent(this::meet);
    }
    modules.find(name, path).ifPresent(this::meet);
  }

  private void members(Module module, List<Node.Alias> names) {
    for (Node.Alias alias : names) {
      modules.child(module, alias.name()).ifPresent(this::meet);
    }
  }

  private void meet(Module module) {
    module.file().ifPresent(this::meet);
  }

  private void meet(String path) {
    if (met.size() < MOST_FILES && met.add(path)) {
      open.add(path);
    }
  }
}
