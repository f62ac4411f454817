package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.sql.Token.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables of a PL/pgSQL block, as far as they stand for constants. */
final class Variables {

  private final Cursor cursor;
  private final Set<String> names = new HashSet<>(Set.of("found", "sqlerrm", "sqlstate"));
  private final Map<String, String> constants = new TreeMap<>();

  Variables(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Constants by name. */
  Map<String, String> constants() {
    return constants;
  }

  /** From after DECLARE up to BEGIN. */
  void declare() {
    while (!cursor.atEnd() && !cursor.is("begin")) {
      if (cursor.accept("declare")) {
        continue;
      }
      String name = cursor.label();
      constants.remove(name);
      boolean first = names.add(name);
      while (!cursor.atEnd() && !cursor.symbol(";") && !initial()) {
        cursor.skip();
      }
      if (initial()) {
        cursor.skip();
        Optional<String> value = constant();
        if (value.isPresent() && first && !assigned(name)) {
          constants.put(name, value.get());
        }
      }
      while (!cursor.atEnd() && !cursor.symbol(";")) {
        cursor.skip();
      }
      cursor.expectSymbol(";");
    }
  }

  private boolean initial() {
    return cursor.symbol(":=") || cursor.symbol("=") || cursor.is("default");
  }

  private Optional<String> constant() {
    try {
      Expression value = new ExpressionReader(cursor).expression();
      return cursor.symbol(";") ? new Constants(constants).whole(value) : Optional.empty();
    } catch (Stop stop) {
      return Optional.empty();
    }
  }

  /** Whether a statement could give it another value. */
  private boolean assigned(String name) {
    List<Token> tokens = cursor.all();
    boolean into = false;
    for (int i = cursor.position(); i < tokens.size(); i++) {
      Token token = tokens.get(i);
      into = token.word("into") || token.word("for") || token.word("foreach") || into;
      into &= !token.symbol(";");
      boolean it = named(token, name);
      Token before = tokens.get(i - 1);
      Token after = i + 1 < tokens.size() ? tokens.get(i + 1) : token;
      boolean starts = before.symbol(";") || isWord(before, "then", "begin", "else", "loop");
      if (it && (into || after.symbol(":=") || (starts && after.symbol("=")))) {
        return true;
      }
      if (it && starts && before.symbol(";") && i > cursor.position() && declares(tokens, i)) {
        return true;
      }
    }
    return false;
  }

  /** A second declaration of the same name further in. */
  private static boolean declares(List<Token> tokens, int at) {
    return at + 1 < tokens.size() && tokens.get(at + 1).kind() == Kind.WORD;
  }

  private static boolean isWord(Token token, String... words) {
    for (String word : words) {
      if (token.word(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean named(Token token, String name) {
    return token.word(name)
        || (token.kind() == Kind.QUOTED && Literals.identifier(cursor.text(token)).equals(name));
  }

  /** Whether one of them stands among the tokens, other than after a dot. */
  boolean mentioned(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean qualified = i > 0 && tokens.get(i - 1).symbol(".");
      if (token.kind() == Kind.WORD && names.contains(token.text()) && !qualified) {
        return true;
      }
    }
    return false;
  }
}
