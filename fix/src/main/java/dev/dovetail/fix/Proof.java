package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.ModelComparer;
import dev.dovetail.core.compare.ModelDifference;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ModelFindings;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Draft;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.Rehearsal;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Mirror;
import dev.dovetail.workspace.Service;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tries a draft: what {@code check} says of the repository with it, and what it does to a real
 * database, where its service's own tool runs it. Whatever is not as it was meant refutes it.
 */
final class Proof {

  private final Remedy remedy;
  private final String service;
  private final Desk desk;
  private final State before;
  private final State after;
  private final Draft draft;
  private final List<String> sentences = new ArrayList<>();

  Proof(Remedy remedy, String service, Desk desk, State before, State after, Draft draft) {
    this.remedy = remedy;
    this.service = service;
    this.desk = desk;
    this.before = before;
    this.after = after;
    this.draft = draft;
  }

  /** What came of it. */
  sealed interface Verdict {
    /** It does what it is to do, and nothing else. */
    record Proven(List<String> sentences) implements Verdict {}

    /** It does not. */
    record Refuted(String reason) implements Verdict {}

    /** It cannot be tried here. */
    record Untried(String reason) implements Verdict {}
  }

  Verdict on(Supplier<Cluster> clusters, RunOptions options) throws ConfigurationException {
    Optional<String> objection = objectionOfCheck();
    if (objection.isPresent()) {
      return new Verdict.Refuted(objection.get());
    }
    Optional<Service> found = after.service(service);
    if (found.isEmpty()) {
      return new Verdict.Refuted("its service is not found any more");
    }
    Optional<Rehearsal.Scene> scene = remedy.scene(desk, draft);
    if (scene.isEmpty()) {
      return ofCode(found.get(), clusters.get());
    }
    Cluster cluster = clusters.get();
    Optional<String> ran = objectionToEditing(cluster, options, scene.get());
    if (ran.isPresent()) {
      return new Verdict.Refuted(ran.get());
    }
    Map<String, String> files = new TreeMap<>(after.tree().texts());
    try (Mirror mirror = Mirror.of(options.root(), files)) {
      Rehearsal.Result result =
          Rehearsal.of(
              after.workspace(), found.get(), cluster, options.at(mirror.root()), scene.get());
      return switch (result) {
        case Rehearsal.NotRun(String reason) ->
            new Verdict.Untried("it cannot be tried here: " + reason);
        case Rehearsal.Failed failed -> new Verdict.Refuted(words(failed));
        case Rehearsal.Worked worked -> judge(worked, found.get(), cluster);
      };
    } catch (IOException e) {
      return new Verdict.Untried("it cannot be tried here: " + e.getMessage());
    }
  }

  /** What the code stores now, against what its migrations really make. */
  private Verdict ofCode(Service found, Cluster cluster) throws ConfigurationException {
    Optional<Schema> schema = desk.replayed().get().map(Desk.Head::schema);
    if (schema.isEmpty()) {
      return new Verdict.Untried("the migrations cannot be run to their head here");
    }
    List<Comparison> enums = after.workspace().enums(found).apply(schema.get());
    Optional<String> objection = remedy.objection(List.of(), schema.get(), enums);
    if (objection.isPresent()) {
      return new Verdict.Refuted(objection.get());
    }
    sentences.add(
        "on PostgreSQL %d, at the head: the database accepts all that the code stores then; no migration is needed"
            .formatted(cluster.version().major()));
    return new Verdict.Proven(List.copyOf(sentences));
  }

  private String words(Rehearsal.Failed failed) {
    String refusal =
        failed.failure().message()
            + failed.failure().sqlstate().map(state -> " (" + state + ")").orElse("");
    boolean own = failed.begun().filter(draft.revision()::equals).isPresent();
    return own
        ? "it fails %s: %s".formatted(failed.doing(), refusal)
        : "the migrations before it fail%s: %s"
            .formatted(failed.begun().map(id -> " in " + id).orElse(""), refusal);
  }

