package dev.dovetail.sql;

/**
 * A stretch of SQL text. The tokens of a text follow each other without gaps.
 *
 * @param text a word folded to lower case, or a symbol; empty for all else, which is read from the
 *     text itself where it is needed
 */
record Token(Kind kind, int start, int end, String text) {

  enum Kind {
    SPACE,
    COMMENT,
    /** An identifier or keyword without quotes. */
    WORD,
    /** An identifier in double quotes, also with {@code U&}. */
    QUOTED,
    /** A string constant in any of its forms, with its continuations on further lines. */
    STRING,
    /** A bit string constant. */
    BITS,
    NUMBER,
    /** {@code $1}. */
    PARAMETER,
    /** An operator or one of the self-standing characters. */
    SYMBOL,
    /** A command of psql, to the end of its line. */
    BACKSLASH,
    /** The rows after COPY ... FROM stdin, with the line that ends them. */
    COPY_ROWS,
    /** A quote or comment without end, or a character that SQL has no use for. */
    BROKEN
  }

  boolean blank() {
    return kind == Kind.SPACE || kind == Kind.COMMENT;
  }

  boolean word(String wanted) {
    return kind == Kind.WORD && text.equals(wanted);
  }

  boolean symbol(String wanted) {
    return kind == Kind.SYMBOL && text.equals(wanted);
  }
}
