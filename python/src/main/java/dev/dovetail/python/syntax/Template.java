package dev.dovetail.python.syntax;

/**
 * Where the lexer is in an f-string or t-string: in its text, in a field, or in a field's format.
 */
final class Template {

  private static final int MAX_FIELDS = 3;

  final char quote;
  final boolean triple;
  final boolean raw;

  /** How many brackets were open where it began. */
  final int level;

  final int from;
  final int line;

  boolean inText = true;

  /** Brackets open inside of it. */
  int depth;

  /** The depth at which the expression of the innermost field stands; -1 outside of fields. */
  private int field = -1;

  private boolean specification;

  Template(char quote, boolean triple, boolean raw, int level, int from, int line) {
    this.quote = quote;
    this.triple = triple;
    this.raw = raw;
    this.level = level;
    this.from = from;
    this.line = line;
  }

  boolean inSpecification() {
    return specification && field >= 0;
  }

  /** Whether a colon here begins the format of a field. */
  boolean atColon() {
    return field >= 0 && depth - 1 == field;
  }

  void startSpecification() {
    inText = true;
    specification = true;
  }

  boolean startField() {
    field++;
    inText = false;
    return field < MAX_FIELDS;
  }

  void leaveText() {
    inText = false;
    specification = false;
  }

  void closed(char bracket) {
    depth--;
    if (bracket == '}' && depth == field) {
      field--;
      inText = true;
      specification = false;
    }
  }
}
