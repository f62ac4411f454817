package dev.dovetail.core.convention;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A place where what a convention says is built, so that it can be compared in the catalog's own
 * words: {@code varchar(255)} is {@code character varying(255)} there.
 */
public interface Scratch {

  /** Where a table of this name can be made. */
  ObjectName place(String table);

  /** Runs the statements, passing over what is refused, and gives the table that they make. */
  Optional<Schema.Table> build(ObjectName place, List<String> statements);
}
