package dev.dovetail.verify;

import dev.dovetail.core.compare.ModelDifference;
import dev.dovetail.core.compare.ModelDifference.DefaultDiffers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a server how it would show the defaults that models write: {@code 'open'} is {@code
 * 'open'::character varying} in the catalog. What it shows alike is no difference, and what it does
 * not take is not known to be one.
 */
final class Defaults {

  private static final ObjectName PLACE = new ObjectName("dovetail_scratch", "defaults");

  /** A table has at most 1600 columns. */
  private static final int MOST = 1000;

  private Defaults() {}

  static List<ModelDifference> settled(List<ModelDifference> differences, Database database)
      throws ServerException {
    List<DefaultDiffers> asked =
        differences.stream()
            .filter(DefaultDiffers.class::isInstance)
            .map(DefaultDiffers.class::cast)
            .limit(MOST)
            .toList();
    if (asked.isEmpty()) {
      return differences;
    }
    List<ModelDifference> settled = new ArrayList<>(differences);
    settled.removeIf(DefaultDiffers.class::isInstance);
    Schema.Table shown = shown(asked, database);
    for (int i = 0; i < asked.size(); i++) {
      Optional<String> text = shown.column("c" + i).flatMap(Schema.Column::defaultText);
      if (text.isPresent() && !text.get().equals(asked.get(i).actual())) {
        settled.add(asked.get(i));
      }
    }
    return settled;
  }

  private static Schema.Table shown(List<DefaultDiffers> asked, Database database)
      throws ServerException {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      columns.add(
          "ALTER TABLE %s ADD COLUMN c%d %s DEFAULT %s"
              .formatted(
                  PLACE.quoted(), i, asked.get(i).pair().actual().type(), asked.get(i).declared()));
    }
    database.run("CREATE SCHEMA %s; CREATE TABLE %s ()".formatted(PLACE.schema(), PLACE.quoted()));
    try {
      if (!runs(database, String.join(";\n", columns))) {
        columns.forEach(column -> runs(database, column));
      }
      return Optional.ofNullable(database.introspect().tables().get(PLACE)).orElseThrow();
    } finally {
      database.run("DROP SCHEMA %s CASCADE".formatted(PLACE.schema()));
    }
  }

  private static boolean runs(Database database, String sql) {
    try {
      database.run(sql);
      return true;
    } catch (ServerException e) {
      return false;
    }
  }
}
