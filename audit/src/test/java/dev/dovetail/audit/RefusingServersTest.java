package dev.dovetail.audit;

import static dev.dovetail.audit.OrdersService.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedDatabase.Read;
import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.PostgresBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that want TLS, die in the middle, or fall silent: each is said, and no password with it.
 */
class RefusingServersTest {

  @TempDir Path root;

  private DisposablePostgres server;
  private Database database;
  private OrdersService service;

  @BeforeEach
  void start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    server = DisposablePostgres.start(found.getFirst());
    service = new OrdersService(root.resolve("repository"));
    database = OrdersService.made(server, "'open', 'paid_later', 'gone'", "two");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Unread unread(String words) throws Exception {
    AuditedDatabase.Reading reading = service.reading(words);
    assertThat(reading).as(words).isInstanceOf(Unread.class);
    assertThat(reading.toString()).doesNotContain(database.address().password());
    return (Unread) reading;
  }

  @Test
  void tls_is_spoken_where_it_is_wanted_and_its_lack_is_said() throws Exception {
    Certificate certificate = Certificate.make(root);
    certificate.demandedBy(server, database);
    String words = words(database.address());
    assertThat(service.reading(words)).isInstanceOf(Read.class);
    assertThat(service.reading(words + " sslmode=require")).isInstanceOf(Read.class);
    String trusting = " sslrootcert=" + certificate.in(root);
    assertThat(service.reading(words + " sslmode=verify-full" + trusting)).isInstanceOf(Read.class);
    assertThat(unread(words + " sslmode=disable"))
        .isEqualTo(
            new Unread(
                "the server takes no connection without TLS",
                "write sslmode=require into the URL"));
    String elsewhere = words.replace("host=127.0.0.1", "host=localhost");
    assertThat(service.reading(elsewhere + " sslmode=verify-ca" + trusting))
        .isInstanceOf(Read.class);
    assertThat(unread(elsewhere + " sslmode=verify-full" + trusting).reason())
        .isEqualTo("the server's certificate is for another name than `localhost`");
    Path other = Files.createDirectory(root.resolve("other"));
    String distrusting = " sslrootcert=" + Certificate.make(other).in(other);
    assertThat(unread(words + " sslmode=verify-ca" + distrusting).reason())
        .startsWith("the server's certificate is not trusted: ");
    assertThat(unread(words + " sslmode=verify-ca sslrootcert=/nowhere.crt"))
        .isEqualTo(
            new Unread(
                "the file by which the server's certificate is to be checked cannot be read:"
                    + " /nowhere.crt",
                "name the certificate of its authority by sslrootcert=FILE in the URL"));
  }

  @Test
  void wherever_the_line_is_cut_the_database_is_not_read_and_nothing_is_made_up() throws Exception {
    Address address = database.address();
    long bytes = 1;
    boolean read = false;
    int cuts = 0;
    while (!read) {
      try (CuttingRelay relay = new CuttingRelay(address.port(), bytes, true)) {
        AuditedDatabase.Reading reading =
            service.reading(
                words(address).replace("port=" + address.port(), "port=" + relay.port()));
        read = reading instanceof Read;
        if (reading instanceof Unread unread) {
          cuts++;
          assertThat(unread.reason())
              .containsAnyOf("no server answers at", "the connection ended, or nothing came");
          assertThat(unread.toString()).doesNotContain(address.password());
        }
      }
      bytes += 1 + bytes / 3;
    }
    assertThat(cuts).isGreaterThan(15);
  }

  @Test
  @Timeout(30)
  void a_server_that_falls_silent_in_the_middle_is_given_up() throws Exception {
    Address address = database.address();
    Limits limits = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (CuttingRelay relay = new CuttingRelay(address.port(), 2000, false)) {
      AuditedDatabase.Reading reading =
          service
              .audit(
                  Commits.unknown(),
                  limits,
                  words(address).replace("port=" + address.port(), "port=" + relay.port()))
              .databases()
              .getFirst()
              .reading();
      assertThat(reading)
          .isInstanceOfSatisfying(
              Unread.class,
              unread ->
                  assertThat(unread.reason())
                      .startsWith("the connection ended, or nothing came for too long"));
    }
  }

  @Test
  void a_server_that_is_gone_is_said() throws Exception {
    String words = words(database.address());
    server.close();
    assertThat(unread(words).reason()).startsWith("no server answers at 127.0.0.1:");
  }
}
