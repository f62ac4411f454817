package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known of the modules that come with Python. */
final class StandardLibrary {

  /** Modules whose functions touch no database, so that no host needs to hear of them. */
  private static final Set<String> HARMLESS =
      Set.of(
          "abc",
          "base64",
          "collections",
          "contextlib",
          "copy",
          "csv",
          "dataclasses",
          "datetime",
          "decimal",
          "enum",
          "fractions",
          "functools",
          "hashlib",
          "inspect",
          "io",
          "itertools",
          "json",
          "logging",
          "math",
          "operator",
          "os",
          "pathlib",
          "random",
          "re",
          "secrets",
          "string",
          "struct",
          "sys",
          "textwrap",
          "time",
          "traceback",
          "types",
          "typing",
          "typing_extensions",
          "uuid",
          "warnings",
          "zoneinfo");

  private static final Set<String> HARMFUL =
      Set.of("os.system", "os.popen", "os.execv", "os.execvp", "os.spawnl", "os.fork");

  private final Engine engine;
  private final Arguments arguments;
  private final Origin at;

  StandardLibrary(Engine engine, Arguments arguments, Origin at) {
    this.engine = engine;
    this.arguments = arguments;
    this.at = at;
  }

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.~-]*");

  static final Set<String> READS_ENVIRONMENT = Set.of("os.getenv", "os.environ.get");

  static boolean isHarmless(String path) {
    int dot = path.indexOf('.');
    return HARMLESS.contains(dot < 0 ? path : path.substring(0, dot)) && !HARMFUL.contains(path);
  }

  static Optional<Value> constant(String path) {
    return switch (path) {
      case "typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING" ->
          Optional.of(new Value.Bool(false));
      default -> Optional.empty();
    };
  }

  /** The result, where this library is Python's own; empty where the host is to be asked. */
  Optional<Value> call(String path) {
    Optional<Value> ofPath = engine.paths.call(path, arguments, at);
    if (ofPath.isPresent()) {
      return ofPath;
    }
    return switch (path) {
      case "io.open" -> Optional.of(engine.files.open(arguments, at));
      case "functools.partial" -> Optional.of(partial());
      case "functools.wraps",
          "functools.lru_cache",
          "functools.cache",
          "functools.update_wrapper",
          "enum.unique",
          "typing.final",
          "typing.cast",
          "typing_extensions.final",
          "abc.abstractmethod",
          "contextlib.asynccontextmanager" ->
          Optional.of(transparent(path));
      case Managed.MAKER ->
          Optional.of(
              first() instanceof Function
                  ? new Value.Constructed(path, arguments, at)
                  : new Value.Unknown("this context manager is not followed", at));
      case "dataclasses.dataclass" -> Optional.of(dataclass());
      case "typing.get_args", "typing_extensions.get_args" -> Optional.of(literals());
      case "functools.reduce" -> Optional.of(reduce());
      case "textwrap.dedent" -> Optional.of(dedent());
      case "urllib.parse.quote", "urllib.parse.quote_plus" -> Optional.of(quoted());
      case "os.getenv", "os.environ.get" -> Optional.of(environment(true));
      case "os.environ.__getitem__" -> Optional.of(environment(false));
      case "itertools.chain" -> Optional.of(chain(arguments.positional()));
      case "itertools.chain.from_iterable" -> Optional.of(chainOfOne());
      case "collections.OrderedDict" ->
          Optional.of(new Builtins(engine, arguments, at).call("dict"));
      case "copy.copy", "copy.deepcopy" -> Optional.of(copy());
      case "sys.exit" ->
          throw new PythonRaise(new Value.Constructed("SystemExit", arguments, at), at);
      default ->
          isHarmless(path) && !Enums.isBase(path)
              ? Optional.of(new Value.Constructed(path, arguments, at))
              : Optional.empty();
    };
  }

  private Value notFollowed(String what) {
    return arguments
        .more()
        .map(unknown -> (Value) unknown)
        .orElseGet(() -> new Value.Unknown("this use of " + what + " is not followed", at));
  }

  private Value first() {
    return arguments.positional().isEmpty()
        ? notFollowed("a function without arguments")
        : arguments.positional().getFirst();
  }

  private Value partial() {
    return arguments.positional().isEmpty() || arguments.more().isPresent()
        ? notFollowed("functools.partial")
        : new Value.Partial(first(), arguments.withoutFirst());
  }

  /** Decorators that leave what they decorate as it is, used with and without arguments. */
  private Value transparent(String path) {
    if (path.equals("typing.cast")) {
      return arguments.positional().size() == 2 ? arguments.positional().get(1) : notFollowed(path);
    }
    boolean decorates =
        !path.equals("functools.wraps")
            && arguments.positional().size() == 1
            && !(first() instanceof Value.Int);
    return decorates
        ? first()
        // With arguments it makes the decorator; typing.cast(None, x) is x.
        : new Value.Partial(new Value.Library("typing.cast"), Arguments.of(new Value.None()));
  }

  private Value dataclass() {
    if (arguments.positional().isEmpty()) {
      return new Value.Library("dataclasses.dataclass");
    }
    if (first() instanceof ClassValue type) {
      type.becomeDataclass();
    }
    return first();
  }

  /** {@code get_args(Literal["a", "b"])}: those of literals inside it too, each once. */
  private Value literals() {
    if (!isLiteral(first())) {
      return first() instanceof Value.Unknown ? first() : notFollowed("typing.get_args");
    }
    Deque<Value> open = new ArrayDeque<>(List.of(first()));
    List<Value> labels = new ArrayList<>();
    boolean plain = true;
    for (int parts = 0; !open.isEmpty(); parts++) {
      Value next = open.pop();
      if (isLiteral(next)) {
        plain &= parts == 0;
        Value inner = ((Value.Constructed) next).arguments().positional().getFirst();
        List<Value> all =
            inner instanceof Value.Tuple(List<Value> elements) ? elements : List.of(inner);
        all.reversed().forEach(open::push);
      } else if (labels.stream().anyMatch(label -> isSame(label, next))) {
        plain = false;
      } else {
        labels.add(next);
      }
      engine.budget.step();
    }
    return plain || engine.isPython(10, at).orElse(false)
        ? new Value.Tuple(labels)
        : new Value.Unknown("what get_args() gives of literals in literals depends on Python", at);
  }

  private static boolean isLiteral(Value value) {
    return value instanceof Value.Constructed made
        && made.callee().endsWith(".Literal.__getitem__")
        && !made.arguments().positional().isEmpty();
  }

  /** 1 and True are equal, and yet two. */
  private boolean isSame(Value one, Value other) {
    return one.getClass() == other.getClass()
        && engine.operators.equal(one, other, at) instanceof Value.Bool(boolean same)
        && same;
  }

  private Value reduce() {
    if (arguments.positional().size() < 2) {
      return notFollowed("functools.reduce");
    }
    Items items = engine.iteration.items(arguments.positional().get(1), at);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    List<Value> values = new ArrayList<>(items.values());
    if (arguments.positional().size() > 2) {
      values.addFirst(arguments.positional().get(2));
    }
    if (values.isEmpty()) {
      throw PythonRaise.of("TypeError", "reduce() of empty iterable with no initial value", at);
    }
    Value total = values.getFirst();
    for (Value value : values.subList(1, values.size())) {
      total = engine.calls.call(first(), Arguments.of(total, value), at);
    }
    return total;
  }

  private Value dedent() {
    return switch (first()) {
      case Value.Str text -> new Value.Str(dedented(text.text()), text.at());
      case Value.Partly partly -> Sketch.of(dedented(partly.text()), partly.reason());
      case Value.Unknown unknown -> unknown;
      default -> notFollowed("textwrap.dedent");
    };
  }

  private static String dedented(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    Optional<String> margin = Optional.empty();
    for (String line : lines) {
      if (!isBlank(line)) {
        String indent = line.substring(0, indentOf(line));
        margin = Optional.of(margin.map(known -> common(known, indent)).orElse(indent));
      }
    }
    int cut = margin.orElse("").length();
    return String.join(
        "\n", lines.stream().map(line -> isBlank(line) ? "" : line.substring(cut)).toList());
  }

  private static boolean isBlank(String line) {
    return indentOf(line) == line.length();
  }

  private static int indentOf(String line) {
    int end = 0;
    while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
      end++;
    }
    return end;
  }

  private static String common(String one, String other) {
    int end = 0;
    while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
      end++;
    }
    return one.substring(0, end);
  }

  /** What needs no quoting stays as it is. */
  private Value quoted() {
    return !arguments.positional().isEmpty()
            && first() instanceof Value.Str text
            && PLAIN.matcher(text.text()).matches()
        ? text
        : Value.Unknown.data("what needs quoting in a URL is not followed", at);
  }

  private Value environment(boolean optional) {
    if (arguments.positional().isEmpty() || !(first() instanceof Value.Str name)) {
      return Value.Unknown.data("the environment variable is not known", at);
    }
    Optional<Value> otherwise =
        arguments.get(1, "default").filter(value -> optional && !(value instanceof Value.None));
    return otherwise
        .filter(value -> engine.host.takesDefault(name.text(), at))
        .orElseGet(() ->
            Value.Unknown.data("the environment variable " + name.text() + " is not known", at));
  }

  private Value chain(List<Value> parts) {
    List<Value> all = new ArrayList<>();
    for (Value part : parts) {
      Items items = engine.iteration.items(part, at);
      if (items.unknown().isPresent()) {
        return items.unknown().get();
      }
      all.addAll(items.values());
    }
    engine.budget.size(all.size());
    return arguments.more().map(unknown -> (Value) unknown).orElseGet(() -> new IteratorValue(all));
  }

  private Value chainOfOne() {
    Items items = engine.iteration.items(first(), at);
    return items.unknown().map(unknown -> (Value) unknown).orElseGet(() -> chain(items.values()));
  }

  private Value copy() {
    Value value = first();
    boolean deep =
        value instanceof ListValue list && list.elements().stream().anyMatch(Operators::unhashable);
    return deep
        ? notFollowed("copy")
        : switch (value) {
          case ListValue list when list.poison().isEmpty() -> new ListValue(list.elements());
          case DictValue dict when dict.poison().isEmpty() ->
              new Builtins(engine, new Arguments(List.of(dict), Map.of(), Optional.empty()), at)
                  .call("dict");
          case Value.Constructed made -> notFollowed("copy");
          case Value other -> other;
        };
  }
}
