package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The SQL that a service's code sends, tried on the schema that its migrations make. */
final class Queries {

  private Queries() {}

  /** What PostgreSQL would refuse with one of these states, by the place in the code. */
  static List<Refusal> refused(ServiceFacts facts, Set<String> states) {
    List<Refusal> refused = new ArrayList<>();
    for (Told told : facts.told().stream().toList()) {
      Set<String> folders = folders(told);
      for (Usage.Sent sent : facts.usage().sent()) {
        if (!folders.contains(folder(sent.origin()))
            && told.trail().end().apply(sent.statement(), sent.origin()) instanceof Refusal refusal
            && states.contains(refusal.sqlstate())) {
          refused.add(refusal);
        }
      }
    }
    return refused;
  }

  /** What migrations send is sent to the schema of their time. */
  private static Set<String> folders(Told told) {
    Set<String> folders = new HashSet<>();
    told.revisions().forEach(revision -> folders.add(folder(revision.origin())));
    return folders;
  }

  private static String folder(Origin origin) {
    return origin instanceof Origin.InFile file
        ? file.path().substring(0, file.path().lastIndexOf('/') + 1)
        : "";
  }
}
