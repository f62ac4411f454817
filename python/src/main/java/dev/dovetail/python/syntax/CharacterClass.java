package dev.dovetail.python.syntax;

/** The kinds of ASCII characters that a token can begin with. */
enum CharacterClass {
  LETTER,
  DIGIT,
  QUOTE,
  OTHER;

  private static final CharacterClass[] CLASSES = new CharacterClass[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      boolean quote = c == '"' || c == '\'';
      CLASSES[c] = letter ? LETTER : digit ? DIGIT : quote ? QUOTE : OTHER;
    }
  }

  static CharacterClass of(char ascii) {
    return CLASSES[ascii];
  }

  /** Whether an ASCII character can stand inside a name. */
  static boolean isWord(char c) {
    return c < 128 && (CLASSES[c] == LETTER || CLASSES[c] == DIGIT);
  }

  /** Whether a string can begin with the letter. */
  static boolean isPrefixLetter(char c) {
    return switch (c) {
      case 'b', 'B', 'f', 'F', 'r', 'R', 't', 'T', 'u', 'U' -> true;
      default -> false;
    };
  }
}
