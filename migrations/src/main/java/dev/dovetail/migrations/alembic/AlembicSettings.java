package dev.dovetail.migrations.alembic;

import java.util.Optional;

/**
 * What Alembic itself would be told, to run a tree. Paths are relative to the files' root.
 *
 * @param file {@code alembic.ini} or {@code pyproject.toml}; empty where the tree has neither
 * @param section of that file
 * @param folder from which the commands are run
 * @param scripts the folder with {@code env.py}
 * @param url of the database, as it is written there
 */
public record AlembicSettings(
    Optional<String> file, String section, String folder, String scripts, Optional<String> url) {}