  // ---- what check says

  private Optional<String> objectionOfCheck() {
    Set<String> was = fingerprints(before.report().findings());
    List<Finding> fresh =
        after.report().findings().stream()
            .filter(finding -> !was.contains(finding.fingerprint()))
            .toList();
    List<Finding> mended = before.findings(service).stream().filter(remedy::mends).toList();
    Set<String> is = fingerprints(after.report().findings());
    Optional<Finding> left =
        mended.stream().filter(finding -> is.contains(finding.fingerprint())).findFirst();
    if (left.isPresent()) {
      return Optional.of("`check` still says: " + left.get().message());
    }
    Optional<Finding> own = fresh.stream().filter(this::isOfDraft).findFirst();
    if (own.isPresent()) {
      return Optional.of("`check` says then: " + own.get().message());
    }
    sentences.add(
        "check: %s mended, %s"
            .formatted(
                count(mended.size(), "finding"),
                fresh.isEmpty()
                    ? "none new"
                    : "and seen now, for it was hidden: "
                        + fresh.stream()
                            .map(Finding::rule)
                            .distinct()
                            .collect(Collectors.joining(", "))));
    return Optional.empty();
  }

  /** Blames what the draft writes, or the code for what it makes of the schema. */
  private boolean isOfDraft(Finding finding) {
    if (finding.severity() == Severity.INFO || !(finding.at() instanceof Origin.InFile place)) {
      return false;
    }
    boolean isNew = draft.files().containsKey(place.path()) && !before.tree().has(place.path());
    boolean ofCode =
        desk.history().revisions().stream().noneMatch(it -> it.file().equals(place.path()));
    return isNew
        || ofCode && finding.severity() == Severity.ERROR && finding.service().equals(service);
  }

  private static Set<String> fingerprints(List<Finding> findings) {
    return findings.stream()
        .map(Finding::fingerprint)
        .collect(Collectors.toCollection(HashSet::new));
  }

  // ---- what may be edited

  private boolean isMigration(String path) {
    return desk.history().revisions().stream().anyMatch(it -> it.file().equals(path));
  }

  private boolean editsMigration() {
    return draft.files().keySet().stream().anyMatch(this::isMigration);
  }

  /** A migration that is there is edited only where it fails on every database. */
  private Optional<String> objectionToEditing(
      Cluster cluster, RunOptions options, Rehearsal.Scene scene) throws ConfigurationException {
    if (!editsMigration()) {
      return Optional.empty();
    }
    Optional<Schema> meant = before.facts(service).flatMap(it -> it.told()).map(it -> it.schema());
    Optional<Schema> is = after.facts(service).flatMap(it -> it.told()).map(it -> it.schema());
    if (meant.isEmpty()
        || is.isEmpty()
        || !remedy.wasMeant(SchemaDifference.between(meant.get(), is.get(), Measure.FORETOLD))) {
      return Optional.of("it would not make the schema that was meant");
    }
    if (remedy.editsWayBackAlone()) {
      return Optional.empty();
    }
    Optional<Service> service0 = before.service(service);
    if (service0.isEmpty()) {
      return Optional.of("its service is not found");
    }
    try (Mirror mirror = Mirror.of(options.root(), before.tree().texts())) {
      Rehearsal.Result result =
          Rehearsal.of(
              before.workspace(), service0.get(), cluster, options.at(mirror.root()), scene);
      if (result instanceof Rehearsal.Failed failed
          && failed.begun().equals(Optional.of(draft.revision()))
          && failed.failure().sqlstate().equals(Optional.of(remedy.failsWith()))) {
        sentences.add(
            "as it stands it fails on every database: %s (%s)"
                .formatted(failed.failure().message(), remedy.failsWith()));
        return Optional.empty();
      }
      return Optional.of(
          result instanceof Rehearsal.NotRun(String reason)
              ? "it cannot be tried here: " + reason
              : "it may have run somewhere, so it is not edited");
    } catch (IOException e) {
      return Optional.of("it cannot be tried here: " + e.getMessage());
    }
  }

