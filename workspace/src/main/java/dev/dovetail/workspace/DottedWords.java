package dev.dovetail.workspace;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Words of a text that stand only before a dot: what is used there, and brought in nowhere. Looked
 * for in the bytes, for this is asked of every file.
 */
final class DottedWords {

  private static final boolean[] OF_WORD = new boolean[256];

  static {
    for (char letter :
        "_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
      OF_WORD[letter] = true;
    }
  }

  private final byte[] text;
  private final Set<String> sought;
  private final boolean[] begins = new boolean[128];
  private final Set<String> dotted = new HashSet<>();
  private final Set<String> elsewhere = new HashSet<>();

  private DottedWords(byte[] text, Set<String> sought) {
    this.text = text;
    this.sought = sought;
    sought.forEach(word -> begins[word.charAt(0) & 127] = true);
  }

  /**
   * @param sought plain words in ASCII
   * @return those of them with a dot right behind them, and that stand nowhere without one or as
   *     somebody's attribute
   */
  static Set<String> alone(byte[] text, Set<String> sought) {
    DottedWords words = new DottedWords(text, sought);
    words.read();
    words.dotted.removeAll(words.elsewhere);
    return words.dotted;
  }

  private void read() {
    int at = 0;
    while (at < text.length) {
      if (!OF_WORD[text[at] & 0xFF]) {
        at++;
        continue;
      }
      int start = at;
      while (at < text.length && OF_WORD[text[at] & 0xFF]) {
        at++;
      }
      if (begins[text[start]]) {
        String word = new String(text, start, at - start, StandardCharsets.US_ASCII);
        if (sought.contains(word)) {
          see(word, start, at);
        }
      }
    }
  }

  private void see(String word, int start, int end) {
    int next = end;
    while (next < text.length && isSpace(text[next])) {
      next++;
    }
    boolean before = next < text.length && text[next] == '.';
    if (before && next == end) {
      dotted.add(word);
    }
    if (!before || (start > 0 && text[start - 1] == '.')) {
      elsewhere.add(word);
    }
  }

  private static boolean isSpace(byte letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }
}
