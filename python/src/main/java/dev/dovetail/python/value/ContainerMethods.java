package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The methods of lists, tuples, sets and dictionaries. */
final class ContainerMethods {

  static final Set<String> OF_LIST =
      Set.of(
          "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove",
          "reverse", "sort");
  static final Set<String> OF_TUPLE = Set.of("count", "index");
  static final Set<String> OF_SET =
      Set.of(
          "add",
          "clear",
          "copy",
          "difference",
          "difference_update",
          "discard",
          "intersection",
          "intersection_update",
          "isdisjoint",
          "issubset",
          "issuperset",
          "pop",
          "remove",
          "symmetric_difference",
          "symmetric_difference_update",
          "union",
          "update");
  static final Set<String> OF_DICT =
      Set.of(
          "clear",
          "copy",
          "fromkeys",
          "get",
          "items",
          "keys",
          "pop",
          "popitem",
          "setdefault",
          "update",
          "values");

  private final Engine engine;
  private final Arguments arguments;
  private final Origin at;

  ContainerMethods(Engine engine, Arguments arguments, Origin at) {
    this.engine = engine;
    this.arguments = arguments;
    this.at = at;
  }

  private Value argument(int position) {
    if (position >= arguments.positional().size()) {
      throw arguments.more().isPresent()
          ? new Budget.Exhausted(arguments.more().get().reason())
          : PythonRaise.of("TypeError", "missing an argument", at);
    }
    return arguments.positional().get(position);
  }

  private List<Value> given() {
    List<Value> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all;
  }

  private Optional<Value> second() {
    return arguments.positional().size() > 1
        ? Optional.of(arguments.positional().get(1))
        : Optional.empty();
  }

  private Value notFollowed(String method) {
    return new Value.Unknown("this use of " + method + "() is not followed", at);
  }

  // ---- lists

  Value call(ListValue list, String method) {
    engine.budget.work(list.elements().size() / 8);
    boolean changes = !Set.of("copy", "count", "index").contains(method);
    Optional<Value.Unknown> doubt = engine.doubts.reason().or(list::poison);
    if (doubt.isPresent() && (method.equals("append") || method.equals("extend"))) {
      return mayGain(list, doubt.get(), method.equals("append"));
    }
    if (list.poison().isPresent()) {
      if (changes) {
        list.poison(Inert.oneOf(list.poison().get(), given()));
      }
      return list.poison().get();
    }
    if (changes && !engine.mayChange(list, given())) {
      return Engine.known(list) instanceof Value.Unknown reason ? reason : new Value.None();
    }
    List<Value> elements = list.elements();
    switch (method) {
      case "append" -> elements.add(argument(0));
      case "extend" -> extend(list);
      case "insert" -> insert(list);
      case "clear" -> elements.clear();
      case "reverse" -> Collections.reverse(elements);
      case "sort" -> {
        Value sorted = new Sorting(engine).sorted(Items.of(List.copyOf(elements)), arguments, at);
        if (sorted instanceof ListValue result) {
          elements.clear();
          elements.addAll(result.elements());
        } else {
          poison(list, sorted);
        }
      }
      case "remove" -> {
        Value place = index(elements);
        if (place instanceof Value.Int number) {
          elements.remove(number.value().intValueExact());
        } else {
          poison(list, place);
        }
      }
      case "pop" -> {
        return pop(list);
      }
      case "copy" -> {
        return new ListValue(elements);
      }
      default -> {
        return call(elements, method);
      }
    }
    engine.budget.size(elements.size() / 16);
    return new Value.None();
  }

  /** The list may get elements: what any of them is one of stays known. */
  private Value mayGain(ListValue list, Value.Unknown doubt, boolean one) {
    Value added = argument(0);
    Items items = one ? Items.of(List.of(added)) : engine.iteration.unordered(added, at);
    Value.Unknown why = Inert.oneOf(doubt, given());
    if (items.unknown().isPresent() && items.among().isEmpty()) {
      list.poison(why);
    } else {
      list.mayGain(why, items.among());
    }
    return list.poison().<Value>map(reason -> reason).orElseGet(Value.None::new);
  }

  private static void poison(ListValue list, Value why) {
    if (why instanceof Value.Unknown reason) {
      list.poison(reason);
    }
  }

