package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

  private static Address argument(String url) throws ServerException {
    return Offer.ofArgument(url, Map.of("PGPASSWORD", "s3cret")).address();
  }

  @Test
  void the_password_comes_from_the_environment() throws Exception {
    Address address = argument("postgresql://admin@db.example:6432/adm?sslmode=require");
    assertThat(address.toString()).isEqualTo("postgresql://admin@db.example:6432/adm");
    assertThat(address.password()).isEqualTo("s3cret");
    assertThat(address.environment()).containsEntry("PGSSLMODE", "require");
  }

  @Test
  void what_is_not_said_is_as_usual() throws Exception {
    Address address =
        Offer.ofArgument("postgres://localhost", Map.of("PGUSER", "someone")).address();
    assertThat(address.toString()).isEqualTo("postgresql://someone@localhost:5432/postgres");
    assertThat(address.password()).isEmpty();
    assertThat(argument("jdbc:postgresql://[::1]:1/x?user=u").host()).isEqualTo("::1");
    assertThat(argument("postgresql:///x").host()).isEqualTo("localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://admin:hunter2@localhost/x",
        "postgresql://admin:hunter2@pass@localhost/x",
        "postgresql://localhost/x?password=hunter2",
        "postgresql+psycopg2://admin:hunter2@localhost/x"
      })
  void a_password_in_an_argument_is_refused_with_the_ways_to_give_it(String url) {
    assertThatThrownBy(() -> argument(url))
        .isInstanceOf(ServerException.class)
        .hasMessageContainingAll("PGPASSWORD", "~/.pgpass", "DOVETAIL_POSTGRES_URL")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void in_a_variable_a_password_may_stand() throws Exception {
    Offer offer = Offer.ofVariable("postgresql://a:p%40ss+%25@h/x", Map.of("PGPASSWORD", "other"));
    assertThat(offer.address().password()).isEqualTo("p@ss+%");
    assertThat(offer.toString()).isEqualTo("postgresql://a@h:5432/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "mysql://a:hunter2@h/x",
        "postgresql://a:hunter2@h:99999/x",
        "postgresql://a:hunter2@h:port/x",
        "postgresql://a:hunter2@one,two/x",
        "postgresql://a:hunter2@h/x?hunter2&b",
        "postgresql://a:hunter2%@h/x",
        "postgresql://a:hunter2/@h/x",
        "postgresql://a:hunter2@%2Fvar%2Frun/x",
        "postgresql://a:hunter2@h/x?sslmode=hunter2",
        "postgresql://a:hunter2@h/x\nb"
      })
  void what_cannot_be_read_is_refused_without_being_repeated(String url) {
    assertThatThrownBy(() -> Offer.ofVariable(url, Map.of()))
        .isInstanceOf(ServerException.class)
        .hasMessageNotContaining("hunter2@");
  }

  @Test
  void behind_a_relay_the_name_in_the_certificate_is_not_asked_for() throws Exception {
    Address address = argument("postgresql://a@h/x?sslmode=verify-full&sslrootcert=/ca.pem");
    assertThat(address.behind("127.0.0.1", 7).environment())
        .containsEntry("PGSSLMODE", "verify-ca")
        .containsEntry("PGSSLROOTCERT", "/ca.pem")
        .containsEntry("PGPORT", "7");
  }
}
