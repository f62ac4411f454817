package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A function or lambda of the program, with what it closes over. */
public final class Function implements Value {

  private final String name;
  private final Node.Parameters parameters;
  private final List<Node.Stmt> body;
  private final Map<String, Value> defaults;
  private final Scope scope;
  private final Origin at;
  private final boolean generates;
  private final Map<String, Value> attributes = new TreeMap<>();
  private Optional<Value> owner = Optional.empty();
  private Optional<Reach> reach = Optional.empty();

  /**
   * What its body speaks of.
   *
   * @param imports whether it imports something of its own
   */
  record Reach(Set<String> names, boolean imports) {}

  Function(
      String name,
      Node.Parameters parameters,
      List<Node.Stmt> body,
      Map<String, Value> defaults,
      Scope scope,
      Origin at,
      boolean generates) {
    this.name = name;
    this.parameters = parameters;
    this.body = List.copyOf(body);
    this.defaults = Map.copyOf(defaults);
    this.scope = scope;
    this.at = at;
    this.generates = generates;
  }

  /** Its name; of a lambda {@code <lambda>}. */
  public String name() {
    return name;
  }

  public Node.Parameters parameters() {
    return parameters;
  }

  public List<Node.Stmt> body() {
    return body;
  }

  public Origin at() {
    return at;
  }

  Map<String, Value> defaults() {
    return defaults;
  }

  Reach reach() {
    if (reach.isEmpty()) {
      Set<String> names = new LinkedHashSet<>();
      Descent.names(body).forEach(one -> names.add(one.id()));
      reach = Optional.of(new Reach(names, Descent.imports(body)));
    }
    return reach.get();
  }

  Scope scope() {
    return scope;
  }

  /** Whether it yields: a call makes an iterator. */
  boolean generates() {
    return generates;
  }

  Map<String, Value> attributes() {
    return attributes;
  }

  /** The class whose method it is. */
  Optional<Value> owner() {
    return owner;
  }

  void owner(Value type) {
    owner = Optional.of(owner.orElse(type));
  }
}
