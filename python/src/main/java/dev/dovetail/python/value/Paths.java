package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * {@code os.path} and {@code pathlib}, as far as paths lead from a file of the repository to
 * another: {@code __file__} is the place of the repository, which is not known, and a path inside
 * it, which is.
 */
final class Paths {

  /** What {@code pathlib.Path(...)} makes; its one argument is the path as a text. */
  static final String PATH = "pathlib.Path";

  private static final String REPOSITORY = Value.Partly.HOLE + "/";

  private final Engine engine;

  Paths(Engine engine) {
    this.engine = engine;
  }

  /** {@code __file__} in a file of the repository. */
  static Value of(String file, Origin at) {
    return text(REPOSITORY + file, at);
  }

  private static Value text(String path, Origin at) {
    return path.indexOf(Value.Partly.HOLE) < 0
        ? new Value.Str(path, at)
        : Sketch.of(
            path, Value.Unknown.data("where the repository stands on a disk is not known", at));
  }

  private static Value path(String text, Origin at) {
    return new Value.Constructed(PATH, Arguments.of(text(text, at)), at);
  }

  static boolean isPath(Value value) {
    return value instanceof Value.Constructed made
        && made.callee().equals(PATH)
        && made.arguments().positional().size() == 1;
  }

  /** The text of a path, or of something that stands for one; empty where it is not known. */
  private static Optional<String> written(Value value) {
    return switch (value) {
      case Value.Str text -> Optional.of(text.text());
      case Value.Partly partly
          when partly.text().startsWith(REPOSITORY)
              && partly.text().indexOf(Value.Partly.HOLE, 1) < 0 ->
          Optional.of(partly.text());
      case Value.Constructed made when isPath(made) ->
          written(made.arguments().positional().getFirst());
      default -> Optional.empty();
    };
  }

  /** The path inside the repository; empty where it leads elsewhere, or is not known. */
  static Optional<String> inRepository(Value value) {
    return written(value)
        .filter(text -> text.startsWith(REPOSITORY))
        .map(Paths::normal)
        .filter(text -> text.startsWith(REPOSITORY))
        .map(text -> text.substring(REPOSITORY.length()))
        .filter(text -> !text.isEmpty());
  }

  private static Value unclear(Origin at) {
    return Value.Unknown.data("this path is not known", at);
  }

  // ---- os.path and pathlib.Path

  /** What a function of a library gives; empty where it is none about paths. */
  Optional<Value> call(String function, Arguments arguments, Origin at) {
    boolean makes = function.equals(PATH) || function.equals("pathlib.PurePath");
    boolean known = makes || function.startsWith("os.path.") || function.equals("os.fspath");
    if (!known || arguments.more().isPresent() || arguments.positional().isEmpty()) {
      return Optional.empty();
    }
    List<String> given = new ArrayList<>();
    for (Value value : arguments.positional()) {
      Optional<String> text = written(value);
      if (text.isEmpty()) {
        return makes || isFollowed(function) ? Optional.of(unclear(at)) : Optional.empty();
      }
      given.add(text.get());
    }
    String first = given.getFirst();
    if (makes) {
      return Optional.of(path(joined(given), at));
    }
    return switch (function) {
      case "os.path.join" -> Optional.of(text(joined(given), at));
      case "os.path.dirname" -> Optional.of(text(folder(first), at));
      case "os.path.basename" -> Optional.of(text(name(first), at));
      case "os.path.normpath" -> Optional.of(text(normal(first), at));
      case "os.path.abspath", "os.path.realpath" ->
          Optional.of(first.startsWith(REPOSITORY) ? text(normal(first), at) : unclear(at));
      case "os.path.exists", "os.path.isfile" ->
          Optional.of(exists(arguments.positional().getFirst(), at));
      case "os.fspath" -> Optional.of(text(first, at));
      default -> Optional.empty();
    };
  }

  private static boolean isFollowed(String function) {
    return switch (function) {
      case "os.path.join",
          "os.path.dirname",
          "os.path.basename",
          "os.path.normpath",
          "os.path.abspath",
          "os.path.realpath",
          "os.path.exists",
          "os.path.isfile",
          "os.fspath" ->
          true;
      default -> false;
    };
  }

