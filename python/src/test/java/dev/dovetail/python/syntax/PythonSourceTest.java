package dev.dovetail.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PythonSourceTest {

  private static PythonSource.Decoded decode(String text, Charset charset) {
    return PythonSource.decode(text.getBytes(charset));
  }

  @Test
  void is_utf_8_unless_it_says_otherwise() {
    assertThat(decode("x = '\u00e9'", StandardCharsets.UTF_8))
        .isEqualTo(new PythonSource.Text("x = '\u00e9'"));
  }

  @Test
  void drops_the_byte_order_mark() {
    assertThat(decode("\ufeffx", StandardCharsets.UTF_8)).isEqualTo(new PythonSource.Text("x"));
  }

  @Test
  void is_in_the_encoding_that_its_first_two_lines_declare() {
    for (String head :
        List.of(
            "# -*- coding: latin-1 -*-\n",
            "#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n",
            "\n\f # coding:ISO_8859_1\n")) {
      assertThat(decode(head + "x = '\u00e9'", StandardCharsets.ISO_8859_1))
          .isEqualTo(new PythonSource.Text(head + "x = '\u00e9'"));
    }
  }

  @Test
  void a_declaration_further_down_is_a_comment() {
    assertThat(decode("x = 1\n# coding: latin-1\n'\u00e9'", StandardCharsets.ISO_8859_1))
        .isInstanceOf(PythonSource.Undecodable.class);
  }

  @Test
  void says_where_a_byte_is_wrong() {
    PythonSource.Undecodable bad =
        (PythonSource.Undecodable) decode("a\nb = '\u00e9'", StandardCharsets.ISO_8859_1);
    assertThat(bad.problem().message()).isEqualTo("byte 0xe9 is not valid in UTF-8");
    assertThat(bad.problem().span().line()).isEqualTo(2);
    assertThat(bad.problem().span().column()).isEqualTo(6);
  }

  @Test
  void knows_no_encoding_that_is_none() {
    for (String name : List.of("no-such", "utf-16", "rot13", "../..")) {
      assertThat(decode("# coding: " + name + "\n", StandardCharsets.UTF_8))
          .as(name)
          .isInstanceOf(PythonSource.Undecodable.class);
    }
  }

  @Test
  void finds_words_in_bytes() {
    PythonText look = PythonText.withAny(List.of("Enum", "alembic"));
    assertThat(look.isIn("from enum import StrEnum".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(look.isIn("'\u00e9' alembi".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(look.isIn(new byte[0])).isFalse();
  }
}
