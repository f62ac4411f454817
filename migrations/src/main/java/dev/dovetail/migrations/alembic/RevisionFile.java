package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a migration file says about its place in the graph. */
final class RevisionFile {

  private static final Pattern LEGACY_NAME = Pattern.compile("([a-f0-9]+)\\.py");
  private static final int DEEPEST_REFERENCE = 8;

  /** What came of a file. */
  sealed interface Reading {
    record Read(Revision revision) implements Reading {}

    record Failed(String reason, Origin at) implements Reading {}
  }

  private final PythonFile file;
  private final Map<String, Node.Expr> assigned = new HashMap<>();

  private RevisionFile(PythonFile file) {
    this.file = file;
    for (Node.Stmt statement : file.body()) {
      switch (statement) {
        case Node.Assign assign -> assign.targets().forEach(t -> note(t, assign.value()));
        case Node.AnnAssign assign -> assign.value().ifPresent(v -> note(assign.target(), v));
        default -> {}
      }
    }
  }

  private void note(Node.Expr target, Node.Expr value) {
    if (target instanceof Node.Name name) {
      assigned.put(name.id(), value);
    }
  }

  static Reading read(PythonFile file) {
    return new RevisionFile(file).read();
  }

  private Reading read() {
    Optional<Node.Expr> written = Optional.ofNullable(assigned.get("revision"));
    if (written.isEmpty()) {
      return legacy();
    }
    Origin at = new Origin.InFile(file.path(), written.get().span());
    List<String> ids = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    List<String> dependsOn = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    if (!strings(written.get(), ids, 0) || ids.size() != 1) {
      return new Reading.Failed("its revision is not written as a string", at);
    }
    if (!named("down_revision", parents)
        || !named("depends_on", dependsOn)
        || !named("branch_labels", labels)) {
      return new Reading.Failed(
          "its down_revision, depends_on or branch_labels is not written as a string", at);
    }
    return new Reading.Read(
        new Revision(ids.getFirst(), parents, dependsOn, labels, title(), file.path(), at));
  }

  private Reading legacy() {
    Origin at = Origin.inFile(file.path(), 1, 1);
    Matcher name = LEGACY_NAME.matcher(Paths.nameOf(file.path()));
    if (!file.errors().isEmpty()) {
      return new Reading.Failed(
          file.errors().getFirst().message(),
          new Origin.InFile(file.path(), file.errors().getFirst().span()));
    }
    List<String> parents = new ArrayList<>();
    if (name.matches() && named("down_revision", parents)) {
      return new Reading.Read(
          new Revision(name.group(1), parents, List.of(), List.of(), title(), file.path(), at));
    }
    return new Reading.Failed("it declares no revision", at);
  }

  private boolean named(String variable, List<String> into) {
    Node.Expr value = assigned.get(variable);
    return value == null || strings(value, into, 0);
  }

  /**
   * Takes the strings of a string, a sequence, None, or a name for one; false for anything else.
   */
  private boolean strings(Node.Expr value, List<String> into, int depth) {
    if (depth > DEEPEST_REFERENCE) {
      return false;
    }
    return switch (value) {
      case Node.None none -> true;
      case Node.Str text -> into.add(text.value());
      case Node.Tuple tuple -> all(tuple.elements(), into, depth);
      case Node.ListDisplay list -> all(list.elements(), into, depth);
      case Node.SetDisplay set -> all(set.elements(), into, depth);
      case Node.Name name -> {
        Node.Expr meant = assigned.get(name.id());
        yield meant != null && strings(meant, into, depth + 1);
      }
      default -> false;
    };
  }

  private boolean all(List<Node.Expr> elements, List<String> into, int depth) {
    for (Node.Expr element : elements) {
      if (!strings(element, into, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** The first line of the module's docstring. */
  private String title() {
    if (!file.body().isEmpty()
        && file.body().getFirst() instanceof Node.ExprStmt first
        && first.value() instanceof Node.Str text) {
      return text.value().strip().lines().findFirst().orElse("");
    }
    return "";
  }
}