  private Value exists(Value value, Origin at) {
    Optional<String> path = inRepository(value);
    return path.isPresent() && engine.modules.hasFile(path.get())
        ? new Value.Bool(true)
        : Value.Unknown.data("whether this file is there is not known", at);
  }

  // ---- methods and attributes of a path

  /** {@code path.method(...)}. */
  Value method(Value.Constructed path, String method, Arguments arguments, Origin at) {
    Optional<String> text = written(path);
    if (text.isEmpty() || arguments.more().isPresent()) {
      return unclear(at);
    }
    String whole = text.get();
    Optional<String> name = arguments.get(0, "name").flatMap(Paths::written);
    return switch (method) {
      case "joinpath", "__truediv__" -> over(path, arguments.positional(), at);
      case "resolve", "absolute" ->
          whole.startsWith(REPOSITORY) ? path(normal(whole), at) : unclear(at);
      case "with_name" -> name.map(n -> path(beside(whole, n), at)).orElseGet(() -> unclear(at));
      case "with_suffix" ->
          arguments
              .get(0, "suffix")
              .flatMap(Paths::written)
              .map(suffix -> path(beside(whole, stem(name(whole)) + suffix), at))
              .orElseGet(() -> unclear(at));
      case "as_posix", "__str__", "__fspath__" -> text(whole, at);
      case "exists", "is_file" -> exists(path, at);
      case "read_text" -> engine.files.text(path, arguments, at);
      case "open" -> engine.files.open(arguments.after(path), at);
      default -> Value.Unknown.data("a path's " + method + "() is not followed", at);
    };
  }

  /** {@code path.name}, not called. */
  Value attribute(Value.Constructed path, String name, Origin at) {
    Optional<String> text = written(path);
    if (text.isEmpty()) {
      return unclear(at);
    }
    String whole = text.get();
    return switch (name) {
      case "parent" -> path(folder(whole).isEmpty() ? "." : folder(whole), at);
      case "name" -> text(name(whole), at);
      case "stem" -> text(stem(name(whole)), at);
      case "suffix" -> text(name(whole).substring(stem(name(whole)).length()), at);
      case "parents" -> {
        List<Value> parents = new ArrayList<>();
        String folder = folder(whole);
        while (!folder.isEmpty() && !folder.equals(String.valueOf(Value.Partly.HOLE))) {
          engine.budget.step();
          parents.add(path(folder, at));
          folder = folder(folder);
        }
        // Above the repository there are more, of which nothing is known.
        parents.add(folder.isEmpty() && !whole.startsWith("/") ? path(".", at) : unclear(at));
        yield new Value.Tuple(parents);
      }
      default -> Attributes.gap("a path's " + name, at);
    };
  }

  /** {@code path / "name"}. */
  Value over(Value first, List<Value> more, Origin at) {
    List<String> parts = new ArrayList<>();
    List<Value> all = new ArrayList<>();
    all.add(first);
    all.addAll(more);
    for (Value part : all) {
      Optional<String> text = written(part);
      if (text.isEmpty()) {
        return unclear(at);
      }
      parts.add(text.get());
    }
    return path(joined(parts), at);
  }

  /** {@code str(path)}. */
  static Value text(Value.Constructed path) {
    return path.arguments().positional().getFirst();
  }

  // ---- texts

  private static String joined(List<String> parts) {
    String whole = "";
    for (String part : parts) {
      boolean starts = part.startsWith("/") || part.startsWith(REPOSITORY) || whole.isEmpty();
      whole = starts ? part : whole.endsWith("/") ? whole + part : whole + "/" + part;
    }
    return whole;
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static String beside(String path, String name) {
    return folder(path).isEmpty() ? name : folder(path) + "/" + name;
  }

  /** Without {@code .} and {@code ..}; what leads out of the repository is no path inside it. */
  private static String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      switch (part) {
        case "", "." -> {
          if (parts.isEmpty()) {
            parts.addLast(part);
          }
        }
        case ".." -> {
          boolean root =
              parts.size() == 1 && parts.getFirst().startsWith(REPOSITORY.substring(0, 1));
          if (parts.isEmpty() || root || parts.getLast().equals("..")) {
            parts.addLast(part);
          } else {
            parts.removeLast();
          }
        }
        default -> parts.addLast(part);
      }
    }
    return String.join("/", parts).replace(Value.Partly.HOLE + "/..", "..");
  }
}
