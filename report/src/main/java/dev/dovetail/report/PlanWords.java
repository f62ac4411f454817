package dev.dovetail.report;

import dev.dovetail.core.plan.Breach;
import dev.dovetail.core.plan.Ladder;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Party;
import dev.dovetail.core.plan.Place;
import dev.dovetail.core.plan.Rollback;
import dev.dovetail.core.plan.Rollout;
import dev.dovetail.core.plan.Shape;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import dev.dovetail.core.plan.Version;
import dev.dovetail.core.schema.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plan says, in sentences that every form of it shares. */
final class PlanWords {

  private final Rollout rollout;
  private final boolean split;

  /**
   * @param split whether the migrations are yet to be written
   */
  PlanWords(Rollout rollout, boolean split) {
    this.rollout = rollout;
    this.split = split;
  }

  static PlanWords ofGiven(Part part) {
    return new PlanWords(part.rollout(), false);
  }

  static PlanWords ofGone(Part part) {
    return new PlanWords(part.gone(), part.detour().filter(Part.Detour::split).isPresent());
  }

  /** The one who does it. */
  String service(Step step) {
    return switch (step) {
      case Step.Migrate migrate -> rollout.ladders().get(migrate.ladder()).service();
      case Step.Deploy deploy -> rollout.parties().get(deploy.party()).service();
      case Step.Clear clear ->
          rollout
              .places()
              .get(clear.place())
              .ladder()
              .map(ladder -> rollout.ladders().get(ladder).service())
              .orElse("");
    };
  }

  static String action(Step step) {
    return switch (step) {
      case Step.Migrate migrate -> "migrate";
      case Step.Deploy deploy -> "deploy";
      case Step.Clear clear -> "clear";
    };
  }

  String title(Step step) {
    return switch (step) {
      case Step.Migrate migrate ->
          split
              ? "migrate %s with a migration that only adds".formatted(service(step))
              : "migrate %s to %s".formatted(service(step), rung(migrate).revision());
      case Step.Deploy deploy -> {
        Version old = version(deploy.party(), deploy.from());
        Version next = version(deploy.party(), deploy.to());
        yield !old.runs()
            ? "start " + next.name()
            : !next.runs()
                ? "stop " + old.name() + " for good"
                : "deploy %s beside %s, then stop %s"
                    .formatted(next.name(), old.name(), old.name());
      }
      case Step.Clear clear -> clearing(clear);
    };
  }

  private String clearing(Step.Clear clear) {
    Place place = rollout.places().get(clear.place());
    if (place.ladder().isEmpty()) {
      return "wait until no message with `%s` is under way or kept (%s)"
          .formatted(clear.label(), place.name());
    }
    return Optional.ofNullable(place.successors().get(clear.label()))
        .map(next ->
            "move the rows of %s from `%s` to `%s`".formatted(place.name(), clear.label(), next))
        .orElseGet(() ->
            "move the rows of %s away from `%s`, to a label that is yours to choose"
                .formatted(place.name(), clear.label()));
  }

  /** What it does, in detail. */
  List<String> details(Step step) {
    return switch (step) {
      case Step.Migrate migrate -> split ? adds(migrate) : rung(migrate).says();
      case Step.Deploy deploy -> isBetween(deploy) ? between(deploy) : List.of();
      case Step.Clear clear -> List.of();
    };
  }

  private boolean isBetween(Step.Deploy deploy) {
    return deploy.to() < rollout.parties().get(deploy.party()).versions().size() - 1;
  }

  /** The statements of a migration that only adds. */
  private List<String> adds(Step.Migrate migrate) {
    Set<String> adds = new LinkedHashSet<>();
    for (Place place : rollout.places()) {
      if (place.ladder().filter(ladder -> ladder == migrate.ladder()).isPresent()
          && place.shapes().getLast() instanceof Shape.Labels late) {
        if (place.shapes().getFirst() instanceof Shape.Labels old) {
          late.labels().stream()
              .filter(label -> !old.labels().contains(label))
              .forEach(label ->
                  adds.add(
                      "ALTER TYPE %s ADD VALUE %s"
                          .formatted(quoted(late.type()), Identifiers.quoteLiteral(label))));
        } else {
          adds.add("makes %s, as the given migrations do".formatted(place.name()));
        }
      }
    }
    return adds.isEmpty() ? List.of("nothing: what is there suffices") : List.copyOf(adds);
  }

