package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.PythonParser;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads annotations. They are no values to the interpreter, so their brackets are followed here,
 * also through aliases and quotes; only the names in them are looked up.
 */
final class Annotations {

  private static final int DEEPEST = 24;

  private static final Set<String> MAPPED =
      Set.of("sqlalchemy.orm.Mapped", "sqlalchemy.orm.base.Mapped", "sqlmodel.Mapped");

  private static final Set<String> LISTS =
      Set.of(
          "list",
          "set",
          "typing.List",
          "typing.Sequence",
          "typing.Set",
          "collections.abc.Sequence",
          "collections.abc.MutableSequence");

  private final Modules modules;
  private final Interpreter interpreter;

  Annotations(Modules modules, Interpreter interpreter) {
    this.modules = modules;
    this.interpreter = interpreter;
  }

  /** Where an annotation stands: its names are looked up in the class, then in the file. */
  record Place(ClassValue type, String path) {}

  /** What is inside {@code Mapped[...]}; empty when the annotation is no such thing. */
  Optional<Node.Expr> mapped(Node.Expr annotation, Place place) {
    Node.Expr opened = unquoted(annotation, place.path());
    return opened instanceof Node.Subscript subscript
            && MAPPED.contains(nameOf(evaluate(subscript.value(), place)))
        ? Optional.of(subscript.index())
        : Optional.empty();
  }

  Meaning read(Node.Expr annotation, Place place) {
    return read(annotation, place, 0);
  }

  private Meaning read(Node.Expr written, Place place, int depth) {
    if (depth > DEEPEST) {
      return Meaning.OTHER;
    }
    Node.Expr annotation = unquoted(written, place.path());
    return switch (annotation) {
      case Node.Name name -> leaf(name, name.id(), place, depth);
      case Node.Attribute attribute -> leaf(attribute, attribute.name(), place, depth);
      case Node.BinOp union when union.operator().equals("|") ->
          union(List.of(union.left(), union.right()), place, depth);
      case Node.Subscript subscript -> subscript(subscript, place, depth);
      default -> Meaning.OTHER;
    };
  }

  private Meaning subscript(Node.Subscript subscript, Place place, int depth) {
    List<Node.Expr> inner =
        subscript.index() instanceof Node.Tuple tuple
            ? tuple.elements()
            : List.of(subscript.index());
    Value outer = evaluate(subscript.value(), place);
    String name = nameOf(outer);
    return switch (name.replace("typing_extensions.", "typing.")) {
      case "typing.Optional" -> union(inner, place, depth).orNone(true);
      case "typing.Union", "typing.Final", "typing.ClassVar" -> union(inner, place, depth);
      case "typing.Annotated" -> annotated(inner, place, depth);
      case "typing.Literal" -> literal(inner, place);
      default ->
          (LISTS.contains(name) && inner.size() == 1
                  ? listOf(read(inner.getFirst(), place, depth + 1))
                  : Meaning.OTHER)
              .as(evaluate(subscript, place));
    };
  }

  /** A list of what may be None is not None itself. */
  private static Meaning listOf(Meaning item) {
    return new Meaning(
        item.type(),
        item.literals(),
        true,
        item.column(),
        item.alias(),
        item.plain(),
        false,
        item.unknown());
  }

  private Meaning union(List<Node.Expr> parts, Place place, int depth) {
    List<Meaning> some = new ArrayList<>();
    boolean none = false;
    for (Node.Expr part : parts) {
      if (part instanceof Node.None) {
        none = true;
      } else {
        Meaning meaning = read(part, place, depth + 1);
        none |= meaning.nullable();
        some.add(meaning);
      }
    }
    // An enum or something else: SQLAlchemy has no type for that.
    return (some.size() == 1 ? some.getFirst() : Meaning.OTHER).orNone(none);
  }

  private Meaning annotated(List<Node.Expr> parts, Place place, int depth) {
    Meaning meaning = parts.isEmpty() ? Meaning.OTHER : read(parts.getFirst(), place, depth + 1);
    for (Node.Expr part : parts.subList(Math.min(1, parts.size()), parts.size())) {
      if (part instanceof Node.Call
          && evaluate(part, place) instanceof Value.Constructed made
          && Columns.isColumn(made)) {
        return meaning.with(made);
      }
    }
    return meaning;
  }

  private Meaning literal(List<Node.Expr> parts, Place place) {
    List<Value.Str> literals = new ArrayList<>();
    for (Node.Expr part : parts) {
      switch (part) {
        case Node.Str text ->
            literals.add(new Value.Str(text.value(), new Origin.InFile(place.path(), text.span())));
        case Node.None none -> {}
        default -> {
          return Meaning.OTHER;
        }
      }
    }
    return Meaning.literal(literals);
  }

