package dev.dovetail.core.judge;

/** A kind of fault that findings are made of: what it is called, and how much it weighs. */
public sealed interface Fault permits Rule, ListedFault, GuardFault {

  /** In kebab-case, named after the fault: it reads after "allow". */
  String id();

  /** How much its findings weigh unless a configuration, or the finding itself, says otherwise. */
  Severity severity();

  /** One line: what it finds. */
  String summary();

  default Category category() {
    return Category.DRIFT;
  }

  /** Whether the files of a repository show it, and so {@code check} finds it. */
  default boolean isInFiles() {
    return true;
  }

  /** Whether it is asked where no configuration speaks of it: not what most healthy code does. */
  default boolean onByDefault() {
    return true;
  }
}
