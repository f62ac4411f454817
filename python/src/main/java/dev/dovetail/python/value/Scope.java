package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and their values: of a module, a function call, a class body or a comprehension. */
final class Scope {

  /** The kinds of scope that Python tells apart when it looks for a name. */
  enum Kind {
    MODULE,
    FUNCTION,
    CLASS,
    COMPREHENSION
  }

  /** The method that runs here: its class and its first argument. */
  record Method(Value owner, Value self) {}

  private final Kind kind;
  private final String path;
  private final Optional<Scope> outer;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Map<String, Scope> redirected = new HashMap<>();
  private Optional<Naming> taken = Optional.empty();
  private Optional<PythonRaise> handling = Optional.empty();
  private Optional<Value.Unknown> moreNames = Optional.empty();
  private Optional<Method> method = Optional.empty();
  private final List<Value> yields = new ArrayList<>();
  private Optional<Value.Unknown> yieldsUnknown = Optional.empty();
  private Optional<Yielding> yielding = Optional.empty();
  private boolean returnsInert = true;
  private boolean returnsNothing = true;
  private Optional<Value.Unknown> mayHaveReturned = Optional.empty();

  /**
   * @param path the file whose code runs here
   */
  Scope(Kind kind, String path, Optional<Scope> outer) {
    this.kind = kind;
    this.path = path;
    this.outer = outer;
  }

  Kind kind() {
    return kind;
  }

  /** What is to be held instead of the values that names get, as in the body of an enum. */
  void taking(Naming naming) {
    taken = Optional.of(naming);
  }

  /** Sets a name of this very scope. */
  void put(String name, Value value) {
    values.put(name, taken.map(naming -> naming.take(name, value)).orElse(value));
  }

  /** What a name comes to hold when it is set. */
  interface Naming {
    Value take(String name, Value value);
  }

  String path() {
    return path;
  }

  Optional<Scope> outer() {
    return outer;
  }

  Map<String, Value> values() {
    return values;
  }

  Optional<Value> own(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Looks a name up as code in this scope would; a class's names are seen by its own body only. */
  Optional<Value> find(String name) {
    Scope scope = redirected.getOrDefault(name, this);
    boolean first = true;
    while (true) {
      Optional<Value> found =
          first || scope.kind != Kind.CLASS ? scope.own(name) : Optional.empty();
      if (found.isPresent() || scope.outer.isEmpty()) {
        return found;
      }
      first = false;
      scope = scope.outer.get();
    }
  }

  /** The scope in which an assignment of this name lands. */
  Scope owner(String name) {
    return redirected.getOrDefault(name, this);
  }

  /** {@code global name} or {@code nonlocal name}. */
  void redirect(String name, boolean nonlocal) {
    Scope target = module();
    if (nonlocal) {
      Optional<Scope> around = outer;
      while (around.isPresent() && around.get().own(name).isEmpty()) {
        around = around.get().outer;
      }
      target = around.orElse(this);
    }
    redirected.put(name, target);
  }

  Scope module() {
    Scope scope = this;
    while (scope.outer.isPresent()) {
      scope = scope.outer.get();
    }
    return scope;
  }

  /** The scope of the function, class or module around a comprehension: where := assigns. */
  Scope outsideComprehensions() {
    Scope scope = this;
    while (scope.kind == Kind.COMPREHENSION && scope.outer.isPresent()) {
      scope = scope.outer.get();
    }
    return scope;
  }

  /** The exception that an except block here is handling. */
  Optional<PythonRaise> handling() {
    return handling;
  }

  void handling(Optional<PythonRaise> exception) {
    handling = exception;
  }

  /** Why a module may have names that are not listed: a star import of something unknown. */
  Optional<Value.Unknown> moreNames() {
    return moreNames;
  }

  void moreNames(Value.Unknown reason) {
    moreNames = Optional.of(moreNames.orElse(reason));
  }

  Optional<Method> method() {
    return method;
  }

  void inMethodOf(Value owner, Arguments arguments) {
    if (!arguments.positional().isEmpty()) {
      method = Optional.of(new Method(owner, arguments.positional().getFirst()));
    }
  }

  /** Takes a value that the function here may return. */
  void mayReturn(Value value) {
    returnsInert &= Inert.is(value);
    returnsNothing &= value instanceof Value.None;
  }

  /** The function here goes on, though it is not known whether it returned before. */
  void mayHaveReturned(Value.Unknown reason) {
    mayHaveReturned = Optional.of(mayHaveReturned.orElse(reason));
  }

  /** What the function here gives, if it does not give something else before. */
  Value returned(Value last) {
    if (mayHaveReturned.isEmpty()) {
      return last;
    }
    mayReturn(last);
    return returnsNothing ? last : mayHaveReturned.get().as(returnsInert);
  }

  /** Whether all that the function here may have returned is inert. */
  boolean returnsInert() {
    return returnsInert;
  }

  /** What is done with a value that is yielded, before the function goes on. */
  interface Yielding {
    void take(Value value);
  }

  void yielding(Yielding taker) {
    yielding = Optional.of(taker);
  }

  /** Who takes what the function here yields, while it runs. */
  Optional<Yielding> yielding() {
    return yielding;
  }

  /** Takes a value that the function here yields, or notes why it is not known what it yields. */
  void give(Items items) {
    yieldsUnknown = yieldsUnknown.or(items::unknown);
    yields.addAll(items.values());
  }

  /** All that was yielded. */
  Value yielded() {
    return yieldsUnknown.map(unknown -> (Value) unknown).orElseGet(() -> new IteratorValue(yields));
  }
}
