package dev.dovetail.verify;

import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.postgres.ServerException;
import java.util.Optional;

/** A check that asks what was made, once the head is reached. */
interface AtHead {

  Check kind();

  /**
   * Leaves the database as it was met. Empty where there is nothing to check.
   *
   * @param ascent of the service, at the head
   */
  Optional<Checked> of(Ascent ascent) throws ServerException;
}
