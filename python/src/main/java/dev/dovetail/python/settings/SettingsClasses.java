package dev.dovetail.python.settings;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.settings.Settings.Variable;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Classes of pydantic whose fields are filled from the environment: by the field's name, with a
 * prefix, by an alias, or by the way through nested models.
 */
final class SettingsClasses {

  private static final int DEEPEST = 12;
  private static final Constants LITERALS = new Constants(new PythonFile("", List.of(), List.of()));

  private final Map<String, Found> byName = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();
  private final List<Variable> variables = new ArrayList<>();

  private SettingsClasses(List<Found> classes) {
    for (Found found : classes) {
      if (byName.putIfAbsent(found.def().name(), found) != null) {
        ambiguous.add(found.def().name());
      }
    }
  }

  /** A class and where it stands. */
  record Found(Node.ClassDef def, String file) {}

  static List<Variable> variables(List<Found> classes) {
    SettingsClasses settings = new SettingsClasses(classes);
    for (Found found : classes) {
      List<Found> line = settings.line(found);
      if (line.stream().anyMatch(SettingsClasses::isBase)) {
        settings.read(line, Configuration.of(line));
      }
    }
    return settings.variables;
  }

  /** The class, then those that it is made from; nearest first. */
  private List<Found> line(Found found) {
    List<Found> line = new ArrayList<>(List.of(found));
    for (int i = 0; i < line.size() && i < DEEPEST; i++) {
      for (Node.Expr base : line.get(i).def().bases()) {
        named(base)
            .flatMap(name -> known(name, found.file()))
            .filter(it -> !line.contains(it))
            .ifPresent(line::add);
      }
    }
    return line;
  }

  private Optional<Found> known(String name, String file) {
    return Optional.ofNullable(byName.get(name))
        .filter(it -> !ambiguous.contains(name) || it.file().equals(file));
  }

  private static boolean isBase(Found found) {
    return found.def().bases().stream()
        .flatMap(base -> named(base).stream())
        .anyMatch(name -> name.equals("BaseSettings"));
  }

  private static Optional<String> named(Node.Expr expression) {
    return switch (expression) {
      case Node.Name it -> Optional.of(it.id());
      case Node.Attribute it -> Optional.of(it.name());
      default -> Optional.empty();
    };
  }

  /** How a class finds its values. */
  private record Configuration(String prefix, Optional<String> delimiter, boolean exact) {

    static Configuration of(List<Found> line) {
      Map<String, Node.Expr> said = new HashMap<>();
      for (Found found : line) {
        found.def().keywords().forEach(keyword -> put(said, keyword));
        for (Node.Stmt statement : found.def().body()) {
          if (statement instanceof Node.Assign it && isName(it.targets().get(0), "model_config")) {
            put(said, it.value());
          } else if (statement instanceof Node.AnnAssign it
              && isName(it.target(), "model_config")
              && it.value().isPresent()) {
            put(said, it.value().get());
          } else if (statement instanceof Node.ClassDef inner && inner.name().equals("Config")) {
            inner.body().forEach(line1 -> put(said, line1));
          }
        }
      }
      return new Configuration(
          text(said, "env_prefix").orElse(""),
          text(said, "env_nested_delimiter"),
          said.get("case_sensitive") instanceof Node.Bool truth && truth.value());
    }

    private static Optional<String> text(Map<String, Node.Expr> said, String key) {
      return Optional.ofNullable(said.get(key)).flatMap(LITERALS::text);
    }

    private static void put(Map<String, Node.Expr> said, Node.Keyword keyword) {
      keyword.name().ifPresent(name -> said.putIfAbsent(name, keyword.value()));
    }

    private static void put(Map<String, Node.Expr> said, Node.Expr value) {
      if (value instanceof Node.Call call) {
        call.keywords().forEach(keyword -> put(said, keyword));
      } else if (value instanceof Node.DictDisplay dict) {
        for (int i = 0; i < dict.values().size(); i++) {
          Node.Expr entry = dict.values().get(i);
          dict.keys().get(i).flatMap(LITERALS::text).ifPresent(key -> said.putIfAbsent(key, entry));
        }
      }
    }

