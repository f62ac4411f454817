package dev.dovetail.sql;

import dev.dovetail.core.statement.Touches;
import java.util.List;

/** What a stretch of SQL that was not understood might change, judged by its words. */
final class Extent {

  private Extent() {}

  /** Of a whole statement. */
  static Touches of(Cursor cursor) {
    List<Token> tokens = cursor.all();
    if (tokens.isEmpty() || holds(tokens, "cascade")) {
      return Touches.anything();
    }
    Token first = tokens.get(0);
    boolean definition = first.word("create") || first.word("alter") || first.word("drop");
    boolean wide =
        tokens.size() > 1 && (tokens.get(1).word("event") || tokens.get(1).word("owned"));
    if (definition && !wide) {
      return new Touches.Named(Wordlist.of(cursor, tokens));
    }
    if (first.word("set") || first.word("begin") || first.word("start") || first.word("select")) {
      return Touches.anything();
    }
    boolean rows = first.word("insert") || first.word("update") || first.word("delete");
    if (rows || first.word("merge") || (first.word("with") && writes(tokens))) {
      return new Touches.Rows(Wordlist.of(cursor, tokens));
    }
    return Touches.anything();
  }

  /** Of a part of a PL/pgSQL block: what runs text or calls a procedure may do anything. */
  static Touches ofCode(Cursor cursor, List<Token> tokens) {
    boolean runs = holds(tokens, "execute") || holds(tokens, "call") || holds(tokens, "cascade");
    if (runs || holds(tokens, "perform") || holds(tokens, "set_config")) {
      return Touches.anything();
    }
    boolean defines = holds(tokens, "create") || holds(tokens, "alter") || holds(tokens, "drop");
    if (defines || holds(tokens, "set") && holds(tokens, "search_path")) {
      return new Touches.Named(Wordlist.of(cursor, tokens));
    }
    return writes(tokens) || holds(tokens, "truncate")
        ? new Touches.Rows(Wordlist.of(cursor, tokens))
        : new Touches.Named(List.of());
  }

  private static boolean writes(List<Token> tokens) {
    return holds(tokens, "insert")
        || holds(tokens, "update")
        || holds(tokens, "delete")
        || holds(tokens, "merge")
        || holds(tokens, "copy");
  }

  static boolean holds(List<Token> tokens, String word) {
    return tokens.stream().anyMatch(token -> token.word(word));
  }
}
