package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How rules are taken: by name, by set, in services and folders. */
class LevelsTest {

  private static final Fault OFF = Rules.named("index-built-with-lock").orElseThrow();
  private static final Fault ON = Rules.named("type-dropped-with-cascade").orElseThrow();

  private static Configuration read(String toml) throws ConfigurationException {
    return ConfigurationFile.read(new MemoryTree(Map.of("dovetail.toml", toml)));
  }

  private static Finding finding(Fault fault, String service, String path) {
    return FindingBuilder.of(fault, service, Origin.inFile(path, 1, 1)).says("it", "it is", "mend");
  }

  @Test
  void what_most_healthy_code_does_is_not_asked_for() {
    assertThat(Configuration.none().silences(OFF)).isTrue();
    assertThat(Configuration.none().silences(ON)).isFalse();
  }

  @Test
  void a_set_is_turned_on_and_off_at_once_and_a_rule_goes_before_its_set() throws Exception {
    Configuration configuration =
        read(
            """
            [rules]
            safety = "on"
            key-built-with-lock = "off"
            enums = "info"
            """);
    assertThat(configuration.silences(OFF)).isFalse();
    assertThat(configuration.level(OFF)).isEmpty();
    assertThat(configuration.silences(Rules.named("key-built-with-lock").orElseThrow())).isTrue();
    assertThat(configuration.level(ON)).contains(Severity.INFO);
    assertThat(read("[rules]\nall = \"error\"").level(OFF)).contains(Severity.ERROR);
  }

  @Test
  void a_folder_and_a_service_have_levels_of_their_own() throws Exception {
    Configuration configuration =
        read(
            """
            [[rules-in]]
            path = "services/new/"
            safety = "error"

            [[rules-in]]
            service = "old"
            type-dropped-with-cascade = "off"
            """);
    assertThat(configuration.silences(OFF)).as("asked, for one folder wants it").isFalse();
    Finding inside = finding(OFF, "new", "services/new/migrations/1.sql");
    Finding outside = finding(OFF, "other", "services/newer/migrations/1.sql");
    assertThat(configuration.silences(inside)).isFalse();
    assertThat(configuration.level(OFF, inside)).contains(Severity.ERROR);
    assertThat(configuration.silences(outside)).isTrue();
    assertThat(configuration.silences(finding(ON, "old", "a.py"))).isTrue();
    assertThat(configuration.silences(finding(ON, "new", "a.py"))).isFalse();
  }
}
