package dev.dovetail.python.syntax;

/** Text as the lexer wants it: no byte order mark, one kind of line end, a line end at the end. */
final class SourceText {

  /** The lexer looks this far ahead without asking whether there is anything. */
  private static final int AHEAD = 8;

  private SourceText() {}

  static Tokens tokens(String text) {
    int from = text.startsWith("\uFEFF") ? 1 : 0;
    char[] s = new char[text.length() - from + 1 + AHEAD];
    text.getChars(from, text.length(), s, 0);
    int length = text.length() - from;
    int kept = 0;
    for (int i = 0; i < length; i++) {
      char c = s[i];
      if (c == '\r') {
        c = '\n';
        if (s[i + 1] == '\n') {
          i++;
        }
      }
      s[kept++] = c;
    }
    if (kept > 0 && s[kept - 1] != '\n') {
      s[kept++] = '\n';
    }
    for (int i = kept; i < s.length; i++) {
      s[i] = 0;
    }
    return new Tokens(s, kept);
  }
}
