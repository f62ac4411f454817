package dev.dovetail.python.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks for words in the bytes of a file, so that files without any of them need not be decoded and
 * read. Holds for every encoding in which ASCII is itself; a word may be part of a longer one.
 */
public final class PythonText {

  private final byte[][] words;

  /** Words by their first byte. */
  private final boolean[] begins = new boolean[128];

  private PythonText(byte[][] words) {
    this.words = words;
    for (byte[] word : words) {
      begins[word[0]] = true;
    }
  }

  /** A look for any of the words, which are of ASCII and not empty. */
  public static PythonText withAny(List<String> words) {
    byte[][] bytes = new byte[words.size()][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = words.get(i).getBytes(StandardCharsets.US_ASCII);
      if (bytes[i].length == 0) {
        throw new IllegalArgumentException("an empty word is in every file");
      }
    }
    return new PythonText(bytes);
  }

  public boolean isIn(byte[] file) {
    for (int i = 0; i < file.length; i++) {
      byte b = file[i];
      if (b >= 0 && begins[b] && startsAt(file, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(byte[] file, int at) {
    for (byte[] word : words) {
      if (matches(file, at, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] file, int at, byte[] word) {
    if (word.length > file.length - at) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (file[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
