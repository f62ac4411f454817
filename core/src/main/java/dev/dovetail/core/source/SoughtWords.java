package dev.dovetail.core.source;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Words looked for in the bytes of a file, before anybody decodes or parses it. */
public final class SoughtWords {

  private final byte[][] words;
  private final boolean[] first = new boolean[256];

  private SoughtWords(List<String> words) {
    this.words =
        words.stream().map(word -> word.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    for (byte[] word : this.words) {
      first[word[0] & 0xFF] = true;
    }
  }

  public static SoughtWords of(String... words) {
    return new SoughtWords(List.of(words));
  }

  /** Whether any of them is there, whatever stands around it. */
  public boolean isAnyIn(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (first[text[i] & 0xFF]) {
        for (byte[] word : words) {
          if (isAt(text, i, word)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, int at, byte[] word) {
    if (at + word.length > text.length) {
      return false;
    }
    for (int i = 1; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return text[at] == word[0];
  }
}
