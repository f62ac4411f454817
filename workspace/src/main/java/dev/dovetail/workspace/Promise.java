package dev.dovetail.workspace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a file that was not read yet could hold, by its name and by a glance at it. */
enum Promise {
  NONE,
  CODE,
  MIGRATIONS;

  private static final List<String> ALWAYS = List.of(".sql", ".toml", ".ini");
  private static final List<byte[]> OF_MIGRATIONS = words("alembic", "down_revision");
  private static final List<byte[]> OF_CODE =
      words("Enum", "Flag", "Choices", "sqlalchemy", "SQLAlchemy", "sqlmodel", "Literal");

  static Promise of(String path, Supplier<Optional<byte[]>> content) {
    if (!path.endsWith(".py")) {
      return ALWAYS.stream().anyMatch(path::endsWith) ? MIGRATIONS : NONE;
    }
    byte[] text = content.get().orElse(new byte[0]);
    return hasWord(text, OF_MIGRATIONS) ? MIGRATIONS : hasWord(text, OF_CODE) ? CODE : NONE;
  }

  private static List<byte[]> words(String... words) {
    return List.of(words).stream().map(word -> word.getBytes(StandardCharsets.US_ASCII)).toList();
  }

  private static boolean hasWord(byte[] text, List<byte[]> words) {
    return words.stream().anyMatch(word -> holds(text, word));
  }

  private static boolean holds(byte[] text, byte[] word) {
    byte first = word[0];
    for (int i = 0; i <= text.length - word.length; i++) {
      if (text[i] == first && matches(text, i, word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] text, int at, byte[] word) {
    for (int i = 1; i < word.length; i++) {
      if (text[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
