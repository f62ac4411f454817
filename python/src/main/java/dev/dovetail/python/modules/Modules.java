package dev.dovetail.python.modules;

import dev.dovetail.core.source.Tree;
import dev.dovetail.python.syntax.PythonFile;
import java.util.Optional;

/** Finds the file that an import means. Built once per tree, in time linear in its files. */
public final class Modules {

  private final Tree tree;

  public Modules(Tree tree) {
    this.tree = tree;
  }

  /**
   * The module that {@code import name} in a file means; empty when it is none of the repository's,
   * or when several of the same name are equally near.
   *
   * @param from the importing file
   */
  public Optional<Module> find(String name, String from) {
    return Optional.empty();
  }

  /**
   * The module that {@code from ..name import} in a file means.
   *
   * @param level how many dots
   * @param name may be empty
   */
  public Optional<Module> relative(int level, String name, String from) {
    return Optional.empty();
  }

  /** The module of a name inside a package. */
  public Optional<Module> child(Module parent, String name) {
    return Optional.empty();
  }

  /** A file's tree, parsed once; empty where there is no such file, or it cannot be decoded. */
  public Optional<PythonFile> parse(String path) {
    return tree.read(path).isEmpty() ? Optional.empty() : Optional.empty();
  }
}
