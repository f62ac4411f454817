package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * One configured tree of Alembic.
 *
 * @param folder where the configuration stands
 * @param scripts the folder with {@code env.py}
 * @param versions the folders with the migrations, in the order in which they are read
 * @param recursive whether folders below those are read too
 * @param section of the configuration
 * @param url of the database, where the configuration says one
 * @param fault why the folders cannot be read
 */
record Configuration(
    String folder,
    String scripts,
    List<String> versions,
    boolean recursive,
    String section,
    Optional<String> url,
    Optional<String> fault,
    Origin origin) {
  Configuration {
    versions = List.copyOf(versions);
  }
}
