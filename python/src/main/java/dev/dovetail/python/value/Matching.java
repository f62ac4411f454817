package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs {@code match}: finds the case that a value meets, and what its names are bound to. */
final class Matching {

  /** Classes of Python whose one positional pattern takes the value itself. */
  private static final Set<String> WHOLE =
      Set.of(
          "bool",
          "bytearray",
          "bytes",
          "dict",
          "float",
          "frozenset",
          "int",
          "list",
          "set",
          "str",
          "tuple");

  private static final Value YES = new Value.Bool(true);
  private static final Value NO = new Value.Bool(false);

  private final Engine engine;

  Matching(Engine engine) {
    this.engine = engine;
  }

  Flow run(Node.Match match, Scope scope) {
    Value subject = engine.expressions.evaluate(match.subject(), scope);
    for (int i = 0; i < match.cases().size(); i++) {
      engine.budget.step();
      Node.MatchCase each = match.cases().get(i);
      Origin at = Engine.at(scope, each.span());
      Map<String, Value> bound = new LinkedHashMap<>();
      Value meets = meets(each.pattern(), subject, scope, bound, at);
      if (isYes(meets)) {
        bound.forEach((name, value) -> engine.assigning.set(name, value, scope));
        if (each.guard().isPresent()) {
          Node.Expr guard = each.guard().get();
          meets = engine.operators.truth(engine.expressions.evaluate(guard, scope), at);
        }
      }
      if (meets instanceof Value.Unknown reason) {
        return unsure(reason, match.cases().subList(i, match.cases().size()), scope);
      }
      if (isYes(meets)) {
        return engine.statements.run(each.body(), scope);
      }
    }
    return Flow.NEXT;
  }

  private Flow unsure(Value.Unknown reason, List<Node.MatchCase> cases, Scope scope) {
    return Statements.settle(
        engine.statements.unsure(
            reason,
            cases.stream().map(Node.MatchCase::body).toList(),
            scope,
            () ->
                cases.stream()
                    .flatMap(each -> each.pattern().names().stream())
                    .forEach(name -> engine.assigning.set(name, reason, scope))));
  }

  private static boolean isYes(Value truth) {
    return truth instanceof Value.Bool known && known.value();
  }

  /** Whether a value meets a pattern: a {@link Value.Bool}, or why that is not known. */
  private Value meets(
      Pattern pattern, Value subject, Scope scope, Map<String, Value> bound, Origin at) {
    engine.budget.enter();
    try {
      return switch (pattern) {
        case Pattern.Capture capture -> {
          capture.name().ifPresent(name -> bound.put(name, subject));
          yield YES;
        }
        case Pattern.Star star -> YES;
        case Pattern.Exactly exactly -> {
          Value wanted = engine.expressions.evaluate(exactly.value(), scope);
          boolean same = wanted instanceof Value.None || wanted instanceof Value.Bool;
          yield engine.operators.truth(
              engine.operators.compare(same ? "is" : "==", subject, wanted, at), at);
        }
        case Pattern.As as -> {
          Value inner = meets(as.pattern(), subject, scope, bound, at);
          bound.put(as.name(), subject);
          yield inner;
        }
        case Pattern.Or or -> any(or, subject, scope, bound, at);
        case Pattern.Sequence sequence -> sequence(sequence, subject, scope, bound, at);
        case Pattern.Mapping mapping -> mapping(mapping, subject, scope, bound, at);
        case Pattern.OfClass type -> ofClass(type, subject, scope, bound, at);
      };
    } finally {
      engine.budget.leave();
    }
  }

  private Value any(
      Pattern.Or or, Value subject, Scope scope, Map<String, Value> bound, Origin at) {
    for (Pattern choice : or.choices()) {
      Value meets = meets(choice, subject, scope, bound, at);
      if (meets instanceof Value.Unknown || isYes(meets)) {
        return meets;
      }
    }
    return NO;
  }

  private Value all(
      List<Pattern> patterns,
      List<Value> values,
      Scope scope,
      Map<String, Value> bound,
      Origin at) {
    for (int i = 0; i < patterns.size(); i++) {
      Value meets = meets(patterns.get(i), values.get(i), scope, bound, at);
      if (!isYes(meets)) {
        return meets;
      }
    }
    return YES;
  }

  private static Value.Unknown unclear(Origin at) {
    return new Value.Unknown("whether an object meets this pattern is not known", at);
  }

  /** What is no list, tuple or dictionary of Python may still be meant to be one. */
  private Value otherwise(Value subject, Origin at) {
    boolean mayBe =
        subject instanceof Value.Constructed
            || subject instanceof Value.Library
            || subject instanceof Instance instance
                && engine.classes.unknownBase(instance.type()).isPresent();
    return mayBe ? unclear(at) : NO;
  }

