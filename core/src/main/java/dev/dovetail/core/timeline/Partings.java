package dev.dovetail.core.timeline;

import dev.dovetail.core.timeline.Cause.Confidence;
import dev.dovetail.core.timeline.Cause.Kind;
import dev.dovetail.core.timeline.Turn.Begins;
import dev.dovetail.core.timeline.Turn.Renamed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds when the two were parted, and reasons from what the commits did why. */
final class Partings {

  /** So many labels at once are an introduction, not an addition. */
  private static final int BULK = 3;

  private static final Pattern REFACTOR =
      Pattern.compile(
          "\\b(refactor|restructur|reorgani[sz]|move|consolidat|clean)", Pattern.CASE_INSENSITIVE);

  private Partings() {}

  static List<Parting> in(List<Turn> turns) {
    List<Parting> partings = new ArrayList<>();
    List<Turn> during = new ArrayList<>();
    int heads = 1;
    int headsBefore = 1;
    for (Turn turn : turns) {
      if (turn.standing().isParted()) {
        if (during.isEmpty()) {
          headsBefore = heads;
        }
        during.add(turn);
      } else if (!during.isEmpty() && turn.standing().isTogether()) {
        partings.add(parting(during, Optional.of(turn), headsBefore));
        during.clear();
      }
      heads = turn.moment().heads();
    }
    if (!during.isEmpty()) {
      partings.add(parting(during, Optional.empty(), headsBefore));
    }
    return partings;
  }

