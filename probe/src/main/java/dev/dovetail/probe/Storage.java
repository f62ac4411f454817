package dev.dovetail.probe;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.probe.Vessel.Kept;
import dev.dovetail.probe.Vessel.Refusal;
import dev.dovetail.probe.Vessel.Unclear;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every label is stored and read back, then words that are none. */
final class Storage {

  private final Subject subject;
  private final Vessel vessel;
  private final List<String> lines = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Refused> refused = new LinkedHashMap<>();
  private Optional<String> unknown = Optional.empty();

  Storage(Subject subject, Vessel vessel) {
    this.subject = subject;
    this.vessel = vessel;
  }

  /** Labels that the database refused. */
  Set<String> refused() {
    return refused.keySet();
  }

  /**
   * @param consistency what was found of the same labels without storing them
   */
  Tried tried(Tried consistency) throws ServerException {
    labels(consistency);
    if (!vessel.isTooLong()) {
      wrongWords();
    }
    return new Tried(Trial.STORAGE, Optional.empty(), unknown, lines, findings);
  }

  private void labels(Tried consistency) throws ServerException {
    int real = 0;
    int temporary = 0;
    Map<String, List<String>> instead = new LinkedHashMap<>();
    for (Label label : subject.labels()) {
      switch (vessel.store(label.text())) {
        case Kept kept -> {
          if (kept.instead().isPresent()) {
            temporary++;
            instead
                .computeIfAbsent(kept.instead().get(), why -> new ArrayList<>())
                .add(label.text());
          } else {
            real++;
          }
          if (!kept.back().equals(label.text())) {
            findings.add(altered(label, kept.back()));
          }
        }
        case Refusal refusal -> {
          refused.put(label.text(), refusal.by());
          findings.add(refusal(label, refusal.by(), consistency));
        }
        case Unclear unclear -> unknown = unknown.or(() -> Optional.of(unclear.reason()));
      }
    }
    if (vessel.isTooLong()) {
      unknown =
          Optional.of(
              "storing a row in `%s` took longer than is allowed: a trigger or function hangs, or"
                      .formatted(vessel.shownTable())
                  + " waits for a lock; `--statement-timeout` gives it longer");
    }
    say(real, temporary, instead);
  }

  private void say(int real, int temporary, Map<String, List<String>> instead) {
    int all = subject.labels().size();
    if (real > 0 || temporary == 0) {
      lines.add(
          "%d of %d labels stored and read back in rows of `%s`"
              .formatted(real, all, vessel.shownTable()));
    }
    if (temporary > 0) {
      lines.add(
          "%d of %d labels stored and read back in a temporary table of the same type"
              .formatted(temporary, all));
      instead.forEach((why, labels) ->
          lines.add(
              labels.size() == all
                  ? "no row of `%s`: %s".formatted(vessel.shownTable(), why)
                  : "no row of `%s` with %s: %s"
                      .formatted(vessel.shownTable(), Subject.some(labels), why)));
    }
    if (!refused.isEmpty()) {
      lines.add("refused: " + Subject.some(List.copyOf(refused.keySet())));
    }
  }

  private Finding altered(Label label, String back) {
    return subject
        .finding(ReplayFault.LABEL_ALTERED_IN_STORAGE, label.origin())
        .says(
            subject.place() + " " + label.text(),
            "%s was given %s and holds %s"
                .formatted(
                    subject.place(), Identifiers.literal(label.text()), Identifiers.literal(back)),
            "look at the triggers of `%s`, and at the type of the column"
                .formatted(vessel.shownTable()));
  }

  /** That the type lacks the label is said already. */
  private Finding refusal(Label label, Refused by, Tried consistency) {
    return consistency.findings().stream()
        .filter(finding ->
            finding.rule().equals("label-missing-in-database")
                && finding.at().equals(label.origin()))
        .findFirst()
        .orElseGet(() ->
            subject
                .finding(ReplayFault.LABEL_REFUSED, label.origin())
                .topic(
                    "labels of %s are refused by %s (%s)"
                        .formatted(subject.name(), subject.place(), by.sqlstate()))
                .says(
                    subject.place() + " " + label.text(),
                    "%s refuses %s (%s): %s"
                        .formatted(
                            subject.place(),
                            Identifiers.literal(label.text()),
                            by.sqlstate(),
                            by.message()),
                    "let the database take it in a new migration, or take it out of the code"));
  }

  // ---- wrong words

  private void wrongWords() throws ServerException {
    if (subject.labels().isEmpty() || refused.size() == subject.labels().size()) {
      return;
    }
    List<String> refusals = new ArrayList<>();
    Map<String, String> accepted = new LinkedHashMap<>();
    for (Map.Entry<String, String> word : wrong().entrySet()) {
      switch (vessel.store(word.getValue())) {
        case Refusal refusal ->
            refusals.add(
                "%s %s (%s)"
                    .formatted(
                        word.getKey(),
                        Identifiers.literal(word.getValue()),
                        refusal.by().sqlstate()));
        case Kept kept -> accepted.put(word.getKey(), word.getValue());
        case Unclear unclear -> unknown = unknown.or(() -> Optional.of(unclear.reason()));
      }
    }
    if (!refusals.isEmpty()) {
      lines.add("wrong words are refused: " + String.join(", ", refusals));
    }
    if (!accepted.isEmpty() && refusals.isEmpty() && isPlainText()) {
      lines.add("it is text that no list holds: wrong words are taken");
    } else {
      accepted.forEach((kind, word) -> findings.add(accepted(kind, word)));
    }
  }

  private boolean isPlainText() {
    return subject.comparison().told().isEmpty()
        && (subject.comparison().verdict() == Verdict.TEXT
            || subject.comparison().verdict() == Verdict.MISSING_TYPE);
  }

  /** What a careless hand would write, by kind: nothing of it is a label of the database. */
  private Map<String, String> wrong() {
    Set<String> known = new HashSet<>(subject.texts());
    subject.comparison().told().ifPresent(type -> known.addAll(type.texts()));
    Map<String, String> wrong = new LinkedHashMap<>();
    subject.texts().stream()
        .filter(label -> !refused.containsKey(label))
        .map(Storage::otherCase)
        .filter(word -> !known.contains(word))
        .findFirst()
        .ifPresent(word -> wrong.put("another case", word));
    String unknownWord = "no_label";
    while (known.contains(unknownWord)) {
      unknownWord += "_";
    }
    wrong.put("an unknown word", unknownWord);
    if (!known.contains("")) {
      wrong.put("an empty one", "");
    }
    return wrong;
  }

  private static String otherCase(String label) {
    String upper = label.toUpperCase(Locale.ROOT);
    return upper.equals(label) ? label.toLowerCase(Locale.ROOT) : upper;
  }

  private Finding accepted(String kind, String word) {
    return subject
        .finding(ReplayFault.WRONG_LABEL_ACCEPTED, subject.home())
        .says(
            subject.place() + " " + kind,
            "%s is held to a list, and takes %s: %s"
                .formatted(subject.place(), kind, Identifiers.literal(word)),
            "make the list an enum type, or compare the column itself in its CHECK");
  }
}
