package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresChoiceTest {

  private static final PostgresBinaries INSTALLED = at("15.18");
  private static final List<PostgresBinaries> FOUND =
      List.of(INSTALLED, at("17.11"), at("15.2"), at("14.24"));

  private static PostgresBinaries at(String release) {
    return new PostgresBinaries(Path.of("/opt", release, "bin"), release, Optional.empty());
  }

  private static PostgresChoice choice(String word) {
    return PostgresChoice.parse(word).orElseThrow();
  }

  @Test
  void without_a_word_the_first_is_taken() throws Exception {
    assertThat(new PostgresChoice.First().among(FOUND)).containsExactly(INSTALLED);
  }

  @Test
  void a_number_takes_the_first_of_that_version() throws Exception {
    assertThat(choice("15").among(FOUND)).containsExactly(INSTALLED);
    assertThat(choice("17").among(FOUND)).containsExactly(at("17.11"));
  }

  @Test
  void all_takes_one_of_each_the_oldest_first() throws Exception {
    assertThat(choice("all").among(FOUND))
        .extracting(PostgresBinaries::release)
        .containsExactly("14.24", "15.18", "17.11");
  }

  @Test
  void what_is_not_there_is_said_with_what_is_and_how_to_get_it() {
    assertThatThrownBy(() -> choice("16").among(List.of(INSTALLED)))
        .hasMessageStartingWith(
            "no PostgreSQL 16 was found (here is 15.18 in /opt/15.18/bin); install it")
        .hasMessageContaining("apt-get install postgresql-16")
        .hasMessageContaining("16.15.0")
        .hasMessageContaining("--postgres-url");
    assertThatThrownBy(() -> choice("all").among(List.of()))
        .hasMessageStartingWith("no PostgreSQL was found (none is here)");
  }

  @Test
  void other_words_are_no_choice() {
    assertThat(List.of("11", "19", "", "every", "15.18"))
        .allMatch(word -> PostgresChoice.parse(word).isEmpty());
  }
}
