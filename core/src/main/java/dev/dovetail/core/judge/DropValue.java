package dev.dovetail.core.judge;

/** No version of PostgreSQL takes a label away. */
final class DropValue extends CertainFailure {

  DropValue() {
    super(
        "drop-value",
        Category.MIGRATIONS,
        "ALTER TYPE ... DROP VALUE is in no version of PostgreSQL",
        Cause.DROP_VALUE,
        new Words(
            "no version of PostgreSQL takes a label away from a type",
            "create the type anew without the label, move the columns to it, and drop the old one;"
                + " or leave the label unused"));
  }
}
