package dev.dovetail.python.settings;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.settings.Settings.Variable;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one file asks its environment for by name: {@code os.environ}, {@code getenv}, and calls
 * whose name says that they read settings ({@code config("X")} of decouple and Starlette, {@code
 * env.str("X")} of environs and django-environ, helpers of the project's own).
 */
final class Reads {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)+|[A-Z][A-Z0-9]{2,}");
  private static final Pattern SHOUTED = Pattern.compile("[A-Z][A-Z0-9_]{2,}");
  private static final Pattern READER =
      Pattern.compile(
          "(?i)_*(get|read|require|load|fetch)?_?(\\w*_)?(env|environ|environment|config|setting|secret|var)s?(_?(var|variable|value|or_\\w+))?");
  private static final Set<String> OF_ENV =
      Set.of("str", "url", "db", "db_url", "dj_db_url", "int", "bool", "get_value", "path", "get");

  private final PythonFile file;
  private final Constants constants;
  private final List<Variable> variables = new ArrayList<>();
  private final Set<String> arguments = new LinkedHashSet<>();
  private final Set<String> ofArguments = new HashSet<>();
  private Optional<String> replaced = Optional.empty();

  Reads(PythonFile file) {
    this.file = file;
    this.constants = new Constants(file);
  }

  /** Known when the whole file was looked at. */
  List<Variable> variables() {
    return variables.stream()
        .map(it ->
            new Variable(
                it.name(), it.byDefault(), it.needed(), it.scheme().or(() -> replaced), it.place()))
        .toList();
  }

  /** The scheme of URLs that the file is ready to replace. */
  Optional<String> replaced() {
    return replaced;
  }

  Set<String> arguments() {
    return arguments;
  }

  /** Every node of the file, in its order. */
  void look(Node node) {
    switch (node) {
      case Node.Call call -> call(call);
      case Node.Subscript it when isEnvironment(it.value()) ->
          read(it.index(), Optional.empty(), true, it.span());
      case Node.Subscript it when isOfArguments(it.value()) -> argument(it.index());
      case Node.Compare it
          when it.comparators().size() == 1 && isEnvironment(it.comparators().get(0)) ->
          read(it.left(), Optional.empty(), false, it.span());
      case Node.Compare it
          when it.comparators().size() == 1 && isOfArguments(it.comparators().get(0)) ->
          argument(it.left());
      case Node.Assign it when callsArguments(it.value()) ->
          it.targets().forEach(this::holdsArguments);
      case Node.NamedExpr it when callsArguments(it.value()) -> holdsArguments(it.target());
      default -> {}
    }
  }

  private void call(Node.Call call) {
    if (call.arguments().isEmpty()) {
      return;
    }
    Node.Expr first = call.arguments().get(0);
    if (call.function() instanceof Node.Attribute attribute) {
      if (attribute.name().equals("replace") && call.arguments().size() > 1) {
        replaces(first, call.arguments().get(1));
      } else if (isOfArguments(attribute.value()) && attribute.name().matches("get|pop")) {
        argument(first);
      } else if (isEnvironment(attribute.value()) && attribute.name().matches("get|pop|setdefault")
          || attribute.name().equals("getenv")) {
        read(first, byDefault(call), true, call.span());
      } else if (isEnv(attribute.value()) && OF_ENV.contains(attribute.name())
          || isReader(attribute.name())) {
        shouted(first, call);
      }
    } else if (call.function() instanceof Node.Name name) {
      if (name.id().equals("getenv")) {
        read(first, byDefault(call), true, call.span());
      } else if (isReader(name.id())) {
        shouted(first, call);
      }
    }
  }

  /** Of a reader that is not known, only what can hardly be anything but a variable. */
  private void shouted(Node.Expr first, Node.Call call) {
    if (constants.text(first).filter(name -> SHOUTED.matcher(name).matches()).isPresent()) {
      read(first, byDefault(call), true, call.span());
    }
  }

  private static Optional<Node.Expr> byDefault(Node.Call call) {
    if (call.arguments().size() > 1) {
      return Optional.of(call.arguments().get(1));
    }
    return call.keywords().stream()
        .filter(keyword -> keyword.name().equals(Optional.of("default")))
        .map(Node.Keyword::value)
        .findFirst();
  }

  private void read(Node.Expr name, Optional<Node.Expr> byDefault, boolean asks, Span at) {
    Optional<String> known = constants.text(name).filter(it -> NAME.matcher(it).matches());
    if (known.isPresent()) {
      Optional<String> text = byDefault.flatMap(constants::text);
      variables.add(
          new Variable(
              known.get(),
              text,
              asks && byDefault.isEmpty(),
              byDefault.flatMap(constants::beginning).flatMap(Reads::driver),
              new Origin.InFile(file.path(), at)));
    }
  }

  /** {@code url.replace("postgresql://", "postgresql+asyncpg://")} says what comes in. */
  private void replaces(Node.Expr from, Node.Expr to) {
    Optional<String> before = constants.text(from).flatMap(Reads::scheme);
    Optional<String> after = constants.text(to).flatMap(Reads::scheme);
    if (replaced.isEmpty() && before.isPresent() && after.isPresent()) {
      replaced = before.get().equals("postgres") ? Optional.of("postgresql") : before;
    }
  }

  /** The scheme of a URL that names a driver; else the driver is somebody else's to say. */
  static Optional<String> driver(String url) {
    return scheme(url).filter(scheme -> scheme.indexOf('+') > 0);
  }

  private static Optional<String> scheme(String url) {
    int end = url.indexOf("://");
    String scheme = end < 0 ? url : url.substring(0, end);
    return scheme.matches("postgres(ql)?(\\+\\w+)?") ? Optional.of(scheme) : Optional.empty();
  }

  // ---- whom a call asks

  /** {@code os.environ}, or {@code environ} alone. */
  private static boolean isEnvironment(Node.Expr expression) {
    return switch (expression) {
      case Node.Name it -> it.id().equals("environ");
      case Node.Attribute it -> it.name().equals("environ");
      default -> false;
    };
  }

  private static boolean isEnv(Node.Expr expression) {
    return switch (expression) {
      case Node.Name it -> it.id().toLowerCase(Locale.ROOT).matches("_?(env|environ|config)");
      case Node.Attribute it -> it.name().toLowerCase(Locale.ROOT).matches("_?env");
      default -> false;
    };
  }

  private static boolean isReader(String name) {
    return READER.matcher(name).matches();
  }

  // ---- arguments of Alembic

  private static boolean callsArguments(Node.Expr expression) {
    return expression instanceof Node.Call call
        && (call.function() instanceof Node.Attribute it && it.name().equals("get_x_argument")
            || call.function() instanceof Node.Name name && name.id().equals("get_x_argument"));
  }

  private void holdsArguments(Node.Expr target) {
    if (target instanceof Node.Name name) {
      ofArguments.add(name.id());
    }
  }

  private boolean isOfArguments(Node.Expr expression) {
    return callsArguments(expression)
        || expression instanceof Node.Name name && ofArguments.contains(name.id());
  }

  private void argument(Node.Expr key) {
    constants.text(key).ifPresent(arguments::add);
  }
}
