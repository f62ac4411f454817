package dev.dovetail.python.model;

import dev.dovetail.python.modules.Module;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that may run when one is imported. It takes in too many: what functions import counts,
 * called or not, and so do all packages around a file. Only what stands under {@code TYPE_CHECKING}
 * does not run. Where a module is imported by a name that is put together, nothing is known.
 */
final class ImportReach {

  /** Functions that import what they are told by a name. */
  private static final Set<String> BY_NAME = Set.of("import_module", "__import__");

  /** Words of those that find by themselves what to import. */
  private static final List<String> FINDERS =
      List.of(
          "pkgutil",
          "walk_packages",
          "iter_modules",
          "import_string",
          "find_modules",
          "spec_from_file_location",
          "SourceFileLoader",
          "autodiscover",
          "entry_points",
          "runpy",
          "import_submodules",
          "venusian",
          ".scan(");

  private final Modules modules;
  private final Map<String, Optional<Set<String>>> targets = new HashMap<>();

  ImportReach(Modules modules) {
    this.modules = modules;
  }

  /** Empty where it is not known what is imported. */
  Optional<Set<String>> from(String file) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(file));
    while (!open.isEmpty()) {
      String path = open.pop();
      if (reached.add(path)) {
        Optional<Set<String>> next = targets.computeIfAbsent(path, this::targets);
        if (next.isEmpty()) {
          return Optional.empty();
        }
        open.addAll(next.get());
        open.addAll(packagesAround(path));
      }
    }
    return Optional.of(reached);
  }

  private Set<String> packagesAround(String path) {
    Set<String> around = new HashSet<>();
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String init = path.substring(0, slash) + "/__init__.py";
      if (modules.parse(init).isPresent()) {
        around.add(init);
      }
    }
    return around;
  }

  private Optional<Set<String>> targets(String path) {
    Optional<String> text =
        modules.bytes(path).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
    if (text.isEmpty()) {
      return Optional.of(Set.of());
    }
    Optional<PythonFile> file = modules.parse(path);
    boolean finds = FINDERS.stream().anyMatch(text.get()::contains);
    if (finds || file.isEmpty() || !file.get().errors().isEmpty()) {
      return Optional.empty();
    }
    Set<String> found = new HashSet<>();
    boolean known = true;
    if (BY_NAME.stream().anyMatch(text.get()::contains)) {
      known = byName(file.get(), found);
    }
    for (Node.Stmt statement : Descent.importing(file.get().body())) {
      switch (statement) {
        case Node.Import whole -> {
          for (Node.Alias alias : whole.names()) {
            known &= !modules.isLost(alias.name(), path);
            add(0, alias.name(), "", path, found);
          }
        }
        case Node.ImportFrom from -> {
          for (Node.Alias alias : from.names()) {
            if (alias.name().equals("*")) {
              star(from, path, found);
            }
            add(from.level(), from.module().orElse(""), alias.name(), path, found);
            known &= !BY_NAME.contains(alias.name()) || alias.asName().isEmpty();
          }
          known &= from.level() > 0 || !modules.isLost(from.module().orElse(""), path);
        }
        default -> {}
      }
    }
    return known ? Optional.of(found) : Optional.empty();
  }

  /** {@code import_module("app.models")}; false where a name is put together. */
  private boolean byName(PythonFile file, Set<String> found) {
    boolean known = true;
    for (Node.Call call : Descent.calls(file.body())) {
      boolean passedOn = call.arguments().stream().anyMatch(ImportReach::isByName);
      if (isByName(call.function())) {
        Optional<String> name =
            call.arguments().stream()
                .findFirst()
                .filter(Node.Str.class::isInstance)
                .map(text -> ((Node.Str) text).value())
                .filter(text -> !text.startsWith("."));
        name.ifPresent(module -> add(0, module, "", file.path(), found));
        known &= name.isPresent();
      }
      known &= !passedOn;
    }
    return known;
  }

  private static boolean isByName(Node.Expr function) {
    return switch (function) {
      case Node.Name name -> BY_NAME.contains(name.id());
      case Node.Attribute attribute -> BY_NAME.contains(attribute.name());
      default -> false;
    };
  }

  /** The modules that {@code from package import *} brings along, where its __all__ names some. */
  private void star(Node.ImportFrom from, String path, Set<String> found) {
    Optional<Module> source = module(from.level(), from.module().orElse(""), path);
    Optional<PythonFile> file = source.flatMap(Module::file).flatMap(modules::parse);
    if (file.isEmpty() || source.get().folder().isEmpty()) {
      return;
    }
    for (Node.Stmt statement : Statements.flat(file.get().body())) {
      if (statement instanceof Node.Assign assign
          && assign.targets().stream()
              .anyMatch(
                  target -> target instanceof Node.Name name && name.id().equals("__all__"))) {
        for (Node.Str name : Descent.strings(List.of(assign.value()))) {
          modules.child(source.get(), name.value()).flatMap(Module::file).ifPresent(found::add);
        }
      }
    }
  }

  private void add(int level, String module, String name, String path, Set<String> found) {
    module(level, module, path)
        .ifPresent(source -> {
          source.file().ifPresent(found::add);
          if (!name.isEmpty()) {
            modules.child(source, name).flatMap(Module::file).ifPresent(found::add);
          }
        });
    for (int dot = module.lastIndexOf('.'); dot > 0; dot = module.lastIndexOf('.', dot - 1)) {
      module(level, module.substring(0, dot), path).flatMap(Module::file).ifPresent(found::add);
    }
  }

  private Optional<Module> module(int level, String name, String path) {
    return level > 0 ? modules.relative(level, name, path) : modules.find(name, path);
  }
}
