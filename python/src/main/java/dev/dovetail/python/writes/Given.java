package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.writes.Sources.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which labels an expression can be, where it is written out or goes by a variable of its function.
 */
final class Given {

  private final Sought sought;

  Given(Sought sought) {
    this.sought = sought;
  }

  /** Empty where it may be any. */
  Optional<Set<String>> labels(Node.Expr expression, Source source) {
    Set<String> labels = new HashSet<>();
    Set<String> variables = new HashSet<>();
    Deque<Node.Expr> todo = new ArrayDeque<>();
    todo.push(expression);
    while (!todo.isEmpty()) {
      Node.Expr each = todo.pop();
      switch (each) {
        case Node.None none -> {}
        case Node.Str text -> labels.add(label(text.value()));
        case Node.IfExp choice -> {
          todo.push(choice.body());
          todo.push(choice.orElse());
        }
        case Node.BoolOp operation -> operation.values().forEach(todo::push);
        case Node.Name name -> {
          if (variables.add(name.id()) && !follow(name, source, todo)) {
            return Optional.empty();
          }
        }
        default -> {
          Optional<String> label = member(each, source);
          if (label.isEmpty()) {
            return Optional.empty();
          }
          labels.add(label.get());
        }
      }
    }
    return Optional.of(labels);
  }

  /** A string is a label, or the name of a member; else it goes to the database as it is. */
  private String label(String text) {
    return sought.members().containsValue(text) ? text : sought.members().getOrDefault(text, text);
  }

  /** {@code Status.OPEN}, {@code Status.OPEN.value}, {@code Status["OPEN"]}. */
  private Optional<String> member(Node.Expr expression, Source source) {
    Node.Expr inner =
        expression instanceof Node.Attribute outer
                && Set.of("value", "name").contains(outer.name())
                && !source.isEnum(outer.value())
            ? outer.value()
            : expression;
    return switch (inner) {
      case Node.Attribute attribute when source.isEnum(attribute.value()) ->
          Optional.ofNullable(sought.members().get(attribute.name()));
      case Node.Subscript subscript
          when source.isEnum(subscript.value()) && subscript.index() instanceof Node.Str text ->
          Optional.ofNullable(sought.members().get(text.value()));
      default -> Optional.empty();
    };
  }

  /** Whether all that the function gives to the variable is known to be written out somewhere. */
  private static boolean follow(Node.Name variable, Source source, Deque<Node.Expr> todo) {
    Optional<Node.FunctionDef> function = source.nodes().around(variable, Node.FunctionDef.class);
    if (function.isEmpty() || isParameter(function.get(), variable.id())) {
      return false;
    }
    boolean bound = false;
    for (Node.Name name : source.nodes().all(Node.Name.class)) {
      if (name.id().equals(variable.id())
          && source
              .nodes()
              .around(name, Node.FunctionDef.class)
              .filter(own -> Parents.same(own, function.get()))
              .isPresent()) {
        switch (binding(name, source)) {
          case Binding.Read read -> {}
          case Binding.To(Node.Expr value) -> {
            bound = true;
            todo.push(value);
          }
          case Binding.Otherwise otherwise -> {
            return false;
          }
        }
      }
    }
    return bound && !isBoundOtherwise(variable.id(), source);
  }

  private static boolean isParameter(Node.FunctionDef function, String name) {
    Node.Parameters all = function.parameters();
    return Stream.of(
            all.positionalOnly().stream(),
            all.positional().stream(),
            all.rest().stream(),
            all.keywordOnly().stream(),
            all.keywords().stream())
        .flatMap(each -> each)
        .anyMatch(parameter -> parameter.name().equals(name));
  }

  /** Names that are bound without a node of their own: by global, import, except and patterns. */
  private static boolean isBoundOtherwise(String name, Source source) {
    return source.nodes().all(Node.Global.class).stream().anyMatch(it -> it.names().contains(name))
        || source.nodes().all(Node.MatchCase.class).stream()
            .anyMatch(it -> it.pattern().names().contains(name))
        || source.nodes().all(Node.ExceptHandler.class).stream()
            .anyMatch(it -> it.name().filter(name::equals).isPresent())
        || source.nodes().all(Node.FunctionDef.class).stream()
            .anyMatch(it -> it.name().equals(name))
        || source.nodes().all(Node.ImportFrom.class).stream()
            .flatMap(it -> it.names().stream())
            .anyMatch(it -> it.asName().orElse(it.name()).equals(name))
        || source.nodes().all(Node.Import.class).stream()
            .flatMap(it -> it.names().stream())
            .anyMatch(it -> it.asName().orElse(it.name()).equals(name));
  }

  /** What a name stands for where it stands. */
  private sealed interface Binding {
    record Read() implements Binding {}

    record To(Node.Expr value) implements Binding {}

    record Otherwise() implements Binding {}
  }

  private static Binding binding(Node.Name name, Source source) {
    return switch (Targets.statement(name, source.nodes()).orElse(name)) {
      case Node.Assign assign
          when assign.targets().stream().anyMatch(it -> Parents.same(it, name)) ->
          new Binding.To(assign.value());
      case Node.AnnAssign assign when assign.value().isPresent() ->
          new Binding.To(assign.value().get());
      case Node.AnnAssign assign -> new Binding.Read();
      case Node.Name self -> new Binding.Read();
      default -> new Binding.Otherwise();
    };
  }
}
