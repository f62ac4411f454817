package dev.dovetail.sql;

import dev.dovetail.core.machine.Session;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What SQL with holes in it might change. What fills a hole is taken to be a name or a value, or a
 * part of one, and never to bring statements of its own.
 */
final class DynamicExtent {

  private static final String HOLE = String.valueOf(Constants.HOLE);

  private DynamicExtent() {}

  /** Of text that runs as one statement. */
  static Touches of(String text) {
    List<Touches> each = each(text);
    return each.size() == 1 ? each.getFirst() : Touches.anything();
  }

  /** Of each statement of a script. */
  static List<Touches> each(String text) {
    List<Touches> each = new ArrayList<>();
    for (List<Token> tokens : Splitter.statements(text)) {
      each.add(ofOne(text, new Cursor(text, tokens)));
    }
    return each;
  }

  private static Touches ofOne(String text, Cursor cursor) {
    List<Token> tokens = cursor.all();
    if (tokens.stream().noneMatch(token -> holed(cursor, token))) {
      return ofKnown(text, cursor);
    }
    Token first = tokens.getFirst();
    if (holed(cursor, first) || Extent.holds(tokens, "cascade")) {
      return Touches.anything();
    }
    return switch (first.text()) {
      case "insert", "delete", "update", "merge" -> ofRows(cursor, tokens);
      case "select" -> rowsOf(cursor, tokens);
      case "create" -> ofCreation(cursor, tokens);
      case "alter", "drop", "comment" ->
          isAside(tokens) ? new Touches.Named(List.of()) : ofDefinition(cursor, tokens);
      case "grant", "revoke", "lock", "analyze" -> new Touches.Named(List.of());
      default -> Touches.anything();
    };
  }

  /** Roles and whole databases are nothing of a schema, but for where names are looked for. */
  private static boolean isAside(List<Token> tokens) {
    boolean aside =
        tokens.size() > 2
            && (tokens.get(1).word("role")
                || tokens.get(1).word("user")
                || tokens.get(1).word("database")
                || tokens.get(1).word("system"));
    return aside && tokens.stream().noneMatch(token -> token.word("search_path"));
  }

  private static Touches ofKnown(String text, Cursor cursor) {
    Statement statement = StatementReader.read(text, cursor.all());
    return switch (statement) {
      case Statement.Opaque opaque -> opaque.touches();
      case Statement.Select select -> rowsOf(cursor, cursor.all());
      case Statement.Truncate cut when !cut.cascade() -> rowsOf(cursor, cursor.all());
      case Statement.Immaterial nothing -> new Touches.Named(List.of());
      case Statement.DoBlock block -> Session.touches(block);
      default -> Extent.of(cursor);
    };
  }

  /** A table whose name has a hole may be any; other holes are values. */
  private static Touches ofRows(Cursor cursor, List<Token> tokens) {
    int place = tokens.get(0).word("update") ? 1 : 2;
    if (tokens.size() > place && tokens.get(place).word("only")) {
      place++;
    }
    boolean dotted = tokens.size() > place + 2 && tokens.get(place + 1).symbol(".");
    int name = dotted ? place + 2 : place;
    boolean known = tokens.size() > name && !holed(cursor, tokens.get(name));
    return known ? rowsOf(cursor, tokens) : new Touches.Rows(List.of());
  }

  private static Touches rowsOf(Cursor cursor, List<Token> tokens) {
    List<Token> whole = tokens.stream().filter(token -> !holed(cursor, token)).toList();
    List<String> words = Wordlist.of(cursor, whole);
    return words.isEmpty() ? new Touches.Named(List.of()) : new Touches.Rows(words);
  }

  /** A new type has its name; what fills its list of labels is no name. */
  private static Touches ofCreation(Cursor cursor, List<Token> tokens) {
    int list = 0;
    while (list < tokens.size() && !tokens.get(list).symbol("(")) {
      list++;
    }
    boolean type =
        tokens.size() > 2 && tokens.get(1).word("type") && tokens.get(2).kind() != Kind.STRING;
    return ofDefinition(cursor, type ? tokens.subList(0, list) : tokens);
  }

  /** Every name counts, one with a hole as a pattern; a string with one is a label or comment. */
  private static Touches ofDefinition(Cursor cursor, List<Token> tokens) {
    Set<String> words = new LinkedHashSet<>();
    List<Token> whole = new ArrayList<>();
    for (Token token : tokens) {
      boolean name = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
      if (!holed(cursor, token)) {
        whole.add(token);
      } else if (name) {
        String text =
            token.kind() == Kind.QUOTED ? Literals.identifier(cursor.text(token)) : token.text();
        words.add(text.replace(HOLE, "*"));
      } else if (token.kind() != Kind.STRING || cursor.text(token).startsWith("$")) {
        return Touches.anything();
      }
    }
    words.addAll(Wordlist.of(cursor, whole));
    return words.contains("*") ? Touches.anything() : new Touches.Named(List.copyOf(words));
  }

  private static boolean holed(Cursor cursor, Token token) {
    return cursor.text(token).contains(HOLE);
  }
}
