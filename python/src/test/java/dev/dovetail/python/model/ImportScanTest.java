package dev.dovetail.python.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImportScanTest {

  private static List<String> scan(String text) {
    return ImportScan.of(text.getBytes(StandardCharsets.UTF_8)).stream()
        .map(found ->
            ".".repeat(found.level())
                + found.module()
                + " "
                + found.name()
                + " "
                + found.at().line()
                + ":"
                + found.at().column())
        .toList();
  }

  @Test
  void all_forms_of_import_are_found() {
    assertThat(
            scan(
                """
                import a, b.c as d
                from e.f import g, h as i
                from . import j
                from ..k import (
                    l,  # why
                    m as n,
                )
                from o import *
                if True:
                    from p import q; x = 1
                from r import s, \\
                    t
                """))
        .containsExactly(
            "a  1:8",
            "b.c  1:11",
            "e.f g 2:17",
            "e.f h 2:20",
            ". j 3:15",
            "..k l 5:5",
            "..k m 6:5",
            "o * 8:15",
            "p q 10:19",
            "r s 11:15",
            "r t 12:5");
  }

  @Test
  void what_only_begins_like_an_import_is_none() {
    assertThat(scan("important = 1\nfrom_here = 2\nfrom x\nimport\nx = 'import y'\n")).isEmpty();
  }

  @Test
  void no_text_makes_it_throw() {
    long seed = 20240501;
    Random random = new Random(seed);
    String[] words = {
      "from ", "import ", ".", "a", "(", ")", ",", "\\\n", "\n", "\r\n", "#", " as ", "*", "é"
    };
    for (int run = 0; run < 5_000; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(words[random.nextInt(words.length)]);
      }
      assertThat(scan(text.toString())).as("seed %d: %s", seed, text).isNotNull();
    }
  }
}
