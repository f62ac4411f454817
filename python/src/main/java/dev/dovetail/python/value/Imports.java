package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Module;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Imports, and the modules they evaluate: each once, however often it is imported. */
final class Imports {

  private static final Set<String> SINCE_11 =
      Set.of("StrEnum", "ReprEnum", "member", "nonmember", "verify", "property");

  /** What gives a module names that do not stand in its text. */
  private static final Pattern MAKES_NAMES =
      Pattern.compile(
          "import[\\s\\\\]*\\*|__getattr__|__dict__|\\b(?:globals|vars|locals|setattr|exec|modules)\\b");

  private final Engine engine;
  private final Map<Module, ModuleValue> loaded = new HashMap<>();
  private final Map<Module, PythonRaise> failed = new HashMap<>();
  private final Set<Module> underWay = new HashSet<>();

  Imports(Engine engine) {
    this.engine = engine;
  }

  /** What a module raised while it was evaluated. */
  Optional<PythonRaise> failure(Module module) {
    return Optional.ofNullable(failed.get(module));
  }

  void run(Node.Import statement, Scope scope) {
    for (Node.Alias alias : statement.names()) {
      Value whole = module(alias.name(), scope);
      if (alias.asName().isPresent()) {
        engine.assigning.set(alias.asName().get(), whole, scope);
      } else {
        int dot = alias.name().indexOf('.');
        String first = dot < 0 ? alias.name() : alias.name().substring(0, dot);
        engine.assigning.set(first, dot < 0 ? whole : module(first, scope), scope);
      }
    }
  }

  private Value module(String name, Scope scope) {
    return engine
        .modules
        .find(name, scope.path())
        .map(found -> (Value) load(found))
        .orElseGet(() -> new Value.Library(Libraries.canonical(name)));
  }

  void run(Node.ImportFrom statement, Scope scope) {
    Origin at = Engine.at(scope, statement.span());
    String name = statement.module().orElse("");
    if (name.equals("__future__") && statement.level() == 0) {
      return;
    }
    Value source;
    if (statement.level() == 0) {
      source =
          engine
              .modules
              .find(name, scope.path())
              .filter(found -> !isLibrarys(found, statement))
              .map(found -> (Value) load(found))
              .orElseGet(() -> new Value.Library(Libraries.canonical(name)));
    } else {
      source =
          engine
              .modules
              .relative(statement.level(), name, scope.path())
              .map(found -> (Value) load(found))
              .orElseGet(() ->
                  new Value.Unknown(
                      "the module "
                          + ".".repeat(Math.min(statement.level(), 20))
                          + name
                          + " is not in the repository",
                      at));
    }
    for (Node.Alias alias : statement.names()) {
      if (alias.name().equals("*")) {
        importAll(source, scope, at);
      } else {
        refuseLater(source, alias.name(), at);
        Value value =
            source instanceof ModuleValue module
                ? misled(module, statement, alias.name())
                    .orElseGet(() -> member(module, alias.name(), at))
                : engine.attributes.get(source, alias.name(), at);
        engine.assigning.set(alias.asName().orElse(alias.name()), value, scope);
      }
    }
  }

  /** What {@code enum} got with Python 3.11 is not there for a project that is for older ones. */
  private void refuseLater(Value source, String name, Origin at) {
    boolean later =
        source instanceof Value.Library library
            && library.path().equals("enum")
            && SINCE_11.contains(name);
    if (later && !engine.isPython(11, at).orElse(true)) {
      throw PythonRaise.of("ImportError", "cannot import name '" + name + "' from 'enum'", at);
    }
  }

  /**
   * Whether a module of the repository cannot be meant, by its text: it is not worth being
   * evaluated, with all that it imports.
   */
  private boolean isLibrarys(Module found, Node.ImportFrom statement) {
    if (loaded.containsKey(found)
        || !engine.modules.isInsidePackage(found, statement.module().orElse(""))) {
      return false;
    }
    String text =
        found
            .file()
            .flatMap(engine.modules::bytes)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    return !MAKES_NAMES.matcher(text).find()
        && statement.names().stream()
            .map(Node.Alias::name)
            .noneMatch(name ->
                name.equals("*")
                    || text.contains(name)
                    || engine.modules.child(found, name).isPresent());
  }

