package dev.dovetail.core.judge;

/** A default, a row, a comparison or a cast names a label that the type does not have. */
final class LabelUnknownToType extends CertainFailure {

  LabelUnknownToType() {
    super(
        "label-unknown-to-type",
        Category.MIGRATIONS,
        "a migration writes a label that the type does not have",
        Cause.LABEL,
        new Words(
            "the type has no such label at that point",
            "write a label that the type has by then (labels are case-sensitive, and a member is"
                + " stored by name unless `values_callable` is given), or add it in an earlier"
                + " migration"),
        new Words(
            "the type has no such label at that point",
            "write a label that the type has by then (labels are case-sensitive), or add it in an"
                + " earlier migration"));
  }
}
