package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class IniFileTest {

  private static final IniFile FILE =
      IniFile.parse(
          """
          # a comment
          [DEFAULT]
          base = db
          [alembic]
          script_location = %(here)s/%(base)s
          Version_Locations: one
              two
          percent = 100%%
          [other]
          script_location=elsewhere
          """);

  @Test
  void references_are_replaced_and_defaults_are_seen_everywhere() {
    assertThat(FILE.get("alembic", "script_location", "svc")).contains("svc/db");
    assertThat(FILE.get("other", "base", "svc")).contains("db");
    assertThat(FILE.get("alembic", "percent", "svc")).contains("100%");
  }

  @Test
  void a_value_goes_on_in_indented_lines() {
    assertThat(FILE.get("alembic", "version_locations", "svc")).contains("one\ntwo");
  }

  @Test
  void sections_are_listed_without_the_default_one() {
    assertThat(FILE.sections()).containsExactly("alembic", "other");
  }

  @Test
  void a_reference_to_itself_ends() {
    IniFile loop = IniFile.parse("[a]\nx = %(x)s!\n");
    assertThat(loop.get("a", "x", "svc")).isPresent();
  }

  @Test
  void line_ends_of_all_kinds_null_characters_form_feeds_and_tabs_stand_where_they_may() {
    IniFile file =
        IniFile.parse("\f\r[alembic]\r\nscript_location\t=\fdb\rx = a\0b\r\n\tc\rlast = 1");
    assertThat(file.get("alembic", "script_location", "svc")).contains("db");
    assertThat(file.get("alembic", "x", "svc")).contains("a\0b\nc");
    assertThat(file.get("alembic", "last", "svc")).contains("1");
  }

  @Test
  void a_value_of_a_million_lines_takes_no_more_than_its_length() {
    String text = "[a]\nx = 1\n" + "  2\n".repeat(1_000_000);
    IniFile file = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> IniFile.parse(text));
    assertThat(file.get("a", "x", "svc").orElseThrow()).hasSize(2_000_001);
  }

  @Test
  void references_that_multiply_end() {
    StringBuilder text = new StringBuilder("[a]\nx0 = lol\n");
    for (int i = 1; i < 10; i++) {
      text.append("x%d = %s\n".formatted(i, "%%(x%d)s".formatted(i - 1).repeat(50)));
    }
    IniFile file = IniFile.parse(text.toString());
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> file.get("a", "x9", "svc").isPresent());
  }
}
