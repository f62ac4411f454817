package dev.dovetail.report;

import dev.dovetail.core.timeline.Cause;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Turn;
import dev.dovetail.core.timeline.Turn.Begins;
import dev.dovetail.core.timeline.Turn.Standing;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a timeline says, in sentences that every form of it shares. */
final class TimelineWords {

  private static final int MOST_LABELS = 3;

  private TimelineWords() {}

  static String title(EnumTimeline timeline) {
    return "%s: %s%s"
        .formatted(
            timeline.service(),
            timeline.name().map(name -> name + " in ").orElse(""),
            timeline.type());
  }

  static String day(Contribution contribution) {
    return contribution.date().format(DateTimeFormatter.ISO_LOCAL_DATE);
  }

  static String number(Optional<Integer> labels) {
    return labels.map(String::valueOf).orElse("-");
  }

  static String standing(Standing standing) {
    if (!standing.missing().isEmpty() && standing.database().isPresent()) {
      return standing.missing().size() + " missing";
    }
    return switch (standing.verdict()) {
      case AGREES, DRIFT -> "agree";
      case SUPERSET -> "superset";
      case MISSING_TYPE -> "no type";
      case TEXT -> "text";
      case UNVERIFIABLE -> "unverifiable";
      case UNBOUND -> "";
    };
  }

  /** What a commit did, the code's part first. */
  static String did(Turn turn) {
    List<String> parts = new ArrayList<>();
    boolean code = turn.begins() == Begins.CODE || turn.begins() == Begins.BOTH;
    boolean type = turn.begins() == Begins.DATABASE || turn.begins() == Begins.BOTH;
    if (code) {
      parts.add("the code declares it");
    } else {
      labels("+", turn.added()).ifPresent(parts::add);
      labels("-", turn.removed()).ifPresent(parts::add);
      turn.renamed().stream()
          .limit(MOST_LABELS)
          .forEach(it -> parts.add("`%s` is stored as `%s`".formatted(it.from(), it.to())));
      more(turn.renamed().size()).ifPresent(parts::add);
    }
    if (type) {
      parts.add("the migrations make the type");
    } else {
      labels("the database +", turn.admitted()).ifPresent(parts::add);
      labels("the database -", turn.withdrawn()).ifPresent(parts::add);
    }
    return parts.isEmpty() ? "values unchanged" : String.join(", ", parts);
  }

  private static Optional<String> labels(String sign, List<String> labels) {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    String shown = String.join(" ", labels.subList(0, Math.min(MOST_LABELS, labels.size())));
    String rest = more(labels.size()).map(it -> " " + it).orElse("");
    return Optional.of("%s%d (%s%s)".formatted(sign, labels.size(), shown, rest));
  }

  private static Optional<String> more(int all) {
    return all > MOST_LABELS
        ? Optional.of("and %d more".formatted(all - MOST_LABELS))
        : Optional.empty();
  }

  /** Whose it was; of a merge, whose the commits in it were. */
  static String by(Contribution contribution) {
    String own = "; %s, \"%s\"".formatted(contribution.author(), contribution.subject());
    if (contribution.brought().isEmpty()) {
      return own;
    }
    Contribution first = contribution.brought().getFirst();
    String others =
        contribution.brought().size() == 1
            ? ""
            : " and %d more".formatted(contribution.brought().size() - 1);
    return own
        + ", which brings %s of %s by %s, \"%s\"%s"
            .formatted(first.shortId(), day(first), first.author(), first.subject(), others);
  }

  static String span(Parting parting) {
    Turn began = parting.began();
    String start =
        "parted on %s by %s (%d missing)"
            .formatted(
                day(began.contribution()),
                began.contribution().shortId(),
                began.standing().missing().size());
    return parting
        .ended()
        .map(turn -> start + ended(turn, parting))
        .orElse(start + ", and still parted");
  }

  private static String ended(Turn turn, Parting parting) {
    return ", %s on %s by %s after %s"
        .formatted(
            turn.standing().code().isPresent() ? "together again" : "declared no more",
            day(turn.contribution()),
            turn.contribution().shortId(),
            days(parting.days().orElse(0L)));
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  /** Why; the first of the causes is the root. */
  static List<String> causes(Parting parting) {
    List<String> sentences = new ArrayList<>();
    for (Cause cause : parting.causes()) {
      sentences.add(
          "%s: %s: %s"
              .formatted(
                  sentences.isEmpty() ? root(cause.confidence()) : "then",
                  cause.kind().words(),
                  cause.evidence()));
    }
    return sentences;
  }

  static String root(Cause.Confidence confidence) {
    return switch (confidence) {
      case CERTAIN -> "root cause";
      case LIKELY -> "root cause, likely";
      case POSSIBLE -> "root cause, possibly";
    };
  }

  static String guards(Parting parting) {
    return parting.guards().isEmpty()
        ? "nothing stood guard: no hook, step of CI or test compares enums with migrations"
        : "stood guard: " + String.join("; ", parting.guards());
  }
}