  /** What a release on the way has to be like. */
  private List<String> between(Step.Deploy deploy) {
    Version old = version(deploy.party(), 0);
    Version next = version(deploy.party(), deploy.to());
    List<String> says = new ArrayList<>();
    says.add("a release to cut:");
    for (int i = 0; i < next.knows().size(); i++) {
      Optional<Version.Knows> knows = next.knows().get(i);
      if (knows.isPresent()) {
        List<String> known = old.knows().get(i).flatMap(Version.Knows::reads).orElse(List.of());
        List<String> reads = new ArrayList<>(knows.get().reads().orElse(List.of()));
        reads.removeAll(known);
        List<String> silent = new ArrayList<>(knows.get().reads().orElse(List.of()));
        silent.removeAll(knows.get().writes());
        if (!reads.isEmpty() || !silent.isEmpty()) {
          says.add(
              "in %s it reads %s and does not write %s"
                  .formatted(
                      rollout.places().get(i).name(),
                      reads.isEmpty() ? "what the old one reads" : labels(reads) + " too",
                      silent.isEmpty() ? "anything else" : labels(silent)));
        }
      }
    }
    return says;
  }

  private static String labels(List<String> labels) {
    return labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
  }

  private static String quoted(String type) {
    int dot = type.indexOf('.');
    return dot < 0
        ? Identifiers.quote(type)
        : Identifiers.quote(type.substring(0, dot))
            + "."
            + Identifiers.quote(type.substring(dot + 1));
  }

  Optional<String> command(Step step) {
    return switch (step) {
      case Step.Migrate migrate -> migrating(migrate);
      case Step.Deploy deploy -> Optional.empty();
      case Step.Clear clear ->
          rollout.places().get(clear.place()).ladder().isEmpty()
              ? Optional.empty()
              : Optional.of(update(clear));
    };
  }

  private Optional<String> migrating(Step.Migrate migrate) {
    Ladder ladder = rollout.ladders().get(migrate.ladder());
    if (split) {
      return Optional.empty();
    }
    String revision = rung(migrate).revision();
    String where = ladder.path().isEmpty() ? "" : " in " + ladder.path();
    return Optional.of(
        ladder.tool().equals("alembic")
            ? "alembic upgrade %s%s".formatted(revision, where)
            : "run %s%s".formatted(String.join(", ", rung(migrate).revisions()), where));
  }

  private String update(Step.Clear clear) {
    String table = table(clear);
    String column = column(clear);
    String next =
        Optional.ofNullable(rollout.places().get(clear.place()).successors().get(clear.label()))
            .map(Identifiers::quoteLiteral)
            .orElse("...");
    return "UPDATE %s SET %s = %s WHERE %s = %s, in batches"
        .formatted(table, column, next, column, Identifiers.quoteLiteral(clear.label()));
  }

  private String table(Step.Clear clear) {
    String name = rollout.places().get(clear.place()).name();
    return quoted(name.substring(0, name.lastIndexOf('.')));
  }

  private String column(Step.Clear clear) {
    String name = rollout.places().get(clear.place()).name();
    return Identifiers.quote(name.substring(name.lastIndexOf('.') + 1));
  }

  List<String> locks(Step step) {
    return step instanceof Step.Migrate migrate && !split ? rung(migrate).locks() : List.of();
  }

  /** What has to be done with what is connected. */
  Optional<String> afterwards(Step step) {
    if (!(step instanceof Step.Migrate migrate) || split || rung(migrate).recreated().isEmpty()) {
      return Optional.empty();
    }
    List<String> services = users(migrate.ladder());
    return Optional.of(
        "restart the connections of %s: %s is another object under the same name (its OID changed), and pools and prepared statements made before fail"
            .formatted(
                services.isEmpty() ? "what is connected" : String.join(", ", services),
                labels(rung(migrate).recreated())));
  }

