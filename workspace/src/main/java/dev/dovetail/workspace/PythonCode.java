package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.util.List;

/** What Python code declares. */
final class PythonCode implements Code {

  PythonCode(Tree tree, List<Service> services) {}

  @Override
  public Facts of(Service service) {
    return Facts.NONE;
  }
}