  private void extend(ListValue list) {
    Items items = engine.iteration.items(argument(0), at);
    items.unknown().ifPresentOrElse(list::poison, () -> list.elements().addAll(items.values()));
    engine.budget.size(list.elements().size());
  }

  private void insert(ListValue list) {
    int size = list.elements().size();
    Optional<Integer> place =
        Operators.integer(argument(0)).filter(n -> n.bitLength() < 31).map(n -> n.intValueExact());
    if (place.isEmpty()) {
      list.poison(
          Inert.oneOf(
              new Value.Unknown("where it inserts is not known", at), List.of(argument(1))));
      return;
    }
    int index = place.get() < 0 ? Math.max(0, place.get() + size) : Math.min(size, place.get());
    list.elements().add(index, argument(1));
  }

  private Value pop(ListValue list) {
    if (list.elements().isEmpty()) {
      throw PythonRaise.of("IndexError", "pop from empty list", at);
    }
    Value index = arguments.positional().isEmpty() ? Value.Int.of(-1) : argument(0);
    if (!(index instanceof Value.Int number)) {
      list.poison(Value.Unknown.data("which element it pops is not known", at));
      return list.poison().<Value>map(reason -> reason).orElse(new Value.None());
    }
    int place =
        Iteration.place(number, list.elements().size())
            .orElseThrow(() -> PythonRaise.of("IndexError", "pop index out of range", at));
    return list.elements().remove(place);
  }

  /** {@code count} and {@code index} of a list or tuple. */
  Value call(List<Value> elements, String method) {
    return switch (method) {
      case "index" -> arguments.positional().size() == 1 ? index(elements) : notFollowed(method);
      case "count" -> {
        int count = 0;
        for (Value element : elements) {
          Value same = Equality.equal(element, argument(0), engine.budget, at);
          if (same instanceof Value.Unknown) {
            yield same;
          }
          count += same instanceof Value.Bool bool && bool.value() ? 1 : 0;
        }
        yield Value.Int.of(count);
      }
      default -> notFollowed(method);
    };
  }

  private Value index(List<Value> elements) {
    for (int i = 0; i < elements.size(); i++) {
      Value same = Equality.equal(elements.get(i), argument(0), engine.budget, at);
      if (same instanceof Value.Unknown) {
        return same;
      }
      if (same instanceof Value.Bool bool && bool.value()) {
        return Value.Int.of(i);
      }
    }
    throw PythonRaise.of("ValueError", "value is not in list", at);
  }

  // ---- sets

  Value call(SetValue set, String method) {
    boolean changes =
        Set.of("add", "clear", "discard", "pop", "remove", "update").contains(method)
            || method.endsWith("_update");
    if (changes && !engine.mayChange(set, given())) {
      return Engine.known(set) instanceof Value.Unknown reason ? reason : new Value.None();
    }
    return switch (method) {
      case "add", "discard", "remove" -> one(set, method);
      case "clear" -> {
        set.clear();
        yield new Value.None();
      }
      case "update" -> {
        for (Value other : arguments.positional()) {
          Items items = engine.iteration.unordered(other, at);
          items.unknown().ifPresentOrElse(set::poison, () -> items.values().forEach(set::add));
        }
        yield new Value.None();
      }
      case "copy" -> new SetValue(set.elements(), set.frozen());
      case "union" -> combined(set, "|");
      case "intersection" -> combined(set, "&");
      case "difference" -> combined(set, "-");
      case "symmetric_difference" -> combined(set, "^");
      case "issubset" -> compared(set, "<=");
      case "issuperset" -> compared(set, ">=");
      default -> {
        if (changes) {
          set.poison(new Value.Unknown("this use of " + method + "() is not followed", at));
        }
        yield notFollowed(method);
      }
    };
  }

  private Value one(SetValue set, String method) {
    Value element = Engine.known(argument(0));
    if (element instanceof Value.Unknown reason) {
      set.poison(reason);
    } else if (Operators.unhashable(element)) {
      throw PythonRaise.of("TypeError", "unhashable type", at);
    } else if (method.equals("add")) {
      set.add(element);
    } else if (!set.remove(element) && method.equals("remove")) {
      throw PythonRaise.of("KeyError", engine.texts.shown(element, at), at);
    }
    return new Value.None();
  }

