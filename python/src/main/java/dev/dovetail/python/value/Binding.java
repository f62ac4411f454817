package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a function's parameters their values. */
final class Binding {

  private final Function function;
  private final Arguments arguments;
  private final Origin at;

  Binding(Function function, Arguments arguments, Origin at) {
    this.function = function;
    this.arguments = arguments;
    this.at = at;
  }

  void into(Scope scope) {
    Node.Parameters parameters = function.parameters();
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    List<Node.Parameter> byPosition = new ArrayList<>(parameters.positionalOnly());
    byPosition.addAll(parameters.positional());
    List<Value> positional = arguments.positional();
    for (int i = 0; i < byPosition.size(); i++) {
      Node.Parameter parameter = byPosition.get(i);
      boolean byName = i >= parameters.positionalOnly().size();
      if (i < positional.size()) {
        if (byName && named.containsKey(parameter.name())) {
          throw refused("got multiple values for argument '" + parameter.name() + "'");
        }
        scope.values().put(parameter.name(), positional.get(i));
      } else {
        Optional<Value> given =
            byName ? Optional.ofNullable(named.remove(parameter.name())) : Optional.empty();
        scope.values().put(parameter.name(), given.orElseGet(() -> otherwise(parameter)));
      }
    }
    bindRest(scope, positional, byPosition.size());
    for (Node.Parameter parameter : parameters.keywordOnly()) {
      Optional<Value> given = Optional.ofNullable(named.remove(parameter.name()));
      scope.values().put(parameter.name(), given.orElseGet(() -> otherwise(parameter)));
    }
    bindKeywords(scope, named);
  }

  private void bindRest(Scope scope, List<Value> positional, int taken) {
    List<Value> rest = positional.subList(Math.min(taken, positional.size()), positional.size());
    Optional<Node.Parameter> parameter = function.parameters().rest();
    if (parameter.isEmpty() || parameter.get().name().isEmpty()) {
      if (!rest.isEmpty()) {
        throw refused("takes " + taken + " positional arguments but more were given");
      }
      return;
    }
    Value all =
        arguments.more().map(unknown -> (Value) unknown).orElseGet(() -> new Value.Tuple(rest));
    scope.values().put(parameter.get().name(), all);
  }

  private void bindKeywords(Scope scope, Map<String, Value> named) {
    Optional<Node.Parameter> parameter = function.parameters().keywords();
    if (parameter.isEmpty()) {
      if (!named.isEmpty()) {
        String first = named.keySet().iterator().next();
        throw refused("got an unexpected keyword argument '" + first + "'");
      }
      return;
    }
    DictValue all = new DictValue();
    named.forEach((name, value) -> all.put(new Value.Str(name, at), value));
    arguments.more().ifPresent(all::poison);
    scope.values().put(parameter.get().name(), all);
  }

  private Value otherwise(Node.Parameter parameter) {
    if (arguments.more().isPresent()) {
      return arguments.more().get();
    }
    return Optional.ofNullable(function.defaults().get(parameter.name()))
        .orElseThrow(() -> refused("missing a required argument: '" + parameter.name() + "'"));
  }

  private PythonRaise refused(String message) {
    return PythonRaise.of("TypeError", function.name() + "() " + message, at);
  }
}
