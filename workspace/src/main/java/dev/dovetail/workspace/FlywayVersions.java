package dev.dovetail.workspace;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of Flyway in one folder that have one version, however it is written: {@code V2__a.sql} and
 * {@code V02__b.sql}. Flyway refuses them; of their SQL nothing is read.
 */
final class FlywayVersions {

  private static final Pattern NAME = Pattern.compile("V(\\d+(?:[._]\\d+)*)__.*\\.sql");

  private FlywayVersions() {}

  static List<Finding> judged(Tree tree, Judgement.Preferences preferences) {
    Fault fault = Rules.named("revision-id-duplicated").orElseThrow();
    Map<String, String> seen = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    for (String path : tree.files()) {
      if (!path.endsWith(".sql")) {
        continue;
      }
      Matcher name = NAME.matcher(Paths.nameOf(path));
      if (name.matches()) {
        String version = version(name.group(1));
        String other = seen.putIfAbsent(Paths.parentOf(path) + "/" + version, path);
        if (other != null) {
          findings.add(
              FindingBuilder.of(fault, "", Origin.inFile(path, 1, 1))
                  .also(Origin.inFile(other, 1, 1), "the same version")
                  .says(
                      path,
                      "`%s` and `%s` both have the version %s: Flyway refuses to migrate"
                          .formatted(Paths.nameOf(other), Paths.nameOf(path), version),
                      "give one of them a version of its own"));
        }
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  /** As Flyway compares: number by number, and what is not there is nought. */
  private static String version(String written) {
    List<String> parts = new ArrayList<>();
    for (String part : written.split("[._]")) {
      parts.add(new BigInteger(part).toString());
    }
    while (parts.size() > 1 && parts.getLast().equals("0")) {
      parts.removeLast();
    }
    return String.join(".", parts);
  }
}
