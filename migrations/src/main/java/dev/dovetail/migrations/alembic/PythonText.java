package dev.dovetail.migrations.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts as Python has them. */
final class PythonText {

  private static final int WIDTH = 88;

  /** What SQLAlchemy's text() takes for a parameter. */
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\\\]):(?=\\w)");

  private PythonText() {}

  /** A string literal; in the quotes that are wished for, where that saves escapes. */
  static String literal(String text, char wished) {
    char quote = wished;
    if (text.indexOf(wished) >= 0) {
      char other = wished == '"' ? '\'' : '"';
      quote = text.indexOf(other) < 0 ? other : wished;
    }
    StringBuilder out = new StringBuilder().append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c == quote) {
            out.append('\\').append(c);
          } else if (isPlain(c)) {
            out.append(c);
          } else {
            out.append("\\u").append(String.format("%04x", (int) c));
          }
        }
      }
    }
    return out.append(quote).toString();
  }

  /** A literal over several lines, each a string of its own, which Python joins. */
  static List<String> lines(String text, String indent) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("(?<=\n)", -1)) {
      if (!line.isEmpty()) {
        lines.add(indent + literal(line, '"'));
      }
    }
    return lines;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20
        && (c < 0x7f || c > 0x9f)
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.FORMAT
        && Character.getType(c) != Character.LINE_SEPARATOR
        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
  }

  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().forEach(c -> out.append(isPlain((char) c) ? (char) c : '?'));
    return out.toString();
  }

  /** SQL of which nothing is taken for a parameter. */
  static String withoutParameters(String sql) {
    return PARAMETER.matcher(sql).replaceAll("\\\\:");
  }

  /** Comment lines. */
  static List<String> remark(String words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("#");
    for (String word : printable(words).split(" ", -1)) {
      if (line.length() + word.length() + 5 > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
