package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which services write where their database is. */
class AccessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql+asyncpg://u:p@db:6000/orders?ssl=require|postgresql://u@db:6000/orders",
        "postgres://u@db/orders?sslmode=disable&pool_size=5|postgresql://u@db:5432/orders",
        "postgresql://db/orders?user=u&application_name=a%20b|postgresql://u@db:5432/orders",
        "jdbc:postgresql://db:1/orders?user=u&password=p|postgresql://u@db:1/orders",
        "postgresql:///orders?host=db&port=7&user=u|postgresql://u@db:7/orders",
        "host=db port=7 dbname=orders user=u password='p w'|postgresql://u@db:7/orders"
      })
  void a_url_of_any_driver_is_read_and_what_is_the_drivers_affair_is_passed_over(
      String written, String read) throws Exception {
    assertThat(Access.of(written, Map.of()).toString()).isEqualTo(read);
  }

  @Test
  void passwords_are_read_whole() throws Exception {
    assertThat(Access.of("host=h dbname=d user=u password='it\\'s p'", Map.of()).password())
        .isEqualTo("it's p");
    assertThat(Access.of("postgresql://u:p%40%2F@h/d", Map.of()).password()).isEqualTo("p@/");
    assertThat(Access.of("postgresql://u@h/d", Map.of("PGPASSWORD", "x")).password())
        .isEqualTo("x");
    assertThat(Access.of("postgresql://u@h/d?ssl=true", Map.of()).environment())
        .containsEntry("PGSSLMODE", "require");
  }

  @Test
  void a_name_of_a_service_is_looked_up(@TempDir Path home) throws Exception {
    Files.writeString(
        home.resolve(".pg_service.conf"),
        """
        # ours
        [other]
        host=elsewhere
        [orders]
        host = db.example
        port=6543
        dbname=orders
        user=reader
        sslmode=require
        """);
    Address address = Access.of("service=orders", Map.of("HOME", home.toString()));
    assertThat(address.toString()).isEqualTo("postgresql://reader@db.example:6543/orders");
    assertThat(address.environment()).containsEntry("PGSSLMODE", "require");
    assertThatThrownBy(() -> Access.of("service=none", Map.of("HOME", home.toString())))
        .hasMessageContaining("no service of that name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:hunter2@h/d",
        "postgresql://h/d?user=u&password=hunter2",
        "host=h dbname=d password=hunter2"
      })
  void a_password_in_an_argument_is_refused_with_the_ways_to_give_it(String url) {
    assertThatThrownBy(() -> Access.ofArgument(url, Map.of()))
        .isInstanceOf(ServerException.class)
        .hasMessageContainingAll("~/.pgpass", "PGPASSWORD", "url-env")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "mysql://u:hunter2@h/d",
        "postgresql://u:hunter2@h",
        "postgresql://u:hunter2@h/",
        "postgresql://u:hunter2@one,two/d",
        "postgresql:///d?host=/var/run/hunter2",
        "postgresql://u:hunter2@h:port/d",
        "host=h password=hunter2",
        "host=h dbname=d password='hunter2"
      })
  void what_cannot_be_read_is_refused_without_being_repeated(String written) {
    assertThatThrownBy(() -> Access.of(written, Map.of()))
        .isInstanceOf(ServerException.class)
        .hasMessageNotContaining("hunter2");
  }
}
