package dev.dovetail.sql;

import dev.dovetail.core.statement.Touches;
import java.util.List;
import java.util.Set;

/** What a stretch of SQL that was not understood might change, judged by its words. */
final class Extent {

  /** What stands before a bracket and only reads. */
  private static final Set<String> READS =
      Set.of(
          "all",
          "and",
          "any",
          "as",
          "avg",
          "between",
          "by",
          "cast",
          "coalesce",
          "count",
          "distinct",
          "else",
          "except",
          "exists",
          "from",
          "in",
          "intersect",
          "join",
          "lateral",
          "like",
          "lower",
          "max",
          "min",
          "not",
          "on",
          "or",
          "over",
          "select",
          "some",
          "sum",
          "then",
          "union",
          "upper",
          "using",
          "values",
          "when",
          "where");

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
    if (first.word("select") && onlyReads(tokens)) {
      return new Touches.Named(List.of());
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

  /** Whether a SELECT, though not understood, calls no function but those that do nothing else. */
  private static boolean onlyReads(List<Token> tokens) {
    boolean plain =
        tokens.stream()
            .map(Token::kind)
            .allMatch(kind -> kind != Token.Kind.BACKSLASH && kind != Token.Kind.BROKEN);
    if (!plain) {
      return false;
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean calls =
          tokens.get(i + 1).symbol("(")
              && (token.kind() == Token.Kind.QUOTED
                  || (token.kind() == Token.Kind.WORD && !READS.contains(token.text())));
      if (calls || token.word("into")) {
        return false;
      }
    }
    return true;
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
