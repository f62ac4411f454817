package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.sql.Token.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LexerTest {

  private static final String[] PIECES = {
    "'",
    "\"",
    "$$",
    "$a$",
    "--",
    "/*",
    "*/",
    "\n",
    " ",
    ";",
    "E'",
    "U&'",
    "U&\"",
    "\\",
    "\\.",
    "COPY t FROM stdin;\n",
    "select",
    "CREATE FUNCTION",
    "BEGIN ATOMIC",
    "END",
    "(",
    ")",
    "1e",
    "0x",
    "1_0",
    "::",
    ":=",
    "+-",
    "@-",
    "é",
    "\uD83D\uDE00",
    "$1",
    "{",
    "\u0000",
    "DO $$",
    "EXCEPTION",
    "AND",
    "CASE",
    "[",
    "]",
    ".",
    "..",
    "NOT",
    "IN (",
    "'x'",
    "t"
  };

  private static List<String> texts(String sql) {
    return Lexer.tokens(sql).stream()
        .filter(token -> !token.blank())
        .map(token -> sql.substring(token.start(), token.end()))
        .toList();
  }

  private static List<Kind> kinds(String sql) {
    return Lexer.tokens(sql).stream().filter(token -> !token.blank()).map(Token::kind).toList();
  }

  @Test
  void tokens_tile_any_text_and_reading_it_never_throws() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      StringBuilder garbage = new StringBuilder();
      for (int i = random.nextInt(30); i >= 0; i--) {
        garbage.append(PIECES[random.nextInt(PIECES.length)]);
        garbage.append(random.nextBoolean() ? " " : "");
      }
      String sql = garbage.toString();
      int at = 0;
      for (Token token : Lexer.tokens(sql)) {
        assertThat(token.start()).as("seed %d", seed).isEqualTo(at);
        assertThat(token.end()).as("seed %d", seed).isGreaterThan(at);
        at = token.end();
      }
      assertThat(at).as("seed %d", seed).isEqualTo(sql.length());
      for (SqlReader.Read read : SqlReader.statements(sql)) {
        assertThat(read.text()).as("seed %d", seed).isNotBlank();
      }
      assertThat(SqlReader.expression(sql)).isNotNull();
      assertThat(SqlReader.type(sql)).isNotNull();
    }
  }

  @Test
  void every_quoting_is_one_token() {
    assertThat(
            texts(
                """
                'it''s' E'\\'' e'a\\\\' U&'d\\0061' N'x' $$a;b$$ $t$ $$ $t$ "a""b" U&"c" B'01' x'1F'
                """))
        .containsExactly(
            "'it''s'",
            "E'\\''",
            "e'a\\\\'",
            "U&'d\\0061'",
            "N'x'",
            "$$a;b$$",
            "$t$ $$ $t$",
            "\"a\"\"b\"",
            "U&\"c\"",
            "B'01'",
            "x'1F'");
  }

  @Test
  void strings_go_on_over_a_line_break_alone() {
    assertThat(texts("'a'\n  'b' 'c'")).containsExactly("'a'\n  'b'", "'c'");
    assertThat(Literals.string("'a' -- and\n 'b'")).isEqualTo("ab");
  }

  @Test
  void comments_nest() {
    assertThat(texts("a /* b /* c */ d */ e -- f\ng")).containsExactly("a", "e", "g");
  }

  @Test
  void operators_are_cut_as_postgres_cuts_them() {
    assertThat(texts("a=-1")).containsExactly("a", "=", "-", "1");
    assertThat(texts("a@-1")).containsExactly("a", "@-", "1");
    assertThat(texts("a<=b<>c!=d->>e::f:=g=>h"))
        .containsExactly(
            "a", "<=", "b", "<>", "c", "!=", "d", "->>", "e", "::", "f", ":=", "g", "=>", "h");
    assertThat(texts("1--2\n+/*x*/3")).containsExactly("1", "+", "3");
  }

  @Test
  void numbers_and_parameters() {
    assertThat(texts("1 1.5 .5 1. 1e-5 0xFf 1_000 $12 1..2"))
        .containsExactly("1", "1.5", ".5", "1.", "1e-5", "0xFf", "1_000", "$12", "1", "..", "2");
    assertThat(kinds("12ab")).containsExactly(Kind.BROKEN);
  }

  @Test
  void what_has_no_end_goes_to_the_end() {
    assertThat(kinds("select 'a; b")).containsExactly(Kind.WORD, Kind.BROKEN);
    assertThat(kinds("$x$ a $$")).containsExactly(Kind.BROKEN);
    assertThat(kinds("/* /* */")).containsExactly(Kind.BROKEN);
    assertThat(kinds("\"a")).containsExactly(Kind.BROKEN);
  }

  @Test
  void escapes_stand_for_characters() {
    assertThat(Literals.string("E'\\n\\x41\\101\\u0041\\U00000041\\q\\''")).isEqualTo("\nAAAAq'");
    assertThat(Literals.string("U&'d\\0061t\\+000061\\\\'")).isEqualTo("data\\");
    assertThat(Literals.string("$a$x''\\n$a$")).isEqualTo("x''\\n");
    assertThat(Literals.identifier("U&\"d\\0061\"\"\"")).isEqualTo("da\"");
  }

  @Test
  void a_megabyte_is_read_in_a_second() {
    StringBuilder sql = new StringBuilder();
    while (sql.length() < 1_000_000) {
      sql.append("CREATE TABLE a (id serial PRIMARY KEY, s mood DEFAULT 'sad'::mood NOT NULL);\n");
      sql.append("INSERT INTO a (id, s) VALUES (1, 'sad'), (2, 'ok');\n");
    }
    long start = System.nanoTime();
    assertThat(SqlReader.statements(sql.toString())).hasSizeGreaterThan(10_000);
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(5_000);
  }

  @Test
  void hostile_text_is_read_in_linear_time_and_bounded_depth() {
    for (String piece :
        List.of(
            "(",
            "[",
            "+-",
            "CASE ",
            "NOT ",
            "a.",
            "a::b::",
            "-",
            "'",
            "IF ",
            "$a",
            "SELECT (",
            "a OR ",
            "a + ",
            "BEGIN ",
            "/*",
            "\"")) {
      String text = piece.repeat(40_000);
      long start = System.nanoTime();
      SqlReader.statements("SELECT " + text);
      SqlReader.statements("CREATE TABLE t (a int DEFAULT " + text);
      SqlReader.statements("DO '" + text.replace("'", "''") + "'");
      SqlReader.expression(text);
      SqlReader.type(text);
      assertThat((System.nanoTime() - start) / 1_000_000).as(piece).isLessThan(8_000);
    }
  }
}
