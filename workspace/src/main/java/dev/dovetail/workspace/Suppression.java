package dev.dovetail.workspace;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that allows findings: {@code # dovetail: allow RULE reason}, in SQL with two dashes, in
 * Java and its like with two slashes. Behind code it speaks of its statement; on a line of its own,
 * of the statement below with its annotations and all that is indented under it; as {@code
 * allow-file}, of the file.
 *
 * @param from the first line that it speaks of
 * @param to the last one
 */
record Suppression(String file, Span comment, List<String> rules, String reason, int from, int to) {

  /** What every such comment holds, for a quick look at files that have none. */
  static final String WORD = "dovetail: allow";

  private static final Pattern FORM =
      Pattern.compile(
          "dovetail:"
              + " allow(-file)?\\s+([\\w-]+(?:\\s*,\\s*[\\w-]+)*)(?:\\s*[:(\\u2013\\u2014-]\\s*|\\s+)?(.*)");

  Suppression {
    rules = List.copyOf(rules);
  }

  /** Without a reason it allows nothing. */
  boolean hasReason() {
    return !reason.isEmpty();
  }

  /** Whether it says no more than it has to: another comment behind it is not to go with it. */
  boolean isAlone() {
    boolean slashes = mark(file).equals("//") && reason.contains("//");
    return !reason.contains("#") && !reason.contains("--") && !slashes;
  }

  boolean allows(String rule, Finding finding) {
    return hasReason()
        && rules.contains(rule)
        && finding.rule().equals(rule)
        && finding.at() instanceof Origin.InFile at
        && at.path().equals(file)
        && at.span().line() <= to
        && at.span().endLine() >= from;
  }

  static List<Suppression> in(String file, String text) {
    List<String> lines = text.lines().toList();
    String mark = mark(file);
    List<Suppression> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int start = lines.get(i).contains(WORD) ? comment(lines.get(i), mark) : -1;
      if (start >= 0) {
        read(file, lines, i, start, mark).ifPresent(found::add);
      }
    }
    return found;
  }

  /** What begins a comment. */
  private static String mark(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "sql" -> "--";
      case "java", "kt", "ts", "tsx", "js", "go", "rs" -> "//";
      default -> "#";
    };
  }

  private static Optional<Suppression> read(
      String file, List<String> lines, int i, int start, String mark) {
    String line = lines.get(i);
    Matcher form = FORM.matcher(line.substring(start));
    if (!form.find()) {
      return Optional.empty();
    }
    int from = i + 1;
    int to = i + 1;
    if (form.group(1) != null) {
      from = 1;
      to = lines.size();
    } else if (line.substring(0, start).isBlank()) {
      from = codeBelow(lines, i, mark) + 1;
      to =
          file.endsWith(".sql")
              ? statement(lines, from - 1)
              : declared(lines, from - 1, mark, file);
    }
    int column = line.codePointCount(0, start) + 1;
    int end = line.codePointCount(0, line.length()) + 1;
    List<String> rules = Arrays.stream(form.group(2).split(",")).map(String::strip).toList();
    String reason = form.group(3).strip();
    return Optional.of(
        new Suppression(file, new Span(i + 1, column, i + 1, end), rules, reason, from, to));
  }

  /** Where the comment begins that holds the word; -1 where the word stands in a string. */
  private static int comment(String line, String mark) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (line.startsWith(mark, i)) {
        int word = line.indexOf(WORD, i);
        return word < 0 ? -1 : line.lastIndexOf(mark, word);
      }
    }
    return -1;
  }

  private static int codeBelow(List<String> lines, int comment, String mark) {
    int i = comment + 1;
    while (i < lines.size() && isSilent(lines.get(i), mark)) {
      i++;
    }
    return Math.min(i, lines.size() - 1);
  }

  private static boolean isSilent(String line, String mark) {
    return line.isBlank() || line.stripLeading().startsWith(mark);
  }

  /** The last line of what is declared below, which may begin with lines of annotations. */
  private static int declared(List<String> lines, int first, String mark, String file) {
    boolean annotates = file.endsWith(".java") || file.endsWith(".py");
    int last = block(lines, first);
    while (annotates && isAnnotation(lines, first, last, mark)) {
      first = codeBelow(lines, last - 1, mark);
      last = block(lines, first);
    }
    return last;
  }

  /** In Java, a line may begin with an annotation and be the whole declaration. */
  private static boolean isAnnotation(List<String> lines, int first, int last, String mark) {
    String end = lines.get(last - 1);
    int comment = end.indexOf(mark);
    String code = (comment < 0 ? end : end.substring(0, comment)).strip();
    return last < lines.size()
        && lines.get(first).stripLeading().startsWith("@")
        && (code.isEmpty() || ";{}=".indexOf(code.charAt(code.length() - 1)) < 0);
  }

  /** The last line of what is indented under a line, or closes its brackets. */
  private static int block(List<String> lines, int first) {
    int indent = indent(lines.get(first));
    int last = first;
    for (int i = first + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && indent(line) <= indent && !closes(line, indent)) {
        break;
      }
      last = i;
    }
    return last + 1;
  }

  private static int statement(List<String> lines, int first) {
    for (int i = first; i < lines.size(); i++) {
      if (lines.get(i).contains(";")) {
        return i + 1;
      }
    }
    return lines.size();
  }

  private static boolean closes(String line, int indent) {
    return indent(line) == indent && ")]}".indexOf(line.charAt(indent)) >= 0;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
