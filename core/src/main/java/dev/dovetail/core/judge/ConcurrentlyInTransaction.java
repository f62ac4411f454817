package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import java.util.Optional;

/** What works without a lock cannot be undone, so PostgreSQL refuses it in a transaction. */
final class ConcurrentlyInTransaction extends CertainFailure {

  ConcurrentlyInTransaction() {
    super(
        "concurrently-in-transaction",
        Category.SAFETY,
        "an index is built or dropped CONCURRENTLY inside a transaction",
        Cause.CONCURRENTLY,
        new Words(
            "the migration runs in a transaction",
            "put it into `with op.get_context().autocommit_block():`, in a migration of its own; a"
                + " folder of SQL has its own word for no transaction"),
        new Words(
            "the migration runs in a transaction",
            "give it a file of its own that is sent outside a transaction, in the word of its tool:"
                + " `-- +goose NO TRANSACTION`, `-- migrate:up transaction:false`, `--"
                + " no-transaction`"));
  }

  @Override
  Optional<Suggestion> corrected(Origin.InFile place) {
    return Optional.of(
        Suggestion.unsafe("run it outside the transaction", new Edit.OutsideTransaction(place)));
  }
}
