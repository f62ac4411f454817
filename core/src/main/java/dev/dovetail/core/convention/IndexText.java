package dev.dovetail.core.convention;

import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes as a catalog shows them, taken apart. */
final class IndexText {

  private IndexText() {}

  static Optional<Convention.Index> read(Schema.Index index) {
    Shape.Index shape = Shape.Index.of(index, Optional.of(index.name()));
    String body = shape.body();
    int open = body.indexOf(" (");
    int close = open < 0 ? -1 : closing(body, open + 1);
    if (close < 0) {
      return Optional.empty();
    }
    List<String> keys = pieces(body.substring(open + 2, close));
    String rest = body.substring(close + 1).strip();
    List<String> include = List.of();
    if (rest.startsWith("INCLUDE (")) {
      int end = closing(rest, rest.indexOf('('));
      include = pieces(rest.substring("INCLUDE (".length(), end));
      rest = rest.substring(end + 1).strip();
    }
    if (!rest.isEmpty() && !rest.startsWith("WHERE ")) {
      return Optional.empty();
    }
    String method = body.substring(0, open);
    return Optional.of(
        new Convention.Index(
            Optional.of(index.name()),
            keys,
            shape.unique(),
            Optional.of(method).filter(it -> !it.equals("btree")),
            include,
            rest.isEmpty()
                ? Optional.empty()
                : Optional.of(bare(rest.substring("WHERE ".length())))));
  }

  private static String bare(String text) {
    return text.startsWith("(") && closing(text, 0) == text.length() - 1
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** The place of the bracket that closes the one at a place; quoted text is passed over. */
  private static int closing(String text, int open) {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        pieces.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    pieces.add(text.substring(start).strip());
    return pieces;
  }
}