  // ---- what it does to a database

  private Verdict judge(Rehearsal.Worked worked, Service found, Cluster cluster)
      throws ConfigurationException {
    Rehearsal.Walk first = worked.walks().getFirst();
    Optional<String> objection =
        objectionToOrder(worked)
            .or(() -> objectionToAtOnce(worked))
            .or(() -> objectionToWayBack(worked, first))
            .or(() -> objectionToRows(first))
            .or(() -> objectionToTheRest(worked));
    if (objection.isPresent()) {
      return new Verdict.Refuted(objection.get());
    }
    List<SchemaDifference> made =
        SchemaDifference.between(first.before(), first.after(), Measure.SERVER);
    if (remedy.editsWayBackAlone()) {
      return ofWayBack(cluster, first);
    }
    List<Comparison> enums = after.workspace().enums(found).apply(first.after());
    Optional<String> own = remedy.objection(made, first.after(), enums);
    if (own.isPresent()) {
      return new Verdict.Refuted(own.get());
    }
    List<String> partings = partings(found, first, enums);
    if (!partings.isEmpty() && !editsMigration()) {
      return new Verdict.Refuted("the models do not fit then: " + partings.getFirst());
    }
    sentences.add(
        "on PostgreSQL %d, applied to %s: %s"
            .formatted(
                cluster.version().major(),
                first.way().isEmpty() ? "an empty database" : String.join(" and ", first.way()),
                made.isEmpty() ? "the schema stays as it is" : changes(made)));
    if (worked.walks().size() > 1) {
      sentences.add(
          "by %d ways to there, every order of the branches and each alone: the same schema"
              .formatted(worked.walks().size()));
    }
    if (!first.had().isEmpty()) {
      sentences.add(
          "%d made-up rows went with it, and back and up again: each holds what it should"
              .formatted(first.had().size()));
    }
    sentences.add("one command from an empty database makes the same schema");
    sentences.add(wayBack(worked, first));
    sentences.add(
        partings.isEmpty()
            ? "the models differ from it in nothing that they did not before"
            : "what the models differ in then, its migration says itself: " + partings.getFirst());
    return new Verdict.Proven(List.copyOf(sentences));
  }

  /** The way up is as it was; a database that has it notices nothing until it goes back. */
  private Verdict ofWayBack(Cluster cluster, Rehearsal.Walk walk) {
    Optional<Schema> was = desk.replayed().get().map(Desk.Head::schema);
    if (was.isEmpty()) {
      return new Verdict.Untried("the migrations cannot be run to their head here");
    }
    Optional<SchemaDifference> other =
        SchemaDifference.between(was.get(), walk.after(), Measure.SERVER).stream().findFirst();
    if (other.isPresent()) {
      return new Verdict.Refuted("it changes the way up: " + other.get().words());
    }
    sentences.add(
        "on PostgreSQL %d: the way up makes the same schema as before, to the letter"
            .formatted(cluster.version().major()));
    sentences.add("all the way back, nothing is left; up again, the schema is the same");
    return new Verdict.Proven(List.copyOf(sentences));
  }

  private static String changes(List<SchemaDifference> made) {
    return made.size() > 3
        ? "%s, and nothing that was not meant"
            .formatted(count(made.size(), "part changes", "parts change"))
        : "%s changed, and nothing else"
            .formatted(
                made.stream()
                    .map(change -> change.part().toString())
                    .collect(Collectors.joining(", ")));
  }

  /** Whichever way a database came, it has to end alike. */
  private Optional<String> objectionToOrder(Rehearsal.Worked worked) {
    Rehearsal.Walk first = worked.walks().getFirst();
    for (Rehearsal.Walk other : worked.walks()) {
      List<SchemaDifference> apart =
          SchemaDifference.between(first.after(), other.after(), Measure.SERVER);
      if (!apart.isEmpty()) {
        return Optional.of(
            "the order matters: after %s and after %s databases differ: %s. Let one follow the"
                    .formatted(
                        String.join(", ", first.way()),
                        String.join(", ", other.way()),
                        apart.getFirst().words())
                + " other instead: make the head whose change must come first the `down_revision`"
                + " of the other");
      }
    }
    return Optional.empty();
  }

