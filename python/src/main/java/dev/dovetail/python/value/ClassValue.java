package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A class of the program that is no enum. */
public final class ClassValue implements Value {

  private final Node.ClassDef definition;
  private final String module;
  private final Origin at;
  private final List<Value> bases;
  private boolean dataclass;
  private final Map<String, Value> attributes = new LinkedHashMap<>();

  ClassValue(Node.ClassDef definition, String module, Origin at, List<Value> bases) {
    this.definition = definition;
    this.module = module;
    this.at = at;
    this.bases = List.copyOf(bases);
  }

  public String name() {
    return definition.name();
  }

  /** As it is written: annotations, keywords and decorators are read here. */
  public Node.ClassDef definition() {
    return definition;
  }

  /** The path of the file that defines it. */
  public String module() {
    return module;
  }

  public Origin at() {
    return at;
  }

  /** Classes of the program, of libraries, or unknown ones. */
  public List<Value> bases() {
    return bases;
  }

  /** Its own attributes, in the order they were assigned. */
  public Map<String, Value> attributes() {
    return attributes;
  }

  /** Whether its initializer is made of its annotated fields. */
  public boolean isDataclass() {
    return dataclass;
  }

  void becomeDataclass() {
    dataclass = true;
  }
}
