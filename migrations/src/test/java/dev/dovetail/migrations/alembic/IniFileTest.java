package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

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
}
