package dev.dovetail.core.schema;

import java.util.Optional;

/**
 * A column that refers to another table and has no foreign key, on purpose.
 *
 * @param service empty for every service that has such a column
 * @param column as in {@code link_tokens.user_id}
 */
public record OmittedKey(Optional<String> service, String column, String reason) {

  /** Whether it speaks of this column of a service. */
  public boolean means(String ofService, String ofColumn) {
    return column.equals(ofColumn) && service.map(ofService::equals).orElse(true);
  }
}
