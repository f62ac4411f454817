package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.Verified;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a user sees while services are verified. */
class ProgressLinesTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ProgressLines lines(boolean quiet, boolean terminal) {
    return new ProgressLines(
        new PrintStream(err, false, StandardCharsets.UTF_8), quiet, terminal, System.nanoTime());
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Verified verified(String service) {
    return new Verified(
        service,
        service,
        1,
        List.of(
            new Checked(Check.FRESH, new Outcome.Passed(), Duration.ZERO, List.of(), List.of())),
        List.of(),
        Optional.empty(),
        Duration.ofMillis(1200));
  }

  @Test
  void in_a_log_each_line_is_there_at_once() {
    ProgressLines lines = lines(false, false);
    lines.starts(2);
    lines.begins("orders");
    assertThat(said()).isEqualTo("orders: begins\n");
    lines.step("orders", Check.STAIRS, 3, 12, "4f2a91c0d7e3");
    lines.ends(verified("orders"));
    assertThat(said()).isEqualTo("orders: begins\norders: ok, 1.2 s\n");
    lines.close();
    assertThat(said()).contains("verified in 0.").doesNotContain("\u001b", "[#");
  }

  @Test
  void on_a_terminal_each_service_under_way_has_a_line_over_a_bar_for_the_whole() {
    assumeFalse("true".equals(System.getenv("CI")), "a log of CI is no terminal");
    ProgressLines lines = lines(false, true);
    lines.starts(2);
    lines.begins("orders");
    lines.begins("stock");
    lines.step("orders", Check.STAIRS, 3, 12, "4f2a91c0d7e3");
    lines.ends(verified("stock"));
    assertThat(said())
        .contains("  orders: stairs 3 of 12, 4f2a91c0d7e3")
        .contains("stock: ok, 1.2 s")
        .contains("[###############...............] 1 of 2 services");
    lines.ends(verified("orders"));
    lines.close();
    assertThat(said().substring(said().lastIndexOf("verified in"))).doesNotContain("services");
  }

  @Test
  void who_wants_it_quiet_hears_nothing() {
    ProgressLines lines = lines(true, true);
    lines.starts(1);
    lines.begins("orders");
    lines.ends(verified("orders"));
    lines.close();
    assertThat(said()).isEmpty();
  }
}
