package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnersTest {

  @Test
  void the_last_line_that_fits_counts() {
    Owners owners =
        owners(
            """
            * @everyone
            # whose services
            /services/ @platform   # all of them
            /services/web/ @web @ada
            worker @worker
            *.sql @dba
            """);
    assertThat(owners.of("services/web")).containsExactly("@web", "@ada");
    assertThat(owners.of("services/mail")).containsExactly("@platform");
    assertThat(owners.of("services/worker")).containsExactly("@worker");
    assertThat(owners.of("libs/core")).containsExactly("@everyone");
  }

  @Test
  void a_line_without_owners_takes_them_away() {
    assertThat(owners("* @everyone\n/services/old/\n").of("services/old")).isEmpty();
  }

  @Test
  void without_a_file_nobody_owns_anything() {
    assertThat(Owners.in(new MemoryTree(Map.of())).of("services/web")).isEmpty();
  }

  private static Owners owners(String text) {
    return Owners.in(new MemoryTree(Map.of(".github/CODEOWNERS", text)));
  }
}
