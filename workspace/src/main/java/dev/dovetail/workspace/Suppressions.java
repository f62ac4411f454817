package dev.dovetail.workspace;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.judge.SuppressionFault;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.SoughtWords;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The comments of a repository that allow findings, in every file that findings can point to. */
final class Suppressions {

  private static final SoughtWords WORDS = SoughtWords.of(Suppression.WORD);

  private final List<Suppression> all;
  private final Map<String, List<Suppression>> byFile;
  private final Judgement.Preferences preferences;

  private Suppressions(List<Suppression> all, Judgement.Preferences preferences) {
    this.all = all;
    this.byFile = all.stream().collect(Collectors.groupingBy(Suppression::file));
    this.preferences = preferences;
  }

  /**
   * @param read files that were looked through besides, whatever was found there
   */
  static Suppressions in(
      Tree tree,
      List<ServiceFacts> facts,
      List<Finding> findings,
      Set<String> read,
      Judgement.Preferences preferences) {
    Set<String> files = new TreeSet<>(read);
    findings.forEach(finding -> add(files, finding.at()));
    for (ServiceFacts service : facts) {
      // What uses enums has to be looked through whole: what is allowed there may not be found any
      // more.
      tree.files(service.path()).stream().filter(file -> file.endsWith(".py")).forEach(files::add);
      service.told().ifPresent(told -> told.revisions().forEach(revision -> add(files, revision)));
      service.comparisons().forEach(comparison -> add(files, comparison));
    }
    // Each is read by itself, and there may be thousands.
    List<Suppression> all =
        files.parallelStream().flatMap(file -> in(tree, file).stream()).toList();
    return new Suppressions(all, preferences);
  }

  private static List<Suppression> in(Tree tree, String file) {
    return tree.read(file)
        .filter(WORDS::isAnyIn)
        .map(bytes -> Suppression.in(file, new String(bytes, StandardCharsets.UTF_8)))
        .orElse(List.of());
  }

  private static void add(Set<String> files, Revision revision) {
    add(files, revision.origin());
  }

  private static void add(Set<String> files, Comparison comparison) {
    comparison.declared().ifPresent(declared -> add(files, declared.origin()));
    comparison.source().ifPresent(source -> add(files, source.origin()));
  }

  private static void add(Set<String> files, Origin origin) {
    if (origin instanceof Origin.InFile file) {
      files.add(file.path());
    }
  }

  /** What stays of the findings, and what is wrong with the comments. */
  List<Finding> applied(List<Finding> findings) {
    if (all.isEmpty()) {
      return findings;
    }
    List<Finding> stay = new ArrayList<>();
    Set<Use> used = new LinkedHashSet<>();
    for (Finding finding : findings) {
      List<Use> uses = uses(finding);
      used.addAll(uses);
      if (uses.isEmpty()) {
        stay.add(finding);
      }
    }
    stay.addAll(Judgement.of(faults(used), preferences, new LinkedHashSet<>()));
    return List.copyOf(stay);
  }

  /** What stays of the findings, where not every rule was asked: no comment is called unused. */
  List<Finding> left(List<Finding> findings) {
    return findings.stream().filter(finding -> uses(finding).isEmpty()).toList();
  }

  /** A rule that a comment names, and that was found where the comment speaks. */
  private record Use(Suppression suppression, String rule) {}

  private List<Use> uses(Finding finding) {
    if (all.isEmpty() || !(finding.at() instanceof Origin.InFile at)) {
      return List.of();
    }
    return byFile.getOrDefault(at.path(), List.of()).stream()
        .filter(suppression -> suppression.allows(finding.rule(), finding))
        .map(suppression -> new Use(suppression, finding.rule()))
        .toList();
  }

  private List<Finding> faults(Set<Use> used) {
    List<Finding> faults = new ArrayList<>();
    for (Suppression suppression : all) {
      if (!suppression.hasReason()) {
        faults.add(withoutReason(suppression));
        continue;
      }
      for (String rule : suppression.rules()) {
        Optional<Fault> fault = Rules.named(rule);
        if (fault.isEmpty()) {
          faults.add(unknown(suppression, rule));
        } else if (couldBeFound(fault.get()) && !used.contains(new Use(suppression, rule))) {
          faults.add(unused(suppression, rule));
        }
      }
    }
    return faults;
  }

  /** Of what is off, and of what the files do not show, it cannot be said that it is not there. */
  private boolean couldBeFound(Fault fault) {
    return fault.isInFiles() && !preferences.silences(fault);
  }

  private static Finding withoutReason(Suppression suppression) {
    return at(SuppressionFault.SUPPRESSION_UNCLEAR, suppression)
        .says(
            subject(suppression, String.join(" ", suppression.rules())),
            "the comment allows `%s` and gives no reason: it allows nothing"
                .formatted(String.join(", ", suppression.rules())),
            "write why behind the rule: `dovetail: allow %s REASON`"
                .formatted(String.join(", ", suppression.rules())));
  }

  private static Finding unknown(Suppression suppression, String rule) {
    return at(SuppressionFault.SUPPRESSION_UNCLEAR, suppression)
        .suggests(renamed(suppression, rule))
        .says(
            subject(suppression, rule),
            "the comment allows `%s`, and no rule is called that".formatted(rule),
            Nearest.hint(rule, Rules.FAULTS.stream().map(Fault::id).toList()));
  }

  private static Finding unused(Suppression suppression, String rule) {
    return at(SuppressionFault.SUPPRESSION_UNUSED, suppression)
        .suggests(gone(suppression, rule))
        .says(
            subject(suppression, rule),
            "the comment allows `%s`, which is not found there".formatted(rule),
            "remove it: left behind, it would hide the next one");
  }

  private static Optional<Suggestion> renamed(Suppression suppression, String rule) {
    return Nearest.to(rule, Rules.FAULTS.stream().map(Fault::id).toList())
        .map(near ->
            safe(
                "name `%s`".formatted(near),
                new Edit.Matching(place(suppression), Pattern.compile(word(rule)), near)));
  }

  /** Its only rule goes with the comment, one of several alone. */
  private static Optional<Suggestion> gone(Suppression suppression, String rule) {
    if (suppression.rules().size() > 1) {
      Pattern listed = Pattern.compile("%s\\s*,\\s*|\\s*,\\s*%s".formatted(word(rule), word(rule)));
      return Optional.of(
          safe(
              "leave `%s` out".formatted(rule), new Edit.Matching(place(suppression), listed, "")));
    }
    return suppression.isAlone()
        ? Optional.of(safe("remove the comment", new Edit.CommentGone(place(suppression))))
        : Optional.empty();
  }

  private static String word(String rule) {
    return "(?<![\\w-])" + Pattern.quote(rule) + "(?![\\w-])";
  }

  private static Suggestion safe(String title, Edit edit) {
    return new Suggestion(title, Suggestion.Safety.SAFE, List.of(edit), List.of());
  }

  private static Origin.InFile place(Suppression suppression) {
    return new Origin.InFile(suppression.file(), suppression.comment());
  }

  private static FindingBuilder at(SuppressionFault fault, Suppression suppression) {
    return FindingBuilder.of(fault, "", place(suppression));
  }

  private static String subject(Suppression suppression, String rule) {
    return suppression.file() + " " + rule;
  }
}
