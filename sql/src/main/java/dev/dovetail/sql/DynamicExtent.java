package dev.dovetail.sql;

import dev.dovetail.core.statement.Touches;
import dev.dovetail.sql.Token.Kind;
import java.util.List;

/** What a statement with holes in its text might change: known where its head names the object. */
final class DynamicExtent {

  private DynamicExtent() {}

  static Touches of(String text) {
    int hole = text.indexOf(Constants.HOLE);
    String head = hole < 0 ? text : text.substring(0, hole);
    Cursor cursor = Cursor.on(head);
    boolean complete = !head.isEmpty() && Lexer.space(head.charAt(head.length() - 1));
    List<Token> all = Cursor.on(text.replace(Constants.HOLE, ' ')).all();
    if (Extent.holds(all, "cascade") || all.stream().anyMatch(token -> token.symbol(";"))) {
      return Touches.anything();
    }
    boolean definition = cursor.isAny("alter", "create", "drop", "comment");
    boolean rows =
        cursor.accept("insert", "into")
            || cursor.accept("update")
            || cursor.accept("delete", "from");
    if (definition) {
      cursor.skip();
      cursor.skip();
      cursor.accept("if");
      cursor.accept("not");
      cursor.accept("exists");
    }
    boolean named = cursor.kind(Kind.WORD) || cursor.kind(Kind.QUOTED);
    cursor.skip();
    boolean whole = complete || !cursor.atEnd();
    if (!named || !whole || cursor.symbol(".")) {
      return Touches.anything();
    }
    Cursor words = Cursor.on(text.replace(Constants.HOLE, ' '));
    return definition
        ? new Touches.Named(Wordlist.of(words, words.all()))
        : rows ? new Touches.Rows(Wordlist.of(words, words.all())) : Touches.anything();
  }
}
