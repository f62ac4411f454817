package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks every rule about every service, and brings what they say into one order. */
public final class Judgement {

  private Judgement() {}

  /** A rule that failed on facts that it should have understood: a fault of ours. */
  public static final class RuleCrash extends RuntimeException {
    private static final long serialVersionUID = 1;

    RuleCrash(Rule rule, ServiceFacts facts, RuntimeException cause) {
      super("judging the service " + facts.name() + " by the rule " + rule.id(), cause);
    }
  }

  /** What a configuration says of rules and findings. */
  public interface Preferences {

    /** The weight of a fault's findings; empty where the fault decides. */
    Optional<Severity> level(Fault fault);

    /** The weight of one finding, where its place or service is spoken of. */
    default Optional<Severity> level(Fault fault, Finding finding) {
      return level(fault);
    }

    boolean silences(Finding finding);

    boolean silences(Fault fault);
  }

  /** What is found of services, each fault once. */
  public static List<Finding> of(List<ServiceFacts> services, Preferences preferences) {
    return firsts(everywhere(services, preferences));
  }

  /** The same at every place where it shows: a comment allows it in one of them. */
  public static List<Finding> everywhere(List<ServiceFacts> services, Preferences preferences) {
    List<Finding> all = new ArrayList<>();
    // Opinions know nothing of each other; what comes of them is put in order afterwards.
    List<List<Finding>> opinions =
        services.parallelStream().map(service -> opinions(service, preferences)).toList();
    opinions.forEach(findings -> all.addAll(settled(findings, preferences)));
    return List.copyOf(all);
  }

  /** Of findings with one fingerprint the first stays: a type in three columns is one fault. */
  public static List<Finding> firsts(List<Finding> findings) {
    Set<String> seen = new HashSet<>();
    return findings.stream().filter(finding -> seen.add(finding.fingerprint())).toList();
  }

  private static List<Finding> opinions(ServiceFacts service, Preferences preferences) {
    return Rules.ALL.parallelStream()
        .filter(rule -> !preferences.silences(rule))
        .flatMap(rule -> judge(rule, service, preferences).stream())
        .toList();
  }

  /** What others found of one service, weighed and chosen as a rule's own findings are. */
  public static List<Finding> of(List<Finding> found, Preferences preferences, Set<String> seen) {
    return weighed(found, preferences).stream()
        .filter(finding -> seen.add(finding.fingerprint()))
        .toList();
  }

  /** The same at every place where it shows. */
  public static List<Finding> weighed(List<Finding> found, Preferences preferences) {
    List<Finding> weighed = new ArrayList<>();
    for (Finding finding : found) {
      Fault fault = Rules.named(finding.rule()).orElseThrow();
      if (!preferences.silences(fault)) {
        weighed.add(weighed(fault, finding, preferences));
      }
    }
    return settled(weighed, preferences);
  }

  /** One fault at one place, however many columns lead there. */
  private record Shown(String rule, String subject, Origin at) {}

  private static Finding weighed(Fault fault, Finding finding, Preferences preferences) {
    return preferences.level(fault, finding).map(finding::weighing).orElse(finding);
  }

  private static List<Finding> settled(List<Finding> findings, Preferences preferences) {
    Set<Shown> seen = new HashSet<>();
    return findings.stream()
        .sorted(Judgement::byPlace)
        .filter(finding ->
            !preferences.silences(finding)
                && seen.add(new Shown(finding.rule(), finding.subject(), finding.at())))
        .toList();
  }

  private static List<Finding> judge(Rule rule, ServiceFacts service, Preferences preferences) {
    try {
      return rule.judge(service).stream()
          .map(finding -> weighed(rule, finding, preferences))
          .toList();
    } catch (RuntimeException e) {
      throw new RuleCrash(rule, service, e);
    }
  }

  /** Written out: comparators that are put together of others are made anew at every start. */
  private static int byPlace(Finding one, Finding other) {
    int order = one.severity().compareTo(other.severity());
    order = order != 0 ? order : one.rule().compareTo(other.rule());
    order = order != 0 ? order : path(one.at()).compareTo(path(other.at()));
    order = order != 0 ? order : span(one.at()).compareTo(span(other.at()));
    return order != 0 ? order : one.subject().compareTo(other.subject());
  }

  private static String path(Origin origin) {
    return switch (origin) {
      case Origin.InFile file -> file.path();
      case Origin.InCommit commit -> commit.place().path();
      case Origin.InDatabase database -> database.database() + " " + database.object();
      case Origin.Implied implied -> implied.by();
    };
  }

  private static Span span(Origin origin) {
    return switch (origin) {
      case Origin.InFile file -> file.span();
      case Origin.InCommit commit -> commit.place().span();
      case Origin.InDatabase database -> Span.at(1, 1);
      case Origin.Implied implied -> Span.at(1, 1);
    };
  }
}
