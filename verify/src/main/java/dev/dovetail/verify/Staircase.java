package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.compare.SchemaPart;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.verified.Check;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From an empty database to the head, one revision at a time; on each stair, where it is asked for,
 * down and up again. What a stair leaves broken is mended before the next one, so that each is
 * judged by itself.
 */
final class Staircase {

  private final Site site;
  private final Map<String, String> oneWay;
  private final boolean backAndForth;
  private final boolean guards;
  private final boolean branched;

  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> reruns = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Grade> grades = new TreeMap<>();
  private final Map<SchemaPart, Revision> makers = new HashMap<>();

  private Database database;
  private Schema schema;

  private Staircase(Site site, Map<String, String> oneWay, boolean backAndForth, boolean guards)
      throws ServerException {
    this.site = site;
    this.oneWay = oneWay;
    this.backAndForth = backAndForth;
    this.guards = guards;
    this.branched = isBranched(site.revisions());
    this.database = site.fresh();
    this.schema = site.schema(database);
  }

  /** How far a revision can be taken back. */
  enum Grade {
    REVERSIBLE("reversible"),
    LOSSY("lossy"),
    ONE_WAY("one-way");

    private final String word;

    Grade(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * What came of it.
   *
   * @param failure of the first revision that could not be applied
   * @param top what the database held at the end of the way up
   * @param findings of the way back and forth
   * @param reruns findings of guarded migrations that were run on their own result
   * @param grades by revision
   * @param makers the revision that made each part
   */
  record Climbed(
      Optional<Failure> failure,
      Schema top,
      List<Finding> findings,
      List<Finding> reruns,
      List<String> lines,
      Map<String, Grade> grades,
      Map<SchemaPart, Revision> makers) {}

  /**
   * @param oneWay revisions that are said to have no way back, with the reason
   * @param backAndForth whether each stair is taken down and up again
   * @param guards whether guarded migrations are run on their own result
   */
  static Climbed climb(Site site, Map<String, String> oneWay, boolean backAndForth, boolean guards)
      throws ServerException {
    return new Staircase(site, oneWay, backAndForth, guards).climb();
  }

  private Climbed climb() throws ServerException {
    List<Revision> revisions = site.revisions();
    Optional<Failure> failure = Optional.empty();
    for (int i = 0; i < revisions.size() && failure.isEmpty(); i++) {
      Revision revision = revisions.get(i);
      site.tell(Check.STAIRS, i + 1, revisions.size(), revision.id());
      failure = up(revision, revisions.subList(0, i));
    }
    site.drop(database);
    return new Climbed(failure, schema, findings, reruns, lines, grades, makers);
  }

  /** One stair. */
  private Optional<Failure> up(Revision revision, List<Revision> below) throws ServerException {
    Schema before = schema;
    boolean guarded = guards && Guards.claimed(site.text(revision));
    Optional<Versions> stood = guarded ? Versions.in(database) : Optional.empty();
    Ran up = site.upgrade(database, revision.id());
    if (!up.worked()) {
      schema = left(before);
      return up.failure();
    }
    schema = site.schema(database);
    for (SchemaDifference made : SchemaDifference.between(before, schema, Measure.SERVER)) {
      if (made.isNew()) {
        makers.putIfAbsent(made.part(), revision);
      }
    }
    if (guarded) {
      Optional<Finding> finding = Rerun.of(site, database, revision, stood, schema);
      if (finding.isPresent()) {
        reruns.add(finding.get());
        mend(revision, below);
      }
    }
    if (backAndForth) {
      Optional<String> declared = Optional.ofNullable(oneWay.get(revision.id()));
      if (declared.isPresent()) {
        grades.put(revision.id(), Grade.ONE_WAY);
        lines.add("%s is one-way, as declared: %s".formatted(revision.id(), declared.get()));
      } else if (site.history().oneWay().contains(revision.id())) {
        grades.put(revision.id(), Grade.ONE_WAY);
      } else {
        backAndForth(revision, below, before);
      }
    }
    return Optional.empty();
  }

  /** What a revision had committed before it failed stays; a server that is gone tells nothing. */
  private Schema left(Schema before) {
    try {
      return site.schema(database);
    } catch (ServerException e) {
      return before;
    }
  }

  private void backAndForth(Revision revision, List<Revision> below, Schema before)
      throws ServerException {
    Stair stair = Stair.tread(site, database, revision, below(revision), before, schema);
    grades.put(revision.id(), stair.grade());
    findings.addAll(stair.findings());
    stair.line().ifPresent(lines::add);
    if (!stair.standsAgain()) {
      mend(revision, below);
    }
  }

  /** Brings the database to where it stood after the revision, if it does not stand there. */
  private void mend(Revision revision, List<Revision> below) throws ServerException {
    if (SchemaDifference.between(schema, site.schema(database), Measure.SERVER).isEmpty()
        && Versions.in(database).map(v -> v.names(revision.id())).orElse(true)) {
      return;
    }
    site.drop(database);
    database = site.fresh();
    // Of a branch the head alone is not all; and what fails in one command may work in several.
    if (branched || !site.upgrade(database, revision.id()).worked()) {
      List<Revision> stairs = new ArrayList<>(below);
      stairs.add(revision);
      for (Revision stair : stairs) {
        site.upgrade(database, stair.id());
      }
    }
  }

  /** What the tool has to be told so that it takes just this revision back. */
  private String below(Revision revision) {
    String parent = revision.parents().isEmpty() ? "base" : revision.parents().get(0);
    return branched ? revision.id() + "@" + parent : parent;
  }

  private static boolean isBranched(List<Revision> revisions) {
    Map<String, Integer> children = new HashMap<>();
    for (Revision revision : revisions) {
      if (revision.parents().size() > 1 || !revision.dependsOn().isEmpty()) {
        return true;
      }
      String parent = revision.parents().isEmpty() ? "" : revision.parents().get(0);
      if (children.merge(parent, 1, Integer::sum) > 1) {
        return true;
      }
    }
    return false;
  }
}
