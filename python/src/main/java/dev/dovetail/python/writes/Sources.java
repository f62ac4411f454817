package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All files of a service's code, each with its nodes, and what they define. */
final class Sources {

  /** A file, and the names that it gives to the enum and to the model. */
  record Source(PythonFile file, Parents nodes, Set<String> enums, Set<String> models) {

    /** Whether the expression is the enum itself: {@code Status}, {@code enums.Status}. */
    boolean isEnum(Node node) {
      return isNamed(node, enums);
    }

    /** Whether the expression is the class of the model itself. */
    boolean isModel(Node node) {
      return isNamed(node, models);
    }

    private static boolean isNamed(Node node, Set<String> names) {
      return switch (node) {
        case Node.Name name -> names.contains(name.id());
        case Node.Attribute attribute ->
            names.contains(attribute.name()) && isPath(attribute.value(), names);
        default -> false;
      };
    }

    private static boolean isPath(Node.Expr expression, Set<String> names) {
      Node.Expr at = expression;
      while (at instanceof Node.Attribute attribute) {
        at = attribute.value();
      }
      return at instanceof Node.Name name && !names.contains(name.id());
    }
  }

  private final List<Source> all = new ArrayList<>();
  private final List<Node.ClassDef> classes = new ArrayList<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> bases = new HashSet<>();

  Sources(List<PythonFile> files, String enumName, String model) {
    for (PythonFile file : files) {
      Parents nodes = Parents.of(file);
      Set<String> enums = new HashSet<>(Set.of(enumName));
      Set<String> models = new HashSet<>(Set.of(model));
      for (Node.ImportFrom from : nodes.all(Node.ImportFrom.class)) {
        for (Node.Alias alias : from.names()) {
          if (alias.name().equals(enumName)) {
            alias.asName().ifPresent(enums::add);
          }
          if (alias.name().equals(model)) {
            alias.asName().ifPresent(models::add);
          }
        }
      }
      all.add(new Source(file, nodes, Set.copyOf(enums), Set.copyOf(models)));
      classes.addAll(nodes.all(Node.ClassDef.class));
      nodes.all(Node.FunctionDef.class).forEach(function -> functions.add(function.name()));
      nodes.all(Node.Assign.class).forEach(assign -> made(assign).ifPresent(bases::add));
    }
  }

  /** A base of models that SQLAlchemy makes: {@code Base = declarative_base()}. */
  private static Optional<String> made(Node.Assign assign) {
    return assign.value() instanceof Node.Call call
            && last(call.function()).equals("declarative_base")
            && assign.targets().size() == 1
            && assign.targets().getFirst() instanceof Node.Name name
        ? Optional.of(name.id())
        : Optional.empty();
  }

  List<Source> all() {
    return all;
  }

  List<Node.ClassDef> classes(String name) {
    return classes.stream().filter(type -> type.name().equals(name)).toList();
  }

  boolean defines(String function) {
    return functions.contains(function);
  }

  boolean isMadeBase(String name) {
    return bases.contains(name);
  }

  /** The last name of a dotted one; empty for what is none. */
  static String last(Node node) {
    return switch (node) {
      case Node.Name name -> name.id();
      case Node.Attribute attribute -> attribute.name();
      default -> "";
    };
  }
}
