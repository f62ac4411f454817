package dev.dovetail.python.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names and their values: of a module, a function call, a class body or a comprehension. */
final class Scope {

  /** The kinds of scope that Python tells apart when it looks for a name. */
  enum Kind {
    MODULE,
    FUNCTION,
    CLASS,
    COMPREHENSION
  }

  private final Kind kind;
  private final String path;
  private final Optional<Scope> outer;
  private final Set<String> locals;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /**
   * @param path the file whose code runs here
   * @param locals in a function, the names it assigns anywhere: reading one before that is an error
   */
  Scope(Kind kind, String path, Optional<Scope> outer, Set<String> locals) {
    this.kind = kind;
    this.path = path;
    this.outer = outer;
    this.locals = locals;
  }

  Kind kind() {
    return kind;
  }

  String path() {
    return path;
  }

  Optional<Scope> outer() {
    return outer;
  }

  Set<String> locals() {
    return locals;
  }

  Map<String, Value> values() {
    return values;
  }

  Optional<Value> own(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Scope module() {
    Scope scope = this;
    while (scope.outer.isPresent()) {
      scope = scope.outer.get();
    }
    return scope;
  }
}