  private List<String> users(int ladder) {
    List<String> users = new ArrayList<>();
    for (Party party : rollout.parties()) {
      boolean uses = false;
      for (int i = 0; i < rollout.places().size(); i++) {
        int at = i;
        uses |=
            rollout.places().get(i).ladder().filter(own -> own == ladder).isPresent()
                && party.versions().stream()
                    .anyMatch(version -> version.knows().get(at).isPresent());
      }
      if (uses) {
        users.add(party.service());
      }
    }
    return users;
  }

  String watch(Step step) {
    return switch (step) {
      case Step.Migrate migrate ->
          locks(step).stream()
                  .anyMatch(lock -> lock.contains("EXCLUSIVE") || lock.contains("SHARE"))
              ? "sessions that wait for a lock (pg_stat_activity, wait_event_type = 'Lock'); set"
                  + " lock_timeout"
              : "SQLSTATE 22P02 and 42704 in the logs";
      case Step.Deploy deploy ->
          "LookupError and SQLSTATE 22P02 in the logs of %s"
              .formatted(String.join(", ", readers()));
      case Step.Clear clear ->
          rollout.places().get(clear.place()).ladder().isEmpty()
              ? "the lag of the consumers, and how long messages are kept"
              : "SELECT count(*) FROM %s WHERE %s = %s comes to 0"
                  .formatted(table(clear), column(clear), Identifiers.quoteLiteral(clear.label()));
    };
  }

  private List<String> readers() {
    return rollout.parties().stream().map(Party::service).toList();
  }

  // ---- what breaks

  /** The steps of a story, and what comes of the last. */
  List<String> story(Story story) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < story.steps().size(); i++) {
      boolean last = i == story.steps().size() - 1;
      lines.add(
          "%d. %s"
              .formatted(i + 1, last ? begun(story.steps().get(i)) : title(story.steps().get(i))));
    }
    return lines;
  }

  /** A step that is under way. */
  String begun(Step step) {
    if (step instanceof Step.Deploy deploy) {
      Version old = version(deploy.party(), deploy.from());
      Version next = version(deploy.party(), deploy.to());
      return old.runs() && next.runs()
          ? "deploy %s beside %s".formatted(next.name(), old.name())
          : title(step);
    }
    return title(step);
  }

  String sentence(Story story) {
    Breach breach = story.breach();
    Optional<String> writer = story.writer();
    Place place = rollout.places().get(breach.place());
    return switch (breach) {
      case Breach.Refused refused ->
          "%s writes `%s` to %s, and the database refuses it: SQLSTATE 22P02, invalid input value for enum"
              .formatted(refused.version(), refused.label(), place.name());
      case Breach.Missing missing ->
          missing.shape() instanceof Shape.Labels labels
              ? "%s takes %s to have another type than `%s`: SQLSTATE 42704 or 42804 from drivers that name the types of parameters"
                  .formatted(missing.version(), place.name(), labels.type())
              : "%s uses %s, and it is not there: SQLSTATE 42P01 or 42703"
                  .formatted(missing.version(), place.name());
      case Breach.Unread unread when place.ladder().isEmpty() ->
          "%s gets a message%s: it does not know `%s`"
              .formatted(
                  unread.version(),
                  writer.map(by -> " that " + by + " sent").orElse(" of before"),
                  unread.label());
      case Breach.Unread unread ->
          "%s reads a row%s: LookupError: '%s' is not among the defined enum values (%s)"
              .formatted(
                  unread.version(),
                  writer.map(by -> " that " + by + " wrote").orElse(" of before"),
                  unread.label(),
                  place.name());
      case Breach.InTheWay way ->
          "%s fails: rows of %s may have `%s`, which it takes away: SQLSTATE 22P02"
              .formatted(way.revision(), place.name(), way.label());
    };
  }

  String rollback(Rollback rollback) {
    return rollback
        .story()
        .map(story ->
            "after step %d, %s cannot come back: %s"
                .formatted(rollback.step() + 1, rollback.version(), sentence(story)))
        .orElseGet(() -> "%s can come back at any time".formatted(rollback.version()));
  }

  private Ladder.Rung rung(Step.Migrate migrate) {
    return rollout.ladders().get(migrate.ladder()).rungs().get(migrate.rung());
  }

  private Version version(int party, int version) {
    return rollout.parties().get(party).versions().get(version);
  }
}
