package dev.dovetail.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The registry is whole: this test also says how many rules it saw. */
class RulesTest {

  private static final int RULES = 84;

  @Test
  void there_are_as_many_rules_as_there_should_be() {
    assertThat(Rules.ALL).hasSize(RULES);
  }

  @Test
  void ids_are_the_class_names_in_kebab_case_and_sorted() {
    assertThat(Rules.ALL)
        .allSatisfy(rule ->
            assertThat(rule.id())
                .isEqualTo(
                    rule.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT)));
    assertThat(Rules.ids()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void what_only_a_replay_a_live_database_or_a_change_shows_has_a_page_too() {
    assertThat(Rules.FAULTS.stream().filter(fault -> !fault.isInFiles()))
        .hasSize(
            ReplayFault.values().length + LiveFault.values().length + ChangeFault.values().length)
        .allSatisfy(fault -> {
          assertThat(Rules.named(fault.id())).contains(fault);
          assertThat(Rules.page(fault).lines())
              .startsWith("# " + fault.id())
              .contains("## What it does", "## Why it is bad", "## Use instead", "## Options")
              .contains(fault.id() + " = \"off\"   # error, warning, info or off");
        });
  }

  @Test
  void ids_name_the_fault_and_not_the_remedy() {
    assertThat(Rules.ids()).noneMatch(id -> id.matches("(no|ban|require|prefer|disallow)-.*"));
  }
}
