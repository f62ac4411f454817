package dev.dovetail.workspace;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A file of Java as words: comments and what stands in quotes are blank, so that what is found is
 * code. Every character keeps its place.
 */
final class JavaText {

  /** So far it is looked for what belongs to an annotation: nobody writes longer declarations. */
  private static final int REACH = 4_000;

  private final String path;
  private final String code;
  private final int[] lines;

  private JavaText(String path, String code) {
    this.path = path;
    this.code = code;
    this.lines =
        IntStream.concat(
                IntStream.of(0),
                IntStream.range(0, code.length())
                    .filter(i -> code.charAt(i) == '\n')
                    .map(i -> i + 1))
            .toArray();
  }

  static JavaText of(String path, String text) {
    char[] code = text.toCharArray();
    int i = 0;
    while (i < code.length) {
      if (text.startsWith("//", i)) {
        i = blank(code, i, until(text, "\n", i, 0));
      } else if (text.startsWith("/*", i)) {
        i = blank(code, i, until(text, "*/", i + 2, 2));
      } else if (text.startsWith("\"\"\"", i)) {
        i = blank(code, i, until(text, "\"\"\"", i + 3, 3));
      } else if (code[i] == '"' || code[i] == '\'') {
        i = blank(code, i, literal(text, i));
      } else {
        i++;
      }
    }
    return new JavaText(path, new String(code));
  }

  private static int until(String text, String end, int from, int more) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + more;
  }

  private static int literal(String text, int from) {
    for (int i = from + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == text.charAt(from)) {
        return i + 1;
      }
    }
    return from + 1;
  }

  private static int blank(char[] code, int from, int to) {
    for (int i = from; i < to; i++) {
      code[i] = code[i] == '\n' ? '\n' : ' ';
    }
    return Math.max(to, from + 1);
  }

  String code() {
    return code;
  }

  Origin.InFile at(int from, int to) {
    int found = Arrays.binarySearch(lines, from);
    int line = found >= 0 ? found + 1 : -found - 1;
    int begin = lines[line - 1];
    int column = 1 + code.codePointCount(begin, from);
    return new Origin.InFile(
        path, new Span(line, column, line, column + code.codePointCount(from, to)));
  }

  /** Behind the place where a bracket is closed; -1 where it never is. */
  int closing(int open) {
    int closed = closed(code, open);
    return closed < code.length() ? closed + 1 : -1;
  }

  /**
   * The declaration around an annotation, with all its annotations: from what ends the one before
   * it to its own name.
   */
  String declaration(int from, int to) {
    int start = from;
    int depth = 0;
    for (int i = from - 1; i >= Math.max(0, from - REACH); i--) {
      char c = code.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth < 0 || depth == 0 && ";{}".indexOf(c) >= 0) {
        break;
      }
      start = i;
    }
    int end = to;
    depth = 0;
    while (end < Math.min(code.length(), to + REACH)) {
      char c = code.charAt(end);
      if (depth == 0 && ";{=".indexOf(c) >= 0) {
        break;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) {
        break;
      }
      end++;
    }
    return code.substring(start, end);
  }

  /**
   * The type that stands before the name in a declaration; of a collection, that of its members.
   */
  static Optional<String> type(String declaration) {
    String field = field(declaration);
    int end = field.lastIndexOf(' ');
    while (end > 0 && !Character.isJavaIdentifierPart(field.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(field.charAt(start - 1))) {
      start--;
    }
    return end > start ? Optional.of(field.substring(start, end)) : Optional.empty();
  }

  /** What it declares: the last word. */
  static String name(String declaration) {
    String field = field(declaration);
    return field.substring(field.lastIndexOf(' ') + 1);
  }

  private static String field(String declaration) {
    String plain = plain(declaration);
    int parameters = plain.indexOf('(');
    return (parameters < 0 ? plain : plain.substring(0, parameters)).strip();
  }

  /** A declaration without its annotations, in words. */
  private static String plain(String declaration) {
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < declaration.length()) {
      if (declaration.charAt(i) == '@') {
        i = behindAnnotation(declaration, i + 1);
        plain.append(' ');
      } else {
        plain.append(declaration.charAt(i));
        i++;
      }
    }
    return plain.toString().strip().replaceAll("\\s+", " ");
  }

  private static int behindAnnotation(String text, int from) {
    int name = from;
    while (name < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(name)) || text.charAt(name) == '.')) {
      name++;
    }
    int open = name;
    while (open < text.length() && Character.isWhitespace(text.charAt(open))) {
      open++;
    }
    return open < text.length() && text.charAt(open) == '(' ? closed(text, open) + 1 : name;
  }

  /** Where a bracket is closed; the end, where it never is. */
  private static int closed(String text, int open) {
    int depth = 0;
    for (int i = open; i < Math.min(text.length(), open + REACH); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
