package dev.dovetail.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TomlTextTest {

  @Test
  void lines_that_say_nothing_are_left_out_and_the_others_keep_their_places() {
    TomlText text = TomlText.of("# a\n\n[x] # why\n   \t\n  # b\r\n\r\ny = [1,\n\n# c\n 2]\n");

    assertThat(text.text()).isEqualTo("[x] # why\ny = [1,\n 2]\n");
    assertThat(text.line(1)).isEqualTo(3);
    assertThat(text.line(2)).isEqualTo(7);
    assertThat(text.line(3)).isEqualTo(10);
  }

  @Test
  void what_stands_in_a_long_string_stays() {
    String written = "a = \"\"\"\n\n# no comment\n\\\"\"\"\"\n\n\nb = '''\n\n'''\nc = \"#\"\n";

    TomlText text = TomlText.of(written);

    assertThat(text.text())
        .isEqualTo("a = \"\"\"\n\n# no comment\n\\\"\"\"\"\nb = '''\n\n'''\nc = \"#\"\n");
    assertThat(text.line(5)).isEqualTo(7);
    assertThat(text.line(8)).isEqualTo(10);
  }

  @Test
  void quotes_before_the_end_belong_to_the_string() {
    TomlText text = TomlText.of("a = \"\"\"x\"\"\"\"\"\n\n# b\nb = 'it is # one'\n");

    assertThat(text.text()).isEqualTo("a = \"\"\"x\"\"\"\"\"\nb = 'it is # one'\n");
  }

  @Test
  void a_string_that_is_not_closed_ends_with_its_line() {
    TomlText text = TomlText.of("a = \"x\n\n# b\nb = 1");

    assertThat(text.text()).isEqualTo("a = \"x\nb = 1");
    assertThat(text.line(2)).isEqualTo(4);
    assertThat(text.line(9)).isEqualTo(4);
  }
}
