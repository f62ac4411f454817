package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Span;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  @Test
  void a_script_without_anything_special_is_sent_as_it_stands() {
    String sql = "CREATE TABLE a ();\n-- and\nCREATE TABLE b ();\n";
    SqlScript script = SqlScript.of(sql);
    assertThat(script.parts()).hasSize(1);
    assertThat(script.parts().get(0).text()).isEqualTo(sql);
    assertThat(script.parts().get(0).statements()).hasSize(2);
    assertThat(script.commands()).isEmpty();
    assertThat(SqlScript.of("-- nothing\n").parts()).isEmpty();
  }

  @Test
  void commands_of_psql_are_left_blank_and_said_and_places_stay_true() {
    SqlScript script =
        SqlScript.of(
            """
            \\set ON_ERROR_STOP on
            SELECT 1 \\g
            \\i other.sql
            SELECT 2;
            """);
    assertThat(script.parts()).hasSize(1);
    SqlScript.Part part = script.parts().get(0);
    assertThat(part.text())
        .isEqualTo(" ".repeat(21) + "\nSELECT 1 ; \n" + " ".repeat(12) + "\nSELECT 2;\n");
    assertThat(part.sent())
        .extracting(SqlReader.Read::text)
        .containsExactly("SELECT 1", "SELECT 2");
    assertThat(part.statements()).hasSize(3);
    assertThat(script.commands())
        .extracting(SqlScript.Command::text, SqlScript.Command::matters)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("\\set ON_ERROR_STOP on", false),
            org.assertj.core.groups.Tuple.tuple("\\g", false),
            org.assertj.core.groups.Tuple.tuple("\\i other.sql", true));
    assertThat(part.place(part.text().indexOf("2") + 1)).isEqualTo(new Span(4, 8, 4, 8));
  }

  @Test
  void rows_of_a_copy_are_a_part_of_their_own() {
    SqlScript script =
        SqlScript.of(
            """
            CREATE TABLE t (a text);
            COPY t (a) FROM stdin;
            it's
            no; statement
            \\.
            SELECT 2;
            """);
    assertThat(script.parts()).hasSize(3);
    assertThat(script.parts().get(1).text()).isEqualTo("COPY t (a) FROM stdin;");
    assertThat(script.parts().get(1).rows()).contains("it's\nno; statement\n");
    assertThat(script.parts().get(2).place(2)).isEqualTo(new Span(6, 1, 6, 1));
    assertThat(script.parts().get(2).text()).isEqualTo("\nSELECT 2;\n");
    assertThat(SqlScript.of("COPY t FROM stdin;\n\\.\n").parts().get(0).rows()).contains("");
  }

  @Test
  void what_is_filled_in_before_it_is_sent_is_found() {
    assertThat(SqlScript.of("SELECT 1;\nCREATE ROLE ${APP};").placeholders())
        .containsExactly(new Span(2, 13, 2, 14));
    assertThat(SqlScript.of("CREATE TABLE {{ schema }}.t ();").placeholders()).hasSize(1);
    assertThat(SqlScript.of("CREATE TABLE :name (a int);").placeholders()).hasSize(1);
    assertThat(SqlScript.of("SELECT a[1:2], b::text, '${x}' FROM t;").placeholders()).isEmpty();
  }

  @Test
  void what_is_thrown_away_is_not_sent() {
    assertThat(SqlScript.of("SELECT 1\n\\r\nSELECT 2;\n").parts().get(0).text())
        .isEqualTo(" ".repeat(8) + "\n  \nSELECT 2;\n");
  }
}
