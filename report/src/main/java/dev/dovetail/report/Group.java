package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ReplayFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Findings that say the same of different things, such as labels of one type. */
record Group(List<Finding> findings) {

  /** It is said of the machine, not of a service: one is enough for all. */
  private static final String NOT_VERIFIED = ReplayFault.MIGRATIONS_NOT_VERIFIED.id();

  static List<Group> of(List<Finding> findings) {
    Map<List<Object>, List<Finding>> groups = new LinkedHashMap<>();
    int alone = 0;
    for (Finding finding : findings) {
      Object topic = finding.topic().isPresent() ? finding.topic().get() : alone++;
      List<Object> key =
          finding.rule().equals(NOT_VERIFIED)
              ? List.of(finding.rule(), finding.severity(), finding.message())
              : List.of(finding.service(), finding.rule(), finding.severity(), topic);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
    return groups.values().stream().map(Group::new).toList();
  }

  Group {
    findings = List.copyOf(findings);
  }

  Finding first() {
    return findings.get(0);
  }

  /** What they have in common, said once. */
  String message() {
    boolean same = findings.stream().allMatch(it -> it.message().equals(first().message()));
    return same
        ? first().message()
        : findings.size() + " " + first().topic().orElse(first().message());
  }

  /** Whose they are; empty where they are nobody's. */
  String services() {
    return findings.stream()
        .map(Finding::service)
        .filter(service -> !service.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Each remedy once. */
  List<String> helps() {
    Set<String> helps = new LinkedHashSet<>();
    findings.forEach(finding -> helps.add(finding.help()));
    return helps.stream().filter(help -> !help.isEmpty()).toList();
  }

  /** One finding with its remedy, where there is one place for text. */
  static String sentence(Finding finding) {
    return finding.help().isEmpty()
        ? finding.message()
        : finding.message() + ". Help: " + finding.help();
  }
}