  private Value combined(SetValue set, String operator) {
    SetValue result = set;
    for (Value other : arguments.positional()) {
      Items items = engine.iteration.unordered(other, at);
      if (items.unknown().isPresent()) {
        return items.unknown().get();
      }
      result = Sets.combine(operator, result, new SetValue(items.values(), false));
    }
    return result == set ? new SetValue(set.elements(), set.frozen()) : result;
  }

  private Value compared(SetValue set, String operator) {
    Items items = engine.iteration.unordered(argument(0), at);
    return items
        .unknown()
        .map(unknown -> (Value) unknown)
        .orElseGet(() -> Sets.compare(operator, set, new SetValue(items.values(), false)));
  }

  // ---- dictionaries

  Value call(DictValue dict, String method) {
    engine.budget.work(dict.size());
    boolean changes = Set.of("clear", "pop", "popitem", "setdefault", "update").contains(method);
    if (changes && !engine.mayChange(dict, given())) {
      return Engine.known(dict) instanceof Value.Unknown reason ? reason : new Value.None();
    }
    return switch (method) {
      case "get" -> {
        Value key = Engine.known(argument(0));
        yield key instanceof Value.Unknown reason
            ? Inert.oneOf(reason, List.of(dict, second().orElse(new Value.None())))
            : dict.get(key).or(this::second).orElse(new Value.None());
      }
      case "keys" -> new ListValue(dict.entries().stream().map(DictValue.Entry::key).toList());
      case "values" -> new ListValue(dict.entries().stream().map(DictValue.Entry::value).toList());
      case "items" ->
          new ListValue(
              dict.entries().stream()
                  .map(entry -> new Value.Tuple(List.of(entry.key(), entry.value())))
                  .toList());
      case "copy" -> {
        DictValue copy = new DictValue();
        copy.putAll(dict.entries());
        yield copy;
      }
      case "pop" -> {
        Value key = Engine.known(argument(0));
        if (key instanceof Value.Unknown reason) {
          dict.poison(Inert.oneOf(reason, given()));
          yield dict.poison().<Value>map(poison -> poison).orElse(key);
        }
        yield dict.remove(key)
            .or(this::second)
            .orElseThrow(() -> PythonRaise.of("KeyError", engine.texts.shown(key, at), at));
      }
      case "setdefault" -> {
        Value key = Engine.known(argument(0));
        if (!dict.has(key)) {
          engine.operators.put(dict, key, second().orElse(new Value.None()), at);
        }
        yield key instanceof Value.Unknown reason
            ? Inert.oneOf(reason, List.of(dict))
            : dict.get(key).orElse(new Value.None());
      }
      case "clear" -> {
        dict.clear();
        yield new Value.None();
      }
      case "update" -> {
        fill(dict);
        yield new Value.None();
      }
      case "popitem" -> {
        List<DictValue.Entry> entries = dict.entries();
        if (entries.isEmpty()) {
          throw PythonRaise.of("KeyError", "'popitem(): dictionary is empty'", at);
        }
        DictValue.Entry last = entries.getLast();
        dict.remove(last.key());
        yield new Value.Tuple(List.of(last.key(), last.value()));
      }
      default -> notFollowed(method);
    };
  }

  /** Puts into a dictionary what {@code dict(...)} and {@code update(...)} are given. */
  void fill(DictValue dict) {
    for (Value other : arguments.positional()) {
      Value known = Engine.known(other);
      Value pairs =
          known instanceof DictValue || known instanceof Value.Unknown
              ? known
              : pairs(engine.iteration.items(known, at));
      switch (pairs) {
        case DictValue more -> dict.putAll(more.entries());
        case Value.Unknown reason -> dict.poison(reason);
        default -> dict.poison(new Value.Unknown("what it is updated with is not known", at));
      }
    }
    arguments.named().forEach((name, value) -> dict.put(new Value.Str(name, at), value));
  }

  private Value pairs(Items items) {
    return items
        .unknown()
        .map(unknown -> (Value) unknown)
        .orElseGet(() -> engine.operators.dict(new ArrayList<>(items.values()), at));
  }
}
