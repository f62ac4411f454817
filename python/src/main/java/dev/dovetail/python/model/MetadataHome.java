package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.ModuleValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The {@code MetaData} that {@code env.py} gives to Alembic, told apart from others: by the object
 * itself where it is written, else by the base class, or the library, that makes it.
 */
final class MetadataHome {

  private static final String NAME = "target_metadata";

  private final Modules modules;
  private final Interpreter interpreter;
  private final MappedClass.Family family;

  MetadataHome(Modules modules, Interpreter interpreter, MappedClass.Family family) {
    this.modules = modules;
    this.interpreter = interpreter;
    this.family = family;
  }

  /**
   * @param homes what it is known by, of several databases several
   */
  record Target(List<Object> homes, Origin at) {
    boolean is(Object home) {
      return homes.stream().anyMatch(one -> Objects.equals(one, home));
    }
  }

  /** What a file gives to Alembic; empty where that is not known for sure. */
  Optional<Target> target(String path) {
    Optional<PythonFile> file = modules.parse(path).filter(read -> read.errors().isEmpty());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<Node.Expr> written = new ArrayList<>();
    for (Node.Stmt statement : Statements.flat(file.get().body())) {
      if (statement instanceof Node.Assign assign && assign.targets().stream().anyMatch(this::is)) {
        written.add(assign.value());
      } else if (statement instanceof Node.AnnAssign assign && is(assign.target())) {
        assign.value().ifPresent(written::add);
      }
    }
    if (written.isEmpty()) {
      for (Node.Call call : Descent.calls(file.get().body())) {
        call.keywords().stream()
            .filter(keyword -> keyword.name().filter(NAME::equals).isPresent())
            .map(Node.Keyword::value)
            .forEach(written::add);
      }
    }
    // Whoever says it twice chooses.
    List<Node.Expr> different =
        written.stream()
            .filter(one -> !AnnotationText.of(one).equals(AnnotationText.of(written.getFirst())))
            .toList();
    if (written.isEmpty() || !different.isEmpty()) {
      return Optional.empty();
    }
    Node.Expr expression = written.getFirst();
    List<Node.Expr> parts =
        expression instanceof Node.ListDisplay list ? list.elements() : List.of(expression);
    List<Object> homes = new ArrayList<>();
    for (Node.Expr part : parts) {
      Optional<Object> home = home(path, part);
      if (home.isEmpty()) {
        return Optional.empty();
      }
      homes.add(home.get());
    }
    return homes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Target(homes, new Origin.InFile(path, expression.span())));
  }

  private boolean is(Node.Expr target) {
    return target instanceof Node.Name name && name.id().equals(NAME);
  }

  private Optional<Object> home(String path, Node.Expr expression) {
    if (expression instanceof Node.Attribute attribute && attribute.name().equals("metadata")) {
      Value owner = interpreter.evaluate(path, attribute.value());
      return switch (owner) {
        case ClassValue type -> family.of(type).home();
        case Value.Library library when Alchemy.name(library).equals(MappedClass.SQLMODEL) ->
            Optional.of(MappedClass.SQLMODEL);
        case Value.Constructed made when MappedClass.makesMetadata(made) ->
            MappedClass.homeOf(made);
        case ModuleValue module -> metadata(interpreter.evaluate(path, expression));
        default -> Optional.empty();
      };
    }
    return metadata(interpreter.evaluate(path, expression));
  }

  private static Optional<Object> metadata(Value value) {
    return value instanceof Value.Constructed made && made.callee().equals("sqlalchemy.MetaData")
        ? Optional.of(made)
        : Optional.empty();
  }
}
