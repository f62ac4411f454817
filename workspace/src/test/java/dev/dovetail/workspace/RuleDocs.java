package dev.dovetail.workspace;

import dev.dovetail.core.judge.Category;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Fixer;
import dev.dovetail.core.judge.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rules as files of the documentation: a page each, as it is built in, and a table of all. */
final class RuleDocs {

  private static final String HEAD =
      """
      # Rules

      What `dovetail check`, `verify`, `audit` and `probe` find. `dovetail explain RULE` prints a page in the terminal. A rule that is off
      is asked when `dovetail.toml` names it, or its set:

      ```toml
      [rules]
      safety = "on"                    # a set: enums, safety or all
      label-order-differs = "error"    # a rule: off, on, info, warning, error

      [[rules-in]]                     # the same for one service, or below a folder
      path = "services/legacy"
      enums = "info"
      ```

      The set `safety` holds the rules of that group below, `enums` all others. What names a rule goes before what names its set,
      and that before `all`; of several `[[rules-in]]` that meet a finding, the last that speaks of its rule counts.

      `check --fix` edits text where it stands, where nothing runs otherwise for it; with `--unsafe-fixes` also where that is meant (docs/fix.md).
      `fix` writes migrations. Not every finding of a rule can be mended so.
      """;

  private RuleDocs() {}

  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Rules.FAULTS.forEach(fault -> files.put(fault.id() + ".md", Rules.page(fault)));
    files.put("README.md", table());
    return files;
  }

  private static String table() {
    StringBuilder out = new StringBuilder(HEAD);
    for (Category category : Category.values()) {
      List<Fault> faults =
          Rules.FAULTS.stream().filter(fault -> fault.category() == category).toList();
      out.append("\n## ").append(category.word()).append("\n\n");
      out.append("| rule | level | finds | mended by |\n| --- | --- | --- | --- |\n");
      for (Fault fault : faults) {
        out.append(
            "| [%s](%s.md) | %s | %s | %s |\n"
                .formatted(
                    fault.id(),
                    fault.id(),
                    fault.onByDefault()
                        ? fault.severity().word()
                        : "off (" + fault.severity().word() + ")",
                    fault.summary(),
                    Fixer.of(fault).stream()
                        .map(fixer -> "`" + fixer.command() + "`")
                        .collect(Collectors.joining(", "))));
      }
    }
    return out.toString();
  }
}
