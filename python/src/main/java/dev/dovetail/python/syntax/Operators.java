package dev.dovetail.python.syntax;

/** The operator that stands at a place: the longest that fits. */
final class Operators {

  private Operators() {}

  static Kind at(char[] s, int p) {
    char next = s[p + 1];
    return switch (s[p]) {
      case '(' -> Kind.LEFT_PAREN;
      case ')' -> Kind.RIGHT_PAREN;
      case '[' -> Kind.LEFT_BRACKET;
      case ']' -> Kind.RIGHT_BRACKET;
      case '{' -> Kind.LEFT_BRACE;
      case '}' -> Kind.RIGHT_BRACE;
      case ',' -> Kind.COMMA;
      case ';' -> Kind.SEMICOLON;
      case '~' -> Kind.TILDE;
      case '.' -> next == '.' && s[p + 2] == '.' ? Kind.ELLIPSIS : Kind.DOT;
      case ':' -> next == '=' ? Kind.WALRUS : Kind.COLON;
      case '=' -> next == '=' ? Kind.EQUAL : Kind.ASSIGN;
      case '!' -> next == '=' ? Kind.NOT_EQUAL : Kind.BANG;
      case '+' -> next == '=' ? Kind.PLUS_ASSIGN : Kind.PLUS;
      case '%' -> next == '=' ? Kind.PERCENT_ASSIGN : Kind.PERCENT;
      case '@' -> next == '=' ? Kind.AT_ASSIGN : Kind.AT;
      case '&' -> next == '=' ? Kind.AMPERSAND_ASSIGN : Kind.AMPERSAND;
      case '|' -> next == '=' ? Kind.BAR_ASSIGN : Kind.BAR;
      case '^' -> next == '=' ? Kind.CARET_ASSIGN : Kind.CARET;
      case '-' -> next == '=' ? Kind.MINUS_ASSIGN : next == '>' ? Kind.ARROW : Kind.MINUS;
      case '*' ->
          doubled(s, p, Kind.STAR, Kind.STAR_ASSIGN, Kind.DOUBLE_STAR, Kind.DOUBLE_STAR_ASSIGN);
      case '/' ->
          doubled(s, p, Kind.SLASH, Kind.SLASH_ASSIGN, Kind.DOUBLE_SLASH, Kind.DOUBLE_SLASH_ASSIGN);
      case '<' ->
          next == '>'
              ? Kind.DIAMOND
              : doubled(s, p, Kind.LESS, Kind.LESS_EQUAL, Kind.LEFT_SHIFT, Kind.LEFT_SHIFT_ASSIGN);
      case '>' ->
          doubled(
              s, p, Kind.GREATER, Kind.GREATER_EQUAL, Kind.RIGHT_SHIFT, Kind.RIGHT_SHIFT_ASSIGN);
      default -> Kind.ERROR;
    };
  }

  private static Kind doubled(char[] s, int p, Kind one, Kind oneAssign, Kind two, Kind twoAssign) {
    if (s[p + 1] == '=') {
      return oneAssign;
    }
    if (s[p + 1] != s[p]) {
      return one;
    }
    return s[p + 2] == '=' ? twoAssign : two;
  }
}
