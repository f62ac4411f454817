package dev.dovetail.python.model;

import dev.dovetail.core.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds import statements in the bytes of a file without parsing it, in one pass. It may take a
 * line of a string for one, which only makes the reader look into a file too many.
 */
final class ImportScan {

  /**
   * One name that is imported.
   *
   * @param level how many dots; 0 for an absolute import
   * @param module after the dots; may be empty
   * @param name empty for {@code import module}, {@code *} for all
   */
  record Imported(int level, String module, String name, Span at) {}

  private final byte[] text;
  private final List<Imported> found = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  private ImportScan(byte[] text) {
    this.text = text;
  }

  static List<Imported> of(byte[] text) {
    ImportScan scan = new ImportScan(text);
    scan.lines();
    return scan.found;
  }

  private void lines() {
    while (at < text.length) {
      skipBlanks();
      if (startsWith("from")) {
        at += 4;
        from();
      } else if (startsWith("import")) {
        at += 6;
        modules();
      }
      toNextLine();
    }
  }

  private void from() {
    skipBlanks();
    int level = 0;
    while (at < text.length && text[at] == '.') {
      level++;
      at++;
      skipBlanks();
    }
    String module = dotted();
    if (level > 0 && module.equals("import")) {
      module = "";
    } else {
      skipBlanks();
      if (!startsWith("import")) {
        return;
      }
      at += 6;
    }
    names(level, module);
  }

  private void names(int level, String module) {
    skipBlanks();
    boolean parenthesised = at < text.length && text[at] == '(';
    if (parenthesised) {
      at++;
    }
    while (at < text.length) {
      skipBetween(parenthesised);
      int start = at;
      String name = at < text.length && text[at] == '*' ? star() : dotted();
      if (name.isEmpty()) {
        return;
      }
      found.add(new Imported(level, module, name, span(start)));
      skipAlias(parenthesised);
      if (at >= text.length || text[at] != ',') {
        return;
      }
      at++;
    }
  }

  private void modules() {
    while (at < text.length) {
      skipBetween(false);
      int start = at;
      String module = dotted();
      if (module.isEmpty()) {
        return;
      }
      found.add(new Imported(0, module, "", span(start)));
      skipAlias(false);
      if (at >= text.length || text[at] != ',') {
        return;
      }
      at++;
    }
  }

  private String star() {
    at++;
    return "*";
  }

  private void skipAlias(boolean parenthesised) {
    skipBetween(parenthesised);
    if (startsWith("as")) {
      at += 2;
      skipBetween(parenthesised);
      dotted();
      skipBetween(parenthesised);
    }
  }

  private String dotted() {
    int start = at;
    while (at < text.length && (isWord(text[at]) || text[at] == '.')) {
      at++;
    }
    return new String(text, start, at - start, StandardCharsets.UTF_8);
  }

  private Span span(int start) {
    int column = 1;
    for (int i = lineStart; i < start; i++) {
      column += (text[i] & 0xC0) == 0x80 ? 0 : 1;
    }
    int length =
        new String(text, start, at - start, StandardCharsets.UTF_8).codePoints().map(c -> 1).sum();
    return new Span(line, column, line, column + length);
  }

  private boolean startsWith(String word) {
    if (at + word.length() >= text.length || isWord(text[at + word.length()])) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Blanks within a line, and backslashes that join the next one to it. */
  private void skipBlanks() {
    while (at < text.length) {
      if (text[at] == ' ' || text[at] == '\t' || text[at] == '\f') {
        at++;
      } else if (text[at] == '\\' && at + 1 < text.length && isEnd(text[at + 1])) {
        at++;
        newLine();
      } else {
        return;
      }
    }
  }

  private void skipBetween(boolean parenthesised) {
    skipBlanks();
    while (parenthesised && at < text.length && (isEnd(text[at]) || text[at] == '#')) {
      toNextLine();
      skipBlanks();
    }
  }

  private void toNextLine() {
    while (at < text.length && !isEnd(text[at])) {
      at++;
    }
    if (at < text.length) {
      newLine();
    }
  }

  private void newLine() {
    boolean two = text[at] == '\r' && at + 1 < text.length && text[at + 1] == '\n';
    at += two ? 2 : 1;
    line++;
    lineStart = at;
  }

  private static boolean isEnd(byte b) {
    return b == '\n' || b == '\r';
  }

  private static boolean isWord(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '_'
        || b < 0;
  }
}
