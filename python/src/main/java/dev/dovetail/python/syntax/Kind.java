package dev.dovetail.python.syntax;

/** What a token is. Operators and keywords are kinds of their own; soft keywords are names. */
enum Kind {
  END(Role.LAYOUT),
  NEWLINE(Role.LAYOUT),
  INDENT(Role.LAYOUT),
  DEDENT(Role.LAYOUT),
  /** No Python; the token's payload leads to the reason. */
  ERROR(Role.TEXT),
  NAME(Role.TEXT),
  NUMBER(Role.TEXT),
  STRING(Role.TEXT),
  F_START(Role.TEXT),
  T_START(Role.TEXT),
  F_MIDDLE(Role.TEXT),
  F_END(Role.TEXT),

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

  PLUS_ASSIGN("+=", Role.AUGMENTED),
  MINUS_ASSIGN("-=", Role.AUGMENTED),
  STAR_ASSIGN("*=", Role.AUGMENTED),
  SLASH_ASSIGN("/=", Role.AUGMENTED),
  DOUBLE_SLASH_ASSIGN("//=", Role.AUGMENTED),
  PERCENT_ASSIGN("%=", Role.AUGMENTED),
  AT_ASSIGN("@=", Role.AUGMENTED),
  AMPERSAND_ASSIGN("&=", Role.AUGMENTED),
  BAR_ASSIGN("|=", Role.AUGMENTED),
  CARET_ASSIGN("^=", Role.AUGMENTED),
  LEFT_SHIFT_ASSIGN("<<=", Role.AUGMENTED),
  RIGHT_SHIFT_ASSIGN(">>=", Role.AUGMENTED),
  DOUBLE_STAR_ASSIGN("**=", Role.AUGMENTED),

  FALSE("False", Role.KEYWORD),
  NONE("None", Role.KEYWORD),
  TRUE("True", Role.KEYWORD),
  AND("and", Role.KEYWORD),
  AS("as", Role.KEYWORD),
  ASSERT("assert", Role.KEYWORD),
  ASYNC("async", Role.KEYWORD),
  AWAIT("await", Role.KEYWORD),
  BREAK("break", Role.KEYWORD),
  CLASS("class", Role.KEYWORD),
  CONTINUE("continue", Role.KEYWORD),
  DEF("def", Role.KEYWORD),
  DEL("del", Role.KEYWORD),
  ELIF("elif", Role.KEYWORD),
  ELSE("else", Role.KEYWORD),
  EXCEPT("except", Role.KEYWORD),
  FINALLY("finally", Role.KEYWORD),
  FOR("for", Role.KEYWORD),
  FROM("from", Role.KEYWORD),
  GLOBAL("global", Role.KEYWORD),
  IF("if", Role.KEYWORD),
  IMPORT("import", Role.KEYWORD),
  IN("in", Role.KEYWORD),
  IS("is", Role.KEYWORD),
  LAMBDA("lambda", Role.KEYWORD),
  NONLOCAL("nonlocal", Role.KEYWORD),
  NOT("not", Role.KEYWORD),
  OR("or", Role.KEYWORD),
  PASS("pass", Role.KEYWORD),
  RAISE("raise", Role.KEYWORD),
  RETURN("return", Role.KEYWORD),
  TRY("try", Role.KEYWORD),
  WHILE("while", Role.KEYWORD),
  WITH("with", Role.KEYWORD),
  YIELD("yield", Role.KEYWORD);

  private enum Role {
    LAYOUT,
    TEXT,
    OPERATOR,
    AUGMENTED,
    KEYWORD
  }

  /** How it is written, where there is but one way. */
  final String text;

  /** How tightly a binary operator binds; 0 for all else. */
  final int precedence;

  private final Role role;

  Kind(Role role) {
    this("", role, 0);
  }

  Kind(String text) {
    this(text, Role.OPERATOR, 0);
  }

  Kind(String text, Role role) {
    this(text, role, 0);
  }

  Kind(String text, int precedence) {
    this(text, Role.OPERATOR, precedence);
  }

  Kind(String text, Role role, int precedence) {
    this.text = text;
    this.role = role;
    this.precedence = precedence;
  }

  boolean isKeyword() {
    return role == Role.KEYWORD;
  }

  /** {@code +=} and its like. */
  boolean isAugmented() {
    return role == Role.AUGMENTED;
  }

  /** Whether it is a place in the file rather than text. */
  boolean isLayout() {
    return role == Role.LAYOUT;
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
