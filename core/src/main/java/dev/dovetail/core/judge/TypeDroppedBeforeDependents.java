package dev.dovetail.core.judge;

/** A type goes last. */
final class TypeDroppedBeforeDependents extends CertainFailure {

  TypeDroppedBeforeDependents() {
    super(
        "type-dropped-before-dependents",
        Category.MIGRATIONS,
        "a type is dropped while columns or other objects still use it",
        Cause.DEPENDENTS,
        new Words(
            "something still uses the type",
            "drop or alter first what uses it, then the type; never with CASCADE, which drops the"
                + " columns too"));
  }
}