  private Meaning leaf(Node.Expr expression, String name, Place place, int depth) {
    Value value = evaluate(expression, place);
    return switch (value) {
      case EnumClass type -> Meaning.of(type);
      case ClassValue other -> Meaning.OTHER.as(other);
      case Value.Builtin other -> Meaning.OTHER.as(other);
      case Value.Library other
          when EnumHint.speaks(other.path()) && !other.path().startsWith("enum.") ->
          Meaning.unknown(
              new Value.Unknown(
                  other.path() + " is not in the repository",
                  new Origin.InFile(place.path(), expression.span())));
      case Value.Library other -> Meaning.OTHER.as(other);
      case Value.None none -> Meaning.OTHER.orNone(true);
      default -> {
        Optional<Definition> alias = alias(expression, name, place);
        yield alias
            .map(found ->
                read(found.value(), new Place(place.type(), found.path()), depth + 1).named(value))
            .orElseGet(() ->
                switch (value) {
                  case Value.Unknown why -> Meaning.unknown(why);
                  case Value.Constructed made when made.callee().equals("typing.TypeAliasType") ->
                      Meaning.unknown(new Value.Unknown("a type alias is not followed", made.at()));
                  default -> Meaning.OTHER.as(value);
                });
      }
    };
  }

  private record Definition(Node.Expr value, String path) {}

  private Optional<Definition> alias(Node.Expr expression, String name, Place place) {
    if (expression instanceof Node.Name) {
      return definition(name, place.path(), 0);
    }
    return expression instanceof Node.Attribute attribute
            && evaluate(attribute.value(), place)
                instanceof dev.dovetail.python.value.ModuleValue module
        ? module.module().file().flatMap(file -> definition(name, file, 0))
        : Optional.empty();
  }

  /** What a name of a file's top level was last set to, as it is written there. */
  private Optional<Definition> definition(String name, String path, int depth) {
    Optional<PythonFile> file = depth > DEEPEST ? Optional.empty() : modules.parse(path);
    Optional<Definition> found = Optional.empty();
    for (Node.Stmt statement : file.map(PythonFile::body).map(Statements::flat).orElse(List.of())) {
      Optional<Definition> here =
          switch (statement) {
            case Node.Assign assign
                when assign.targets().stream().anyMatch(target -> isName(target, name)) ->
                Optional.of(new Definition(assign.value(), path));
            case Node.AnnAssign assign when isName(assign.target(), name) ->
                assign.value().map(value -> new Definition(value, path));
            case Node.TypeAlias assign when isName(assign.name(), name) ->
                Optional.of(new Definition(assign.value(), path));
            case Node.ImportFrom imported -> imported(imported, name, path, depth);
            default -> Optional.empty();
          };
      found = here.or(() -> Optional.empty()).isPresent() ? here : found;
    }
    return found;
  }

  private Optional<Definition> imported(
      Node.ImportFrom imported, String name, String path, int depth) {
    for (Node.Alias alias : imported.names()) {
      if (alias.asName().orElse(alias.name()).equals(name)) {
        String module = imported.module().orElse("");
        return (imported.level() > 0
                ? modules.relative(imported.level(), module, path)
                : modules.find(module, path))
            .flatMap(dev.dovetail.python.modules.Module::file)
            .flatMap(file -> definition(alias.name(), file, depth + 1));
      }
    }
    return Optional.empty();
  }

  private Value evaluate(Node.Expr expression, Place place) {
    Optional<Value> inClass =
        expression instanceof Node.Name name
            ? Optional.ofNullable(place.type().attributes().get(name.id()))
            : Optional.empty();
    return inClass
        .filter(value -> value instanceof EnumClass || value instanceof ClassValue)
        .orElseGet(() -> interpreter.evaluate(place.path(), expression));
  }

  private static String nameOf(Value value) {
    return switch (value) {
      case Value.Library library -> Alchemy.name(library);
      case Value.Builtin builtin -> builtin.name();
      default -> "";
    };
  }

  private static Node.Expr unquoted(Node.Expr annotation, String path) {
    if (annotation instanceof Node.Str text) {
      List<Node.Stmt> body = PythonParser.parse(path, text.value().strip()).body();
      if (body.size() == 1
          && body.getFirst() instanceof Node.ExprStmt only
          && !(only.value() instanceof Node.Str)) {
        return only.value();
      }
    }
    return annotation;
  }

  private static boolean isName(Node.Expr target, String name) {
    return target instanceof Node.Name found && found.id().equals(name);
  }
}
