package dev.dovetail.python.syntax;

/** What a token is. Operators and keywords are kinds of their own; soft keywords are names. */
enum Kind {
  END,
  NEWLINE,
  INDENT,
  DEDENT,
  /** No Python; the token's payload leads to the reason. */
  ERROR,
  NAME,
  NUMBER,
  STRING,
  F_START,
  T_START,
  F_MIDDLE,
  F_END,

  LEFT_PAREN("("),
  RIGHT_PAREN(")"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  COLON(":"),
  COMMA(","),
  SEMICOLON(";"),
  DOT("."),
  ELLIPSIS("..."),
  ARROW("->"),
  ASSIGN("="),
  WALRUS(":="),
  BANG("!"),

  BAR("|", 1),
  CARET("^", 2),
  AMPERSAND("&", 3),
  LEFT_SHIFT("<<", 4),
  RIGHT_SHIFT(">>", 4),
  PLUS("+", 5),
  MINUS("-", 5),
  STAR("*", 6),
  SLASH("/", 6),
  DOUBLE_SLASH("//", 6),
  PERCENT("%", 6),
  AT("@", 6),
  DOUBLE_STAR("**"),
  TILDE("~"),

  LESS("<"),
  GREATER(">"),
  LESS_EQUAL("<="),
  GREATER_EQUAL(">="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  /** {@code <>}: a token of Python, but no operator of it any more. */
  DIAMOND("<>"),

  PLUS_ASSIGN("+="),
  MINUS_ASSIGN("-="),
  STAR_ASSIGN("*="),
  SLASH_ASSIGN("/="),
  DOUBLE_SLASH_ASSIGN("//="),
  PERCENT_ASSIGN("%="),
  AT_ASSIGN("@="),
  AMPERSAND_ASSIGN("&="),
  BAR_ASSIGN("|="),
  CARET_ASSIGN("^="),
  LEFT_SHIFT_ASSIGN("<<="),
  RIGHT_SHIFT_ASSIGN(">>="),
  DOUBLE_STAR_ASSIGN("**="),

  FALSE("False"),
  NONE("None"),
  TRUE("True"),
  AND("and"),
  AS("as"),
  ASSERT("assert"),
  ASYNC("async"),
  AWAIT("await"),
  BREAK("break"),
  CLASS("class"),
  CONTINUE("continue"),
  DEF("def"),
  DEL("del"),
  ELIF("elif"),
  ELSE("else"),
  EXCEPT("except"),
  FINALLY("finally"),
  FOR("for"),
  FROM("from"),
  GLOBAL("global"),
  IF("if"),
  IMPORT("import"),
  IN("in"),
  IS("is"),
  LAMBDA("lambda"),
  NONLOCAL("nonlocal"),
  NOT("not"),
  OR("or"),
  PASS("pass"),
  RAISE("raise"),
  RETURN("return"),
  TRY("try"),
  WHILE("while"),
  WITH("with"),
  YIELD("yield");

  static final Kind FIRST_KEYWORD = FALSE;

  /** How it is written, where there is but one way. */
  final String text;

  /** How tightly a binary operator binds; 0 for all else. */
  final int precedence;

  Kind() {
    this("", 0);
  }

  Kind(String text) {
    this(text, 0);
  }

  Kind(String text, int precedence) {
    this.text = text;
    this.precedence = precedence;
  }

  boolean isKeyword() {
    return ordinal() >= FIRST_KEYWORD.ordinal();
  }

  /** {@code +=} and its like. */
  boolean isAugmented() {
    return ordinal() >= PLUS_ASSIGN.ordinal() && ordinal() <= DOUBLE_STAR_ASSIGN.ordinal();
  }

  /** Whether it is a place in the file rather than text. */
  boolean isLayout() {
    return ordinal() <= DEDENT.ordinal();
  }

  /** Whether an expression, starred ones included, can begin with it. */
  boolean startsExpression() {
    return switch (this) {
      case NAME, NUMBER, STRING, F_START, T_START -> true;
      case LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE, ELLIPSIS -> true;
      case PLUS, MINUS, TILDE, STAR -> true;
      case FALSE, NONE, TRUE, AWAIT, LAMBDA, NOT, ERROR -> true;
      default -> false;
    };
  }

  /** Whether it can only begin a statement, so that no bracket can be open before it. */
  boolean onlyStartsStatement() {
    return switch (this) {
      case ASSERT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, EXCEPT, FINALLY, GLOBAL -> true;
      case IMPORT, NONLOCAL, PASS, RAISE, RETURN, TRY, WHILE, WITH -> true;
      default -> false;
    };
  }
}
