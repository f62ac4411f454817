package dev.dovetail.sql;

import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names and string constants in a stretch of tokens: what it could be about. */
final class Wordlist {

  private Wordlist() {}

  static List<String> of(Cursor cursor, List<Token> tokens) {
    Set<String> words = new LinkedHashSet<>();
    for (Token token : tokens) {
      if (token.kind() == Kind.WORD && !Keywords.reserved(token.text())) {
        words.add(Literals.cut(token.text()));
      } else if (token.kind() == Kind.QUOTED) {
        words.add(Literals.identifier(cursor.text(token)));
      } else if (token.kind() == Kind.STRING) {
        String value = Literals.string(cursor.text(token));
        words.add(value);
        addParts(value, words);
      }
    }
    return List.copyOf(words);
  }

  /** A string may name things, as {@code nextval('public.things_id_seq')} does. */
  private static void addParts(String value, Set<String> words) {
    boolean whole = true;
    for (int i = 0; i < value.length() && whole; i++) {
      whole = Lexer.wordPart(value.charAt(i));
    }
    if (whole) {
      return;
    }
    List<String> parts = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= value.length(); i++) {
      boolean part = i < value.length() && Lexer.wordPart(value.charAt(i));
      if (part && start < 0) {
        start = i;
      } else if (!part && start >= 0) {
        parts.add(value.substring(start, i));
        start = -1;
      }
    }
    words.addAll(parts);
  }
}