  // ---- sequences

  private Value sequence(
      Pattern.Sequence pattern, Value subject, Scope scope, Map<String, Value> bound, Origin at) {
    Value known = Engine.known(subject);
    if (known instanceof Value.Unknown) {
      return known;
    }
    boolean isSequence =
        known instanceof ListValue || known instanceof Value.Tuple || known instanceof Value.Range;
    if (!isSequence) {
      return otherwise(known, at);
    }
    List<Value> values = engine.iteration.items(known, at).values();
    int star = -1;
    for (int i = 0; i < pattern.parts().size(); i++) {
      if (pattern.parts().get(i) instanceof Pattern.Star) {
        star = i;
      }
    }
    int fixed = pattern.parts().size() - (star < 0 ? 0 : 1);
    if (values.size() < fixed || star < 0 && values.size() > fixed) {
      return NO;
    }
    List<Value> aligned = new ArrayList<>(values);
    if (star >= 0) {
      int from = star;
      List<Value> rest = List.copyOf(values.subList(from, from + values.size() - fixed));
      aligned = new ArrayList<>(values.subList(0, from));
      aligned.add(new ListValue(rest));
      aligned.addAll(values.subList(from + rest.size(), values.size()));
      if (pattern.parts().get(from) instanceof Pattern.Star(Optional<String> name)) {
        name.ifPresent(it -> bound.put(it, new ListValue(rest)));
      }
    }
    return all(pattern.parts(), aligned, scope, bound, at);
  }

  // ---- mappings

  private Value mapping(
      Pattern.Mapping pattern, Value subject, Scope scope, Map<String, Value> bound, Origin at) {
    Value known = Engine.known(subject);
    if (known instanceof Value.Unknown) {
      return known;
    }
    if (!(known instanceof DictValue dict)) {
      return otherwise(known, at);
    }
    List<Value> keys = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Node.Expr key : pattern.keys()) {
      Value wanted = engine.expressions.evaluate(key, scope);
      if (Engine.known(wanted) instanceof Value.Unknown reason) {
        return reason;
      }
      Optional<Value> held = dict.get(wanted);
      if (held.isEmpty()) {
        return NO;
      }
      keys.add(wanted);
      values.add(held.get());
    }
    pattern
        .rest()
        .ifPresent(name -> {
          DictValue rest = new DictValue();
          dict.entries().stream()
              .filter(entry -> keys.stream().noneMatch(key -> Values.equal(key, entry.key())))
              .forEach(entry -> rest.put(entry.key(), entry.value()));
          bound.put(name, rest);
        });
    return all(pattern.values(), values, scope, bound, at);
  }

  // ---- classes

  private Value ofClass(
      Pattern.OfClass pattern, Value subject, Scope scope, Map<String, Value> bound, Origin at) {
    Value type = engine.expressions.evaluate(pattern.type(), scope);
    Value is = Types.isInstance(engine, subject, type, at);
    if (!isYes(is)) {
      return is;
    }
    List<Pattern> patterns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    boolean whole =
        pattern.positional().size() == 1
            && type instanceof Value.Builtin builtin
            && WHOLE.contains(builtin.name());
    if (whole) {
      Value meets = meets(pattern.positional().getFirst(), subject, scope, bound, at);
      if (!isYes(meets)) {
        return meets;
      }
    } else if (!pattern.positional().isEmpty()) {
      Optional<List<String>> places =
          type instanceof ClassValue own ? places(own) : Optional.empty();
      if (places.isEmpty() || places.get().size() < pattern.positional().size()) {
        return unclear(at);
      }
      names.addAll(places.get().subList(0, pattern.positional().size()));
      patterns.addAll(pattern.positional());
    }
    names.addAll(pattern.keywords());
    patterns.addAll(pattern.named());
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      try {
        values.add(engine.attributes.get(subject, name, at));
      } catch (PythonRaise missing) {
        if (missing.type().equals("AttributeError")) {
          return NO;
        }
        throw missing;
      }
    }
    return all(patterns, values, scope, bound, at);
  }

  /** What the places of a class pattern mean: {@code __match_args__}, or a dataclass's fields. */
  private Optional<List<String>> places(ClassValue type) {
    Optional<Value> written = engine.classes.find(type, "__match_args__");
    if (written.isPresent()) {
      return written.get() instanceof Value.Tuple(List<Value> elements)
              && elements.stream().allMatch(Value.Str.class::isInstance)
          ? Optional.of(elements.stream().map(name -> ((Value.Str) name).text()).toList())
          : Optional.empty();
    }
    boolean plain =
        type.isDataclass() && type.bases().stream().noneMatch(ClassValue.class::isInstance);
    return plain ? Optional.of(Classes.fields(type)) : Optional.empty();
  }
}
