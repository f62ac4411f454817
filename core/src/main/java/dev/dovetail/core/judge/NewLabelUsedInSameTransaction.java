package dev.dovetail.core.judge;

/** A label is there for others, and for use, when the transaction that added it has ended. */
final class NewLabelUsedInSameTransaction extends CertainFailure {

  NewLabelUsedInSameTransaction() {
    super(
        "new-label-used-in-same-transaction",
        Category.MIGRATIONS,
        "a label is used in the transaction that adds it",
        Cause.NEW_LABEL,
        new Words(
            "a label can be used when the transaction that added it has been committed; PostgreSQL"
                + " 17 and later make one exception, for a type that was created in the same"
                + " transaction",
            "add the label in `with op.get_context().autocommit_block():`; or use it in a later"
                + " migration, with `transaction_per_migration=True` in env.py"),
        new Words(
            "a label can be used when the transaction that added it has been committed; PostgreSQL"
                + " 17 and later make one exception, for a type that was created in the same"
                + " transaction",
            "add the label in a file of its own, before the one that uses it"));
  }
}