  /**
   * A folder in a package that bears the name of a library is not that library: who imports a name
   * that it has not means the library.
   */
  private Optional<Value> misled(ModuleValue source, Node.ImportFrom statement, String name) {
    String path = statement.module().orElse("");
    Module module = source.module();
    boolean has =
        source.globals().own(name).isPresent()
            || source.globals().own("__getattr__").isPresent()
            || source.globals().moreNames().isPresent()
            || underWay.contains(module)
            || engine.modules.child(module, name).isPresent();
    return statement.level() == 0 && !has && engine.modules.isInsidePackage(module, path)
        ? Optional.of(new Value.Library(Libraries.canonical(path + "." + name)))
        : Optional.empty();
  }

  private void importAll(Value source, Scope scope, Origin at) {
    switch (source) {
      case ModuleValue module -> {
        Map<String, Value> values = module.globals().values();
        Items listed =
            Optional.ofNullable(values.get("__all__"))
                .map(all -> engine.iteration.unordered(all, at))
                .orElseGet(() ->
                    Items.of(
                        values.keySet().stream()
                            .filter(name -> !name.startsWith("_"))
                            .map(name -> (Value) new Value.Str(name, at))
                            .toList()));
        for (Value name : listed.values()) {
          if (name instanceof Value.Str text) {
            engine.assigning.set(text.text(), member(module, text.text(), at), scope);
          }
        }
        listed.unknown().ifPresent(scope.module()::moreNames);
        module.globals().moreNames().ifPresent(scope.module()::moreNames);
      }
      case Value.Library library ->
          scope
              .module()
              .moreNames(
                  new Value.Unknown("it may come from " + library.path() + " by import *", at));
      case Value.Unknown unknown -> scope.module().moreNames(unknown);
      default -> {
        // Nothing else is imported from.
      }
    }
  }

  /** A name of a module: what it assigns, or a module inside it. */
  private Value member(ModuleValue module, String name, Origin at) {
    return module
        .globals()
        .own(name)
        .or(() -> engine.modules.child(module.module(), name).map(this::load))
        .orElseGet(() ->
            module
                .globals()
                .moreNames()
                .orElseGet(() ->
                    new Value.Unknown(name + " is not found in " + place(module.module()), at)));
  }

  Value attribute(ModuleValue module, String name, Origin at) {
    return member(module, name, at);
  }

  private static String place(Module module) {
    return module.file().or(module::folder).orElse("the repository");
  }

  /** The module, evaluated on first use. One that imports itself in a circle is seen half done. */
  ModuleValue load(Module module) {
    ModuleValue known = loaded.get(module);
    if (known != null) {
      return known;
    }
    String path = module.file().orElse(module.folder().orElse(""));
    Scope globals = new Scope(Scope.Kind.MODULE, path, Optional.empty());
    ModuleValue value = new ModuleValue(module, globals);
    loaded.put(module, value);
    underWay.add(module);
    module.file().ifPresent(file -> engine.doubts.aside(() -> evaluate(module, file, globals)));
    underWay.remove(module);
    return value;
  }

  private void evaluate(Module module, String path, Scope globals) {
    Optional<PythonFile> file = engine.modules.parse(path);
    Origin start = Origin.inFile(path, 1, 1);
    if (file.isEmpty()) {
      globals.moreNames(new Value.Unknown(path + " cannot be read", start));
      return;
    }
    if (!file.get().errors().isEmpty()) {
      globals.moreNames(
          new Value.Unknown(
              path + " is not understood as Python",
              new Origin.InFile(path, file.get().errors().getFirst().span())));
    }
    int depth = engine.budget.depth();
    engine.host.begins(path);
    try {
      engine.budget.apart(() -> {
        Flow flow = engine.statements.run(file.get().body(), globals);
        if (flow instanceof Flow.Perhaps perhaps) {
          globals.moreNames(perhaps.reason());
        }
      });
    } catch (PythonRaise raised) {
      failed.put(module, raised);
      globals.moreNames(
          new Value.Unknown("importing " + path + " raises " + raised.describe(), raised.at()));
    } catch (Budget.Exhausted exhausted) {
      engine.budget.depth(depth);
      globals.moreNames(new Value.Unknown(path + " is given up: " + exhausted.reason(), start));
    } finally {
      engine.host.ends(path);
    }
  }
}
