package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.verified.Check;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import java.util.List;
import java.util.Optional;

/**
 * From an empty database to the head in one command, and what follows from standing there: another
 * upgrade, the way down to base, and up again.
 *
 * @param empty what the database held before
 * @param top what it held at the head; what the failure left of it, where it failed
 */
record Ascent(Site site, Database database, Ran ran, Schema empty, Schema top) {

  static Ascent of(Site site) throws ServerException {
    Database database = site.fresh();
    Schema empty = site.schema(database);
    site.tell(Check.FRESH, 1, 1, site.top());
    Ran ran = site.upgrade(database, site.top());
    return new Ascent(site, database, ran, empty, site.schema(database));
  }

  Optional<Failure> failure() {
    return ran.failure();
  }

  /** An upgrade at the head has nothing to do. */
  List<Finding> again() throws ServerException {
    site.tell(Check.RERUN, 1, 1, site.top());
    Ran second = site.upgrade(database, site.top());
    List<SchemaDifference> differences =
        SchemaDifference.between(top, site.schema(database), Measure.SERVER);
    if (second.worked() && second.begun().isEmpty() && differences.isEmpty()) {
      return List.of();
    }
    String what =
        second
            .failure()
            .map(failure -> "fails with " + Words.refusal(failure))
            .or(() ->
                second.begun().stream().findFirst().map(id -> "runs `%s` again".formatted(id)))
            .orElseGet(() -> "changes the schema: " + Words.some(differences));
    return List.of(
        FindingBuilder.of(
                ReplayFault.UPGRADE_AT_HEAD_CHANGES_SCHEMA,
                site.service(),
                second.failure().map(site::problem).map(p -> p.origin()).orElseGet(site::home))
            .says(
                "at head",
                "a second `upgrade %s` %s".formatted(site.top(), what),
                "leave the schema to the migrations: look in env.py for what is done at each run"));
  }

  /** Down to base, and up again. */
  Descent descent() throws ServerException {
    site.tell(Check.LEFTOVERS, 1, 2, "base");
    Ran down = site.downgrade(database, "base");
    Schema base = site.schema(database);
    if (!down.worked()) {
      return new Descent(down, base, List.of(), Optional.empty(), Optional.empty());
    }
    site.tell(Check.LEFTOVERS, 2, 2, site.top());
    Ran again = site.upgrade(database, site.top());
    return new Descent(
        down,
        base,
        SchemaDifference.between(empty, base, Measure.SERVER),
        Optional.of(again),
        Optional.of(site.schema(database)));
  }

  /**
   * What came of the way down.
   *
   * @param base what the database held at base
   * @param left how that differs from an empty one
   * @param again the way up after it
   */
  record Descent(
      Ran down,
      Schema base,
      List<SchemaDifference> left,
      Optional<Ran> again,
      Optional<Schema> top) {}
}
