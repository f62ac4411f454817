package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.Map;

/** A function or lambda of the program, with what it closes over. */
public final class Function implements Value {

  private final String name;
  private final Node.Parameters parameters;
  private final List<Node.Stmt> body;
  private final Map<String, Value> defaults;
  private final Scope scope;
  private final Origin at;

  Function(
      String name,
      Node.Parameters parameters,
      List<Node.Stmt> body,
      Map<String, Value> defaults,
      Scope scope,
      Origin at) {
    this.name = name;
    this.parameters = parameters;
    this.body = List.copyOf(body);
    this.defaults = Map.copyOf(defaults);
    this.scope = scope;
    this.at = at;
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

  Scope scope() {
    return scope;
  }
}
