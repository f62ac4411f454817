package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.Optional;

/** Assigns to names, attributes, items and patterns of them. */
final class Assigning {

  private final Engine engine;

  Assigning(Engine engine) {
    this.engine = engine;
  }

  void set(String name, Value value, Scope scope) {
    Scope owner = scope.owner(name);
    engine.doubts.beforeAssigning(owner, name);
    owner.put(name, value);
  }

  void assign(Node.Expr target, Value value, Scope scope) {
    Origin at = Engine.at(scope, target.span());
    switch (target) {
      case Node.Name name -> set(name.id(), value, scope);
      case Node.Attribute attribute ->
          engine.attributes.assign(
              engine.expressions.evaluate(attribute.value(), scope), attribute.name(), value, at);
      case Node.Subscript subscript -> assignItem(subscript, value, scope, at);
      case Node.Tuple tuple -> unpack(tuple.elements(), value, scope, at);
      case Node.ListDisplay list -> unpack(list.elements(), value, scope, at);
      case Node.Starred starred -> assign(starred.value(), value, scope);
      default -> {
        // Nothing else can be assigned to; the parser has reported it.
      }
    }
  }

  private void assignItem(Node.Subscript subscript, Value value, Scope scope, Origin at) {
    Optional<Scope> names = engine.expressions.namespace(subscript.value(), scope);
    if (names.isPresent()) {
      setNamed(names.get(), engine.expressions.evaluate(subscript.index(), scope), value, at);
      return;
    }
    Value owner = engine.expressions.evaluate(subscript.value(), scope);
    Value index = engine.expressions.evaluate(subscript.index(), scope);
    if (owner instanceof Poisonable container && !engine.mayChange(container, List.of(value))) {
      return;
    }
    switch (owner) {
      case DictValue dict -> engine.operators.put(dict, index, value, at);
      case ListValue list -> {
        Optional<Integer> place =
            index instanceof Value.Int number
                ? Iteration.place(number, list.elements().size())
                : Optional.empty();
        if (place.isPresent()) {
          list.elements().set(place.get(), value);
        } else if (index instanceof Value.Int) {
          throw PythonRaise.of("IndexError", "list assignment index out of range", at);
        } else {
          Value.Unknown why =
              index instanceof Value.Unknown reason
                  ? reason
                  : new Value.Unknown("assigning to a slice is not followed", at);
          list.poison(Inert.oneOf(why, List.of(value)));
        }
      }
      case Value.Constructed made ->
          engine.calls.method(made, "__setitem__", Arguments.of(index, value), at);
      case Instance instance ->
          engine.calls.method(instance, "__setitem__", Arguments.of(index, value), at);
      case Value.Library library when library.path().equals("os.environ") -> {}
      default -> {}
    }
  }

  /** {@code vars()["name"] = value}. */
  private void setNamed(Scope names, Value name, Value value, Origin at) {
    switch (name) {
      case Value.Str text -> set(text.text(), value, names);
      case Value.Unknown why -> names.moreNames(why);
      default -> names.moreNames(new Value.Unknown("a name that is set is not known", at));
    }
  }

  private void unpack(List<Node.Expr> targets, Value value, Scope scope, Origin at) {
    Items items = engine.iteration.items(value, at);
    if (items.unknown().isPresent()) {
      targets.forEach(target -> assign(target, items.unknown().get(), scope));
      return;
    }
    List<Value> values = items.values();
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Node.Starred) {
        star = i;
      }
    }
    int fixed = star < 0 ? targets.size() : targets.size() - 1;
    if (values.size() < fixed || (star < 0 && values.size() > fixed)) {
      throw PythonRaise.of(
          "ValueError",
          values.size() < fixed
              ? "not enough values to unpack (expected " + fixed + ", got " + values.size() + ")"
              : "too many values to unpack (expected " + fixed + ")",
          at);
    }
    int extra = values.size() - fixed;
    for (int i = 0; i < targets.size(); i++) {
      if (i == star) {
        assign(targets.get(i), new ListValue(values.subList(i, i + extra)), scope);
      } else {
        assign(targets.get(i), values.get(star >= 0 && i > star ? i - 1 + extra : i), scope);
      }
    }
  }

  void augment(Node.AugAssign assign, Scope scope) {
    Origin at = Engine.at(scope, assign.span());
    Value left = engine.expressions.evaluate(assign.target(), scope);
    Value right = engine.expressions.evaluate(assign.value(), scope);
    String operator =
        assign.operator().endsWith("=")
            ? assign.operator().substring(0, assign.operator().length() - 1)
            : assign.operator();
    if (!extendInPlace(left, operator, right, at)) {
      Value result =
          engine
              .operators
              .inPlace(operator, left, right, at)
              .orElseGet(() -> engine.operators.binary(operator, left, right, at));
      assign(assign.target(), result, scope);
    }
  }

  /** {@code list += more} changes the list itself, and so do {@code |=} of a set or dict. */
  private boolean extendInPlace(Value left, String operator, Value right, Origin at) {
    boolean inPlace =
        (left instanceof ListValue && operator.equals("+"))
            || (left instanceof SetValue set && !set.frozen() && operator.equals("|"))
            || (left instanceof DictValue && operator.equals("|"));
    if (inPlace) {
      String method = left instanceof ListValue ? "extend" : "update";
      engine.calls.method(left, method, Arguments.of(right), at);
    }
    return inPlace;
  }

  void delete(Node.Expr target, Scope scope) {
    Origin at = Engine.at(scope, target.span());
    switch (target) {
      case Node.Name name -> {
        Scope owner = scope.owner(name.id());
        engine.doubts.beforeAssigning(owner, name.id());
        owner.values().remove(name.id());
      }
      case Node.Subscript subscript -> {
        Value owner = engine.expressions.evaluate(subscript.value(), scope);
        Value index = engine.expressions.evaluate(subscript.index(), scope);
        if (owner instanceof DictValue || owner instanceof ListValue) {
          engine.calls.method(owner, "pop", Arguments.of(index), at);
        } else if (owner instanceof Instance) {
          engine.calls.method(owner, "__delitem__", Arguments.of(index), at);
        }
      }
      case Node.Tuple tuple -> tuple.elements().forEach(element -> delete(element, scope));
      default -> {
        // Deleting an attribute changes nothing that is asked for here.
      }
    }
  }
}
