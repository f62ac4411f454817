package dev.dovetail.workspace;

import dev.dovetail.core.expected.Expectations;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.GuardFault;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lists of expected labels that {@code dovetail guard emit} wrote into a repository, found by
 * the names of their files. One that says what the code said once is worse than none.
 */
final class GuardLists {

  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?[^/]*dovetail[_-]guard[^/]*\\.(py|json)");
  private static final Pattern LIST =
      Pattern.compile(
          "\"service\": \"((?:[^\"\\\\]|\\\\.)*+)\",\\s*\"fingerprint\": \"([0-9a-f]*)\"");

  private GuardLists() {}

  static List<Finding> judged(
      Tree tree, List<ServiceFacts> services, Judgement.Preferences preferences) {
    List<Finding> findings = new ArrayList<>();
    for (String path : tree.files()) {
      Matcher name = NAME.matcher(path);
      if (path.contains("guard") && name.matches()) {
        tree.read(path)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .ifPresent(text -> findings.addAll(judged(path, name.group(1), text, services)));
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  private static List<Finding> judged(
      String path, String ending, String text, List<ServiceFacts> services) {
    List<Finding> findings = new ArrayList<>();
    int lists = (int) LIST.matcher(text).results().count();
    Matcher list = LIST.matcher(text);
    int line = 1;
    int begin = 0;
    int seen = 0;
    while (list.find()) {
      for (; seen < list.start(2); seen++) {
        if (text.charAt(seen) == '\n') {
          line++;
          begin = seen + 1;
        }
      }
      Origin at = new Origin.InFile(path, Span.at(line, seen - begin + 1));
      String service = list.group(1);
      Optional<ServiceFacts> facts =
          services.stream().filter(known -> known.name().equals(service)).findFirst();
      if (facts.isEmpty()) {
        findings.add(
            FindingBuilder.of(GuardFault.GUARD_LIST_OUT_OF_DATE, service, at)
                .says(
                    path + " " + service,
                    "the guard's list is of a service `%s`, and there is none".formatted(service),
                    "remove it, or write it for the service that it is to guard"));
      } else if (!fingerprint(facts.get()).equals(list.group(2))) {
        String which = lists > 1 ? "" : "--service " + service + " ";
        findings.add(
            FindingBuilder.of(GuardFault.GUARD_LIST_OUT_OF_DATE, service, at)
                .says(
                    path + " " + service,
                    "the guard's list of `%s` is not what its enums are now: a start would pass that fails later"
                        .formatted(service),
                    "write it anew: `dovetail guard emit %s %s--output %s`"
                        .formatted(ending.equals("py") ? "python" : "json", which, path)));
      }
    }
    return findings;
  }

  private static String fingerprint(ServiceFacts facts) {
    return Expectations.of(facts.name(), facts.comparisons()).fingerprint();
  }
}
