package dev.dovetail.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule's page as scenarios: under each heading of the third level stand files, in fenced blocks
 * that name their path, and the findings that Dovetail makes of them.
 */
record RulePage(String text, List<Scenario> scenarios) {

  private static final Pattern FENCE = Pattern.compile("```(\\w+)(?: (\\S+))?");
  private static final Pattern MARKER =
      Pattern.compile("(?:#|--|//) finds: ([a-z, -]+?)\\s*(?:#.*)?$");

  /**
   * One scenario.
   *
   * @param expected the lines of its {@code dovetail} block
   * @param marked {@code path:line rule} of every marker
   */
  record Scenario(
      String title, Map<String, String> files, List<String> expected, List<String> marked) {}

  static RulePage parse(String text) {
    List<Scenario> scenarios = new ArrayList<>();
    String title = "";
    Map<String, String> files = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("### ")) {
        title = line.substring(4);
        files = new TreeMap<>();
      }
      Matcher fence = FENCE.matcher(line);
      if (fence.matches()) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        List<String> body = lines.subList(i + 1, end);
        if (fence.group(2) != null) {
          files.put(fence.group(2), body.isEmpty() ? "" : String.join("\n", body) + "\n");
        } else if (fence.group(1).equals("dovetail")) {
          scenarios.add(new Scenario(title, files, List.copyOf(body), markers(files)));
        }
        i = end;
      }
    }
    return new RulePage(text, scenarios);
  }

  private static List<String> markers(Map<String, String> files) {
    List<String> markers = new ArrayList<>();
    files.forEach((path, text) -> {
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        Matcher marker = MARKER.matcher(lines.get(i));
        if (marker.find()) {
          for (String rule : marker.group(1).split(",")) {
            markers.add(path + ":" + (i + 1) + " " + rule.strip());
          }
        }
      }
    });
    return markers;
  }

  /** The page with what was really found in its {@code dovetail} blocks. */
  String with(List<List<String>> found) {
    List<String> out = new ArrayList<>();
    int scenario = 0;
    boolean skipping = false;
    for (String line : text.lines().toList()) {
      if (skipping && line.equals("```")) {
        skipping = false;
      }
      if (!skipping) {
        out.add(line);
      }
      if (line.equals("```dovetail")) {
        out.addAll(found.get(scenario++));
        skipping = true;
      }
    }
    return String.join("\n", out) + "\n";
  }
}