  private static Parting parting(List<Turn> during, Optional<Turn> ended, int headsBefore) {
    List<Growth> growths = growths(during);
    Set<String> all = new LinkedHashSet<>();
    growths.forEach(growth -> all.addAll(growth.labels()));
    List<Cause> causes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Growth> own = growths.stream().filter(growth -> growth.kind() == kind).toList();
      if (!own.isEmpty()) {
        causes.add(cause(kind, own, all.size()));
      }
    }
    if (during.getFirst().moment().heads() > 1 && headsBefore <= 1) {
      causes.add(branchesMerged(during.getFirst()));
    }
    causes.sort(Comparator.comparingInt((Cause cause) -> -cause.labels().size()));
    return new Parting(during.getFirst(), ended, causes, List.of());
  }

  /** A commit after which more labels were missing than before. */
  private record Growth(Turn turn, Kind kind, List<String> labels) {}

  private static List<Growth> growths(List<Turn> during) {
    List<Growth> growths = new ArrayList<>();
    List<String> missing = List.of();
    for (Turn turn : during) {
      List<String> more = EnumTimeline.without(turn.standing().missing(), missing);
      if (!more.isEmpty()) {
        growths.addAll(kinds(turn, more));
      }
      missing = turn.standing().missing();
    }
    return gradual(growths);
  }

  /** A few labels each time, several times: that is one story, not several. */
  private static List<Growth> gradual(List<Growth> growths) {
    long single =
        growths.stream().filter(growth -> growth.kind() == Kind.FORGOTTEN_MIGRATION).count();
    return single < 2
        ? growths
        : growths.stream()
            .map(growth ->
                growth.kind() == Kind.FORGOTTEN_MIGRATION
                    ? new Growth(growth.turn(), Kind.GRADUAL_DRIFT, growth.labels())
                    : growth)
            .toList();
  }

  private static List<Growth> kinds(Turn turn, List<String> more) {
    List<String> renamed = turn.renamed().stream().map(Renamed::to).filter(more::contains).toList();
    List<String> rest = EnumTimeline.without(more, renamed);
    List<Growth> growths = new ArrayList<>();
    if (!renamed.isEmpty()) {
      growths.add(new Growth(turn, Kind.RENAMED_IN_CODE_ALONE, renamed));
    }
    if (!rest.isEmpty()) {
      growths.add(new Growth(turn, kind(turn, rest), rest));
    }
    return growths;
  }

  private static Kind kind(Turn turn, List<String> more) {
    Moment moment = turn.moment();
    if (turn.standing().database().isEmpty() && turn.withdrawn().isEmpty()) {
      return Kind.TYPE_NEVER_MADE;
    }
    if (turn.begins() == Begins.BOTH || turn.begins() == Begins.DATABASE) {
      return Kind.SMALLER_FROM_THE_START;
    }
    if (turn.withdrawn().containsAll(more)) {
      return moment.edited().isEmpty() ? Kind.LABEL_DROPPED : Kind.MIGRATION_EDITED;
    }
    if (!moment.written().isEmpty()) {
      return Kind.INCOMPLETE_MIGRATION;
    }
    return more.size() >= BULK ? Kind.BULK_ADDITION : Kind.FORGOTTEN_MIGRATION;
  }

  private static Cause cause(Kind kind, List<Growth> growths, int all) {
    Set<String> labels = new LinkedHashSet<>();
    growths.forEach(growth -> labels.addAll(growth.labels()));
    Confidence confidence =
        labels.size() == all
            ? Confidence.CERTAIN
            : labels.size() * 2 >= all ? Confidence.LIKELY : Confidence.POSSIBLE;
    List<Contribution> contributions =
        growths.stream().map(growth -> growth.turn().contribution()).toList();
    return new Cause(
        kind,
        confidence,
        List.copyOf(labels),
        contributions,
        evidence(kind, growths, labels.size(), all));
  }

  private static String evidence(Kind kind, List<Growth> growths, int labels, int all) {
    Turn first = growths.getFirst().turn();
    String whole = labels == all ? "" : " of the %d that came to be missing".formatted(all);
    String by = first.contribution().shortId();
    return switch (kind) {
      case BULK_ADDITION ->
          "%s brought %s%s at once; %s".formatted(by, count(labels), whole, noMigration(first));
      case FORGOTTEN_MIGRATION ->
          "%s brought %s%s; %s".formatted(by, count(labels), whole, noMigration(first));
      case GRADUAL_DRIFT ->
          "%d commits brought %s%s, none of them with a migration"
              .formatted(growths.size(), count(labels), whole);
      case INCOMPLETE_MIGRATION ->
          "%s brought %s%s, and with %s no migration that adds %s"
              .formatted(
                  by,
                  count(labels),
                  whole,
                  String.join(", ", first.moment().written()),
                  labels == 1 ? "it" : "them");
      case RENAMED_IN_CODE_ALONE ->
          "%s changed what is stored of %s; %s"
              .formatted(by, labels == 1 ? "a member" : labels + " members", noMigration(first));
      case SMALLER_FROM_THE_START ->
          "%s made the type without %s%s that the code had".formatted(by, count(labels), whole);
      case MIGRATION_EDITED ->
          "%s changed %s, and the type lost %s%s; a database that ran it before does not notice"
              .formatted(by, String.join(", ", first.moment().edited()), count(labels), whole);
      case LABEL_DROPPED ->
          "%s took %s%s from the type that the code still has".formatted(by, count(labels), whole);
      case TYPE_NEVER_MADE ->
          "%s stores it in a type that no migration makes%s".formatted(by, whole);
      case BRANCHES_MERGED -> "after %s the history has several heads".formatted(by);
    };
  }

  private static Cause branchesMerged(Turn turn) {
    return new Cause(
        Kind.BRANCHES_MERGED,
        Confidence.POSSIBLE,
        List.of(),
        List.of(turn.contribution()),
        "after %s the history has %d heads"
            .formatted(turn.contribution().shortId(), turn.moment().heads()));
  }

  private static String noMigration(Turn turn) {
    boolean refactor = REFACTOR.matcher(turn.contribution().subject()).find();
    return refactor
        ? "no migration of the service came with it, and its subject calls it a `%s`"
            .formatted(word(turn.contribution().subject()))
        : "no migration of the service came with it";
  }

  private static String word(String subject) {
    var matcher = REFACTOR.matcher(subject);
    return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  private static String count(int labels) {
    return labels == 1 ? "1 label" : labels + " labels";
  }
}
