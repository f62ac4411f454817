package dev.dovetail.core.judge;

/** A default, a view, an index or a check keeps to the old type when a column gets a new one. */
final class RecreationForgets extends CertainFailure {

  RecreationForgets() {
    super(
        "recreation-forgets",
        Category.MIGRATIONS,
        "a column gets another type while a default, view, index or check holds on to the old one",
        Cause.FORGOTTEN,
        new Words(
            "something holds on to the old type",
            "drop the default, view, index, check or policy first, alter the column, and create it"
                + " again with the new type; where labels are only added, `ALTER TYPE ... ADD"
                + " VALUE` needs none of this"));
  }
}
