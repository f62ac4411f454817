package dev.dovetail.python.writes;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.List;
import java.util.Optional;

/**
 * The class whose table has the column.
 *
 * @param attribute what the column is called there
 * @param declaration of the column
 */
record Model(Node.ClassDef type, String attribute, Node.Stmt declaration) {

  /** Empty where the column does not stand in a class that names its table. */
  static Optional<Model> of(List<PythonFile> files, Sought sought) {
    return files.stream()
        .filter(file -> file.path().equals(sought.at().path()))
        .flatMap(file -> Descent.classes(file.body()).stream())
        .filter(type -> isOf(type, sought.table()))
        .flatMap(type ->
            type.body().stream()
                .filter(statement -> holds(statement, sought.at()))
                .flatMap(statement ->
                    target(statement).stream().map(name -> new Model(type, name, statement))))
        .findFirst();
  }

  private static boolean isOf(Node.ClassDef type, String table) {
    return type.body().stream().anyMatch(statement -> names(statement, table));
  }

  private static boolean names(Node.Stmt statement, String table) {
    return target(statement).filter("__tablename__"::equals).isPresent()
        && value(statement)
            .filter(it -> it instanceof Node.Str s && s.value().equals(table))
            .isPresent();
  }

  private static boolean holds(Node.Stmt statement, Origin.InFile at) {
    return statement.span().line() <= at.span().line()
        && at.span().line() <= statement.span().endLine();
  }

  /** The name that a statement gives something to. */
  static Optional<String> target(Node.Stmt statement) {
    return switch (statement) {
      case Node.Assign assign
          when assign.targets().size() == 1
              && assign.targets().getFirst() instanceof Node.Name name ->
          Optional.of(name.id());
      case Node.AnnAssign assign when assign.target() instanceof Node.Name name ->
          Optional.of(name.id());
      default -> Optional.empty();
    };
  }

  private static Optional<Node.Expr> value(Node.Stmt statement) {
    return switch (statement) {
      case Node.Assign assign -> Optional.of(assign.value());
      case Node.AnnAssign assign -> assign.value();
      default -> Optional.empty();
    };
  }

  /** Whether the class itself has an attribute that is no function. */
  boolean hasField(String name) {
    return type.body().stream()
        .anyMatch(statement ->
            target(statement).filter(name::equals).isPresent()
                || statement instanceof Node.ClassDef inner && inner.name().equals(name));
  }
}
