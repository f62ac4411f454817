package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dovetail.core.compare.Binding;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Convention.Part;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

  private static Configuration read(String toml) throws ConfigurationException {
    return ConfigurationFile.read(new MemoryTree(Map.of("dovetail.toml", toml)));
  }

  @Test
  void nothing_is_configured_where_there_is_no_file() throws ConfigurationException {
    assertThat(ConfigurationFile.read(new MemoryTree(Map.of()))).isEqualTo(Configuration.none());
  }

  @Test
  void everything_can_be_said() throws ConfigurationException {
    Configuration configuration =
        read(
            """
            exclude = ["old/"]

            [versions]
            sqlalchemy = 2.0
            postgres = 16

            [rules]
            enum-unbound = "off"
            several-heads = "warning"

            [[service]]
            path = "services/a"
            name = "alpha"
            code = ["libs/shared"]
            critical = "high"
            driver = "asyncpg"

            [[binding]]
            enum = "TaskState"
            type = "task_state"
            persisted = "names"

            [[ignore]]
            rule = "enum-stored-as-text"
            reason = "known"
            """);
    assertThat(configuration.exclude()).containsExactly("old/");
    assertThat(configuration.versions().postgres()).contains(16);
    assertThat(configuration.versions().stack().sqlalchemy()).contains("2.0");
    assertThat(configuration.levels().named())
        .containsEntry("enum-unbound", Levels.Level.OFF)
        .containsEntry("several-heads", Levels.Level.WARNING);
    Configuration.ServiceEntry service = configuration.services().get(0);
    assertThat(service.name()).contains("alpha");
    assertThat(service.code()).isEqualTo(List.of("libs/shared"));
    assertThat(service.critical()).contains(Criticality.HIGH);
    assertThat(service.versions().stack().driver()).contains(Stack.Driver.ASYNCPG);
    assertThat(configuration.bindingsOf("any"))
        .containsExactly(
            new Binding(
                "TaskState",
                Optional.of("task_state"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Binding.Persisted.NAMES)));
    assertThat(configuration.ignores()).hasSize(1);
  }

  @Test
  void pyproject_is_read_where_there_is_no_file_of_our_own() throws ConfigurationException {
    String toml = "[project]\nname = \"x\"\n\n[tool.dovetail]\nexclude = [\"old\"]\n";
    assertThat(ConfigurationFile.read(new MemoryTree(Map.of("pyproject.toml", toml))).exclude())
        .containsExactly("old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "exlude = []|dovetail.toml:1:1: unknown key `exlude`; did you mean `exclude`?",
        "exclude = 3|dovetail.toml:1:1: `exclude` is a list of strings",
        "[rules]%several-heads = \"loud\"|`several-heads` is to be one of off, on, info",
        "[rules]%safty = \"on\"|unknown key `safty`; did you mean `safety`?",
        "[[rules-in]]%safety = \"on\"|needs a `service` or a `path`",
        "[[rules-in]]%path = \"a\"%several-head = \"off\"|did you mean `several-heads`?",
        "[versions]%driver = \"psycopg4\"|`driver` is one of psycopg2, psycopg, asyncpg",
        "[versions]%postgres = 9|`postgres` is a version from 12 to 18",
        "[[service]]%name = \"x\"|`path` is to be a folder",
        "[[binding]]%enum = \"X\"|a binding needs a `type`, a `column` or a `lookup`",
        "[[ignore]]%rule = \"several-head\"|did you mean `several-heads`?",
        "this is no toml|dovetail.toml:1:",
      })
  void what_cannot_be_taken_is_said_with_its_place(String toml, String message) {
    assertThatThrownBy(() -> read(toml.replace('%', '\n')))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("dovetail.toml:");
  }

  @Test
  void the_template_can_be_read_with_and_without_its_comments() throws ConfigurationException {
    String template = ConfigurationTemplate.of(List.of());
    assertThat(read(template)).isEqualTo(Configuration.none());
    String uncommented = template.replaceAll("(?m)^# (?=\\[|[a-z-]+ = )", "");
    assertThat(read(uncommented).bindings()).hasSize(1);
  }

  @Test
  void a_convention_is_written_in_sql_or_in_parts() throws ConfigurationException {
    Convention convention =
        read("""
        [conventions.outbox]
        tables = ["*_outbox"]
        exclude = ["email"]
        indexes = [{ columns = ["topic"], where = "sent IS NULL" }]

        [conventions.outbox.columns]
        topic = "text not null"
        tries = { default = 0 }
        """)
            .conventions()
            .get(0);
    assertThat(convention.binds("email")).isFalse();
    assertThat(convention.binds("orders")).isTrue();
    assertThat(convention.covers(new ObjectName("public", "event_outbox"))).isTrue();
    assertThat(convention.covers(new ObjectName("public", "outbox"))).isFalse();
    assertThat(convention.measure())
        .isEqualTo(
            new Convention.Written(
                List.of(
                    new Convention.Column(
                        "topic", Optional.of("text not null"), "", Set.of(Part.values())),
                    new Convention.Column(
                        "tries", Optional.empty(), "DEFAULT 0", Set.of(Part.DEFAULT))),
                List.of(
                    new Convention.Index(
                        Optional.empty(),
                        List.of("topic"),
                        false,
                        Optional.empty(),
                        List.of(),
                        Optional.of("sent IS NULL"))),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "indexs = []| unknown key `indexs`; did you mean `indexes`?",
        "reference = 'a' ; columns = {}| either a `reference` or its own",
        "columns = {} ; exact = 1| `exact` is true or false",
        "indexes = [{ name = 'x' }]| an index needs `columns`",
        "indexes = [{ columns = ['a'], predicate = 'b' }]| unknown key `predicate`",
        "columns = { a = 1 }| `a` is a column as SQL has it, or a table"
      })
  void a_wrong_convention_is_refused(String line, String message) {
    String toml = "[conventions.outbox]\ntables = ['event_outbox']\n" + line.replace(" ; ", "\n");
    assertThatThrownBy(() -> read(toml)).hasMessageContaining(message.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a = 1\0", "exclude = [\"a\0b\"]", "# a\0\nexclude = 1"})
  void a_null_character_is_refused_with_its_place(String toml) {
    assertThatThrownBy(() -> read(toml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dovetail.toml");
  }

  @Test
  void tabs_and_line_ends_of_windows_are_as_good_as_any() throws ConfigurationException {
    assertThat(read("# a\r\n\r\n[versions]\r\n\tpostgres\t=\t16\r\n"))
        .isEqualTo(read("[versions]\npostgres = 16\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[versions]\rpostgres = 16\r", "[versions]\n\fpostgres = 16\n"})
  void what_toml_does_not_allow_between_words_is_refused(String toml) {
    assertThatThrownBy(() -> read(toml)).isInstanceOf(ConfigurationException.class);
  }
}