  private Optional<String> objectionToAtOnce(Rehearsal.Worked worked) {
    return SchemaDifference.between(
            worked.walks().getFirst().after(), worked.atOnce(), Measure.SERVER)
        .stream()
        .findFirst()
        .map(
            change -> "one command from an empty database makes another schema: " + change.words());
  }

  private Optional<String> objectionToWayBack(Rehearsal.Worked worked, Rehearsal.Walk first) {
    Optional<String> left =
        worked.back().stream()
            .flatMap(
                back -> SchemaDifference.between(first.before(), back, Measure.SERVER).stream())
            .filter(change -> !remedy.mayStay(change))
            .findFirst()
            .map(change -> "its way back does not lead back: " + change.words());
    return left.or(() ->
        worked.again().stream()
            .flatMap(
                again -> SchemaDifference.between(first.after(), again, Measure.SERVER).stream())
            .findFirst()
            .map(change -> "applied again, it makes another schema: " + change.words()));
  }

  private Optional<String> objectionToTheRest(Rehearsal.Worked worked) {
    if (!remedy.leavesTheRest()) {
      return Optional.empty();
    }
    return worked.walks().stream()
        .flatMap(walk -> walk.beyond().apart(remedy::follows).stream())
        .findFirst()
        .map(line -> "it changes more than the schema: " + shortened(line))
        .or(() ->
            worked.beyondBack().stream()
                .flatMap(beyond -> beyond.apart(remedy::follows).stream())
                .findFirst()
                .map(line -> "its way back does not lead back: " + shortened(line)));
  }

  private static String shortened(String line) {
    String flat = line.replaceAll("\\s+", " ");
    return flat.length() > 300 ? flat.substring(0, 300) + " ..." : flat;
  }

  private Optional<String> objectionToRows(Rehearsal.Walk walk) {
    List<String> wanted = remedy.kept(walk.had()).stream().sorted().toList();
    List<String> there = walk.has().stream().sorted().toList();
    return wanted.equals(there)
        ? Optional.empty()
        : Optional.of(
            "rows that held %s hold %s then"
                .formatted(String.join(", ", walk.had()), String.join(", ", there)));
  }

  private String wayBack(Rehearsal.Worked worked, Rehearsal.Walk first) {
    if (worked.back().isEmpty()) {
      return "its service's migrations have no way back";
    }
    boolean same =
        SchemaDifference.between(first.before(), worked.back().get(), Measure.SERVER).isEmpty();
    return same
        ? "taken back, the schema is as it was; applied again, it is the same"
        : "taken back, %s; applied again, the schema is the same".formatted(remedy.stays());
  }

  /**
   * Where models and schema part that did not before. A migration that never ran anywhere brings
   * what it was meant to, and is not to blame on what lets it run.
   */
  private List<String> partings(Service found, Rehearsal.Walk walk, List<Comparison> enums)
      throws ConfigurationException {
    Set<Comparison.Column> compared =
        enums.stream()
            .filter(comparison -> comparison.source().isPresent())
            .flatMap(comparison -> comparison.column().stream())
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> was = differences(found, walk.before(), compared);
    return differences(found, walk.after(), compared).stream()
        .filter(difference -> !was.contains(difference))
        .toList();
  }

  private Set<String> differences(Service found, Schema schema, Set<Comparison.Column> compared)
      throws ConfigurationException {
    List<ModelDifference> all =
        ModelComparer.compare(after.workspace().tables(found), schema, compared);
    return all.stream()
        .map(difference -> ModelFindings.of(service, difference).message())
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private static String count(int number, String word) {
    return count(number, word, word + "s");
  }

  private static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }
}
