package dev.dovetail.migrations.alembic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a migration is written that is there: what a new one takes over from it.
 *
 * @param identifiers the type hints of {@code revision} and its kin, empty text for none; a name
 *     that it does not have is missing
 * @param header lines of its docstring that Alembic's template writes
 * @param blankAtEnd whether a blank line ends its docstring
 * @param remark whether it has Alembic's remark over the identifiers
 * @param returns what stands between the brackets and the colon of {@code upgrade}
 * @param takesArguments whether {@code upgrade} takes any, which is not Alembic's usual way
 */
record Neighbour(
    Map<String, String> identifiers,
    List<String> header,
    boolean blankAtEnd,
    boolean fractions,
    boolean remark,
    char quote,
    String returns,
    boolean takesArguments,
    List<String> imports) {

  private static final List<String> NAMES =
      List.of("revision", "down_revision", "branch_labels", "depends_on");
  private static final List<String> HEADER = List.of("Revision ID:", "Revises:", "Create Date:");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?m)^(revision|down_revision|branch_labels|depends_on)[ \\t]*(:[^=\\n]+?)?[ \\t]*=["
              + " \\t]*(.*)$");
  private static final Pattern UPGRADE =
      Pattern.compile("(?m)^def upgrade\\(([^)]*)\\)([^:\\n]*):");
  private static final Pattern FROM =
      Pattern.compile("(?m)^from (typing|collections\\.abc) import ([\\w ,]+)$");

  /** As Alembic's own template has it. */
  static Neighbour usual() {
    Map<String, String> identifiers = new LinkedHashMap<>();
    NAMES.forEach(name -> identifiers.put(name, ""));
    return new Neighbour(identifiers, HEADER, true, true, true, '\'', " -> None", false, List.of());
  }

  static Neighbour of(String text) {
    Map<String, String> identifiers = new LinkedHashMap<>();
    char quote = '"';
    Matcher assigned = ASSIGNED.matcher(text);
    while (assigned.find()) {
      identifiers.putIfAbsent(
          assigned.group(1), Optional.ofNullable(assigned.group(2)).orElse("").stripTrailing());
      if (assigned.group(1).equals("revision")) {
        quote = assigned.group(3).startsWith("'") ? '\'' : '"';
      }
    }
    Matcher upgrade = UPGRADE.matcher(text);
    boolean found = upgrade.find();
    String docstring = docstring(text);
    return new Neighbour(
        identifiers,
        HEADER.stream().filter(docstring::contains).toList(),
        docstring.matches("(?s).*\\n[ \\t]*\\n[ \\t]*"),
        docstring.matches("(?s).*Create Date: [0-9: T-]+\\.[0-9]+.*"),
        text.contains("# revision identifiers, used by Alembic"),
        quote,
        found ? upgrade.group(2) : " -> None",
        found && !upgrade.group(1).isBlank(),
        imports(text, String.join(" ", identifiers.values())));
  }

  private static String docstring(String text) {
    int open = text.indexOf("\"\"\"");
    int close = open < 0 ? -1 : text.indexOf("\"\"\"", open + 3);
    return close < 0 ? "" : text.substring(open + 3, close);
  }

  /** Those of names that the hints use. */
  private static List<String> imports(String text, String hints) {
    List<String> imports = new ArrayList<>();
    if (text.contains("from __future__ import annotations")) {
      imports.add("from __future__ import annotations");
    }
    if (hints.contains("typing.")) {
      imports.add("import typing");
    }
    Matcher from = FROM.matcher(text);
    while (from.find()) {
      List<String> used = new ArrayList<>();
      for (String name : from.group(2).split(",", -1)) {
        if (hints.matches("(?s).*\\b" + Pattern.quote(name.strip()) + "\\b.*")) {
          used.add(name.strip());
        }
      }
      if (!used.isEmpty()) {
        imports.add("from " + from.group(1) + " import " + String.join(", ", used));
      }
    }
    return imports;
  }
}