    private static void put(Map<String, Node.Expr> said, Node.Stmt statement) {
      if (statement instanceof Node.Assign it && it.targets().get(0) instanceof Node.Name name) {
        said.putIfAbsent(name.id(), it.value());
      }
    }
  }

  private static boolean isName(Node.Expr expression, String name) {
    return expression instanceof Node.Name it && it.id().equals(name);
  }

  private void read(List<Found> line, Configuration configuration) {
    for (Found found : line) {
      fields(found, configuration, configuration.prefix(), new HashSet<>());
    }
  }

  private void fields(
      Found found, Configuration configuration, String prefix, Set<String> nesting) {
    if (nesting.size() > DEEPEST || !nesting.add(found.def().name())) {
      return;
    }
    for (Node.Stmt statement : found.def().body()) {
      if (statement instanceof Node.AnnAssign it && it.target() instanceof Node.Name name) {
        field(found, it, name.id(), configuration, prefix, nesting);
      }
    }
    nesting.remove(found.def().name());
  }

  private void field(
      Found found,
      Node.AnnAssign field,
      String name,
      Configuration configuration,
      String prefix,
      Set<String> nesting) {
    if (name.equals("model_config") || name.startsWith("_")) {
      return;
    }
    Field said = Field.of(field);
    List<String> names = said.aliases().isEmpty() ? List.of(prefix + name) : said.aliases();
    for (String variable : names) {
      variables.add(
          new Variable(
              configuration.exact() ? variable : variable.toUpperCase(Locale.ROOT),
              said.value().flatMap(LITERALS::text),
              said.needed() && names.size() == 1 && nesting.size() == 1,
              said.value().flatMap(LITERALS::text).flatMap(Reads::driver),
              new Origin.InFile(found.file(), field.span())));
    }
    configuration
        .delimiter()
        .ifPresent(delimiter ->
            named(field.annotation())
                .flatMap(type -> known(type, found.file()))
                .ifPresent(
                    inner -> fields(inner, configuration, prefix + name + delimiter, nesting)));
  }

  /** What {@code Field(...)}, or a plain value, says. */
  private record Field(List<String> aliases, Optional<Node.Expr> value, boolean needed) {

    static Field of(Node.AnnAssign field) {
      Optional<Node.Call> call = call(field.annotation());
      List<String> aliases = new ArrayList<>();
      Optional<Node.Expr> value = field.value();
      boolean made = false;
      if (value.isPresent() && value.get() instanceof Node.Call it && isField(it)) {
        call = Optional.of(it);
        value = it.arguments().stream().findFirst();
      }
      if (call.isPresent()) {
        for (Node.Keyword keyword : call.get().keywords()) {
          switch (keyword.name().orElse("")) {
            case "validation_alias", "env" -> aliases.addAll(0, texts(keyword.value()));
            case "alias" -> aliases.addAll(texts(keyword.value()));
            case "default" -> value = Optional.of(keyword.value());
            case "default_factory" -> made = true;
            default -> {}
          }
        }
      }
      boolean open = value.isEmpty() || value.get() instanceof Node.Ellipsis;
      return new Field(aliases, value, open && !made);
    }

    /** {@code Annotated[str, Field(...)]}. */
    private static Optional<Node.Call> call(Node.Expr annotation) {
      return annotation instanceof Node.Subscript it && it.index() instanceof Node.Tuple parts
          ? parts.elements().stream()
              .filter(Node.Call.class::isInstance)
              .map(Node.Call.class::cast)
              .filter(Field::isField)
              .findFirst()
          : Optional.empty();
    }

    private static boolean isField(Node.Call call) {
      return named(call.function()).filter("Field"::equals).isPresent();
    }

    /** One name, or a choice of names. */
    private static List<String> texts(Node.Expr expression) {
      List<Node.Expr> parts =
          switch (expression) {
            case Node.Call call -> call.arguments();
            case Node.ListDisplay list -> list.elements();
            case Node.Tuple tuple -> tuple.elements();
            default -> List.of(expression);
          };
      return parts.stream().flatMap(part -> LITERALS.text(part).stream()).toList();
    }
  }
}
