package dev.dovetail.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.guard.Check.Verdict;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.PostgresChoice;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {

  private static final Setting.Surroundings NOTHING_SAID =
      new Setting.Surroundings(name -> "", name -> "");

  enum OrderStatus {
    NEW,
    PAID,
    REFUNDED
  }

  private Optional<Server> server = Optional.empty();

  @BeforeAll
  void start() throws Exception {
    server = Optional.of(Server.start());
  }

  @AfterAll
  void stop() {
    server.ifPresent(Server::close);
  }

  private PGSimpleDataSource database(String sql) throws Exception {
    return server.orElseThrow().with(sql);
  }

  private static Guard guard(PGSimpleDataSource source) {
    return Guard.in(NOTHING_SAID, source);
  }

  private static Setting.Surroundings variable(Map<String, String> environment) {
    return new Setting.Surroundings(name -> "", name -> environment.getOrDefault(name, ""));
  }

  @Test
  void a_database_with_the_labels_lets_the_application_start() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");

    Outcome outcome = guard(source).expects(OrderStatus.class, "order_status").verify();

    assertThat(outcome.checks())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.verdict()).isEqualTo(Verdict.AGREES);
          assertThat(check.place()).isEqualTo("type public.order_status");
        });
    assertThat(outcome.message()).startsWith("1 enum was held against the database");
  }

  @TestFactory
  List<DynamicTest> every_server_is_asked_alike() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    return new PostgresChoice.All()
        .among(found).stream()
            .map(binaries -> DynamicTest.dynamicTest(binaries.release(), () -> ask(binaries)))
            .toList();
  }

  private static void ask(PostgresBinaries binaries) throws Exception {
    try (Server server = Server.on(binaries)) {
      PGSimpleDataSource source =
          server.with(
              """
              CREATE TYPE order_status AS ENUM ('NEW', 'PAID');
              CREATE DOMAIN kept_status AS order_status;
              CREATE TABLE parcel (status kept_status[]);
              """);
      Outcome outcome =
          guard(source)
              .mode(Mode.WARN)
              .expects(OrderStatus.class, "order_status")
              .expects("Some", "order_status", List.of("NEW"))
              .expects("Lost", "lost", List.of("NEW"))
              .scan(Parcel.class)
              .verify();
      assertThat(outcome.checks())
          .extracting(Check::verdict)
          .containsExactly(Verdict.MISSING, Verdict.EXTRA, Verdict.NO_TYPE, Verdict.MISSING);
      assertThat(outcome.checks().getLast().place()).isEqualTo("public.parcel.status");
    }
  }

  /** Its states are kept in an array of a domain. */
  @Entity
  static final class Parcel {
    @Id int id;

    @Enumerated(EnumType.STRING)
    List<OrderStatus> status = List.of();
  }

  @Test
  void missing_labels_stop_the_start_and_say_what_to_do() throws Exception {
    PGSimpleDataSource source = database("CREATE TYPE order_status AS ENUM ('NEW')");
    Guard guard = guard(source).expects(OrderStatus.class, "order_status");

    DriftException stopped = catchThrowableOfType(DriftException.class, guard::verify);

    assertThat(stopped)
        .hasMessage(
            """
            the enum OrderStatus has labels that the PostgreSQL type public.order_status lacks: 'PAID', 'REFUNDED'
              the first row written with one fails with SQLSTATE 22P02, invalid input value for enum
              the type has: 'NEW'
              remedy: run the migrations of this version first; they would hold ALTER TYPE public.order_status ADD VALUE 'PAID'; ALTER TYPE public.order_status ADD VALUE 'REFUNDED';
              the mode is `fail`: nothing says that this is production (DOVETAIL_ENVIRONMENT, APP_ENV, ENVIRONMENT, ENV are not set); DOVETAIL_GUARD=warn or DOVETAIL_GUARD=off lets the application start all the same\
            """);
    assertThat(stopped.outcome().missing()).isEqualTo(2);
  }

  @Test
  void the_remedy_is_what_it_says() throws Exception {
    PGSimpleDataSource source =
        database(
            "CREATE SCHEMA \"My shop\"; CREATE TYPE \"My shop\".\"Order Status\" AS ENUM"
                + " ('it''s')");
    Guard guard =
        guard(source).expects("Status", "\"My shop\".\"Order Status\"", List.of("it's", "o'clock"));

    DriftException stopped = catchThrowableOfType(DriftException.class, guard::verify);
    String message = String.valueOf(stopped.getMessage());
    int remedy = message.indexOf("ALTER TYPE");
    Server.run(source, message.substring(remedy, message.indexOf(";", remedy)));

    assertThat(guard.verify().isFatal()).isFalse();
  }

  @Test
  void labels_in_another_case_are_told_as_a_wrong_mapping() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('new', 'paid', 'refunded')");
    assertThatThrownBy(guard(source).expects(OrderStatus.class, "order_status")::verify)
        .hasMessageContaining("the type has them in another case")
        .hasMessageNotContaining("ADD VALUE");
    guard(source)
        .expects(
            OrderStatus.class, "order_status", status -> status.name().toLowerCase(Locale.ROOT))
        .verify();
  }

  @Test
  void more_labels_than_the_code_knows_do_not_stop_the_start() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED', 'HELD')");
    Outcome outcome = guard(source).expects(OrderStatus.class, "order_status").verify();
    assertThat(outcome.checks()).extracting(Check::verdict).containsExactly(Verdict.EXTRA);
    assertThat(outcome.checks().get(0).extra()).containsExactly("HELD");
  }

  @Test
  void a_type_that_is_not_there_stops_the_start() throws Exception {
    assertThatThrownBy(guard(database("")).expects(OrderStatus.class, "order_status")::verify)
        .hasMessageContainingAll(
            "there is no such type",
            "CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");
  }

  @Test
  void the_search_path_decides_between_schemas() throws Exception {
    PGSimpleDataSource source =
        database(
            """
            CREATE SCHEMA old;
            CREATE SCHEMA shop;
            CREATE TYPE old.order_status AS ENUM ('NEW');
            CREATE TYPE shop.order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')\
            """);
    Outcome unsure = guard(source).expects(OrderStatus.class, "order_status").verify();
    assertThat(unsure.checks()).extracting(Check::verdict).containsExactly(Verdict.UNSURE);

    assertThat(guard(source).expects(OrderStatus.class, "shop.order_status").verify().isFatal())
        .isFalse();
    source.setCurrentSchema("shop");
    assertThat(guard(source).expects(OrderStatus.class, "order_status").verify().checks())
        .extracting(Check::verdict)
        .containsExactly(Verdict.AGREES);
    source.setCurrentSchema("old,shop");
    assertThatThrownBy(guard(source).expects(OrderStatus.class, "order_status")::verify)
        .hasMessageContaining("old.order_status");
  }

  @Test
  void whoever_runs_the_application_goes_before_whoever_wrote_it() throws Exception {
    PGSimpleDataSource source = database("CREATE TYPE order_status AS ENUM ('NEW')");
    List<Outcome> heard = new ArrayList<>();
    Outcome outcome =
        Guard.in(variable(Map.of("DOVETAIL_GUARD", "warn")), source)
            .expects(OrderStatus.class, "order_status")
            .mode(Mode.FAIL)
            .reporting(heard::add)
            .verify();
    assertThat(outcome.mode()).isEqualTo(Mode.WARN);
    assertThat(outcome.isFatal()).isTrue();
    assertThat(heard).containsExactly(outcome);
  }

  @Test
  void off_does_not_ask_the_database() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    Outcome outcome =
        Guard.in(variable(Map.of("DOVETAIL_GUARD", "off")), nowhere)
            .expects(OrderStatus.class, "order_status")
            .verify();
    assertThat(outcome.message())
        .isEqualTo("the guard is off: the variable DOVETAIL_GUARD says so");
  }

  @Test
  void a_database_that_is_not_up_is_waited_for_and_not_for_ever() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    nowhere.setPassword("hunter2");
    long start = System.nanoTime();
    assertThatThrownBy(
            Guard.in(NOTHING_SAID, nowhere)
                    .waiting(Duration.ofMillis(400))
                    .expects(OrderStatus.class, "order_status")
                ::verify)
        .isInstanceOf(DriftException.class)
        .hasMessageContainingAll("could not be asked", "refused")
        .hasMessageNotContaining("hunter2");
    assertThat(System.nanoTime() - start).isBetween(150_000_000L, 5_000_000_000L);
  }

  @Test
  void a_database_that_comes_up_meanwhile_is_asked() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");
    int port = source.getPortNumbers()[0];
    source.setPortNumbers(new int[] {1});
    Thread later =
        new Thread(() -> {
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          source.setPortNumbers(new int[] {port});
        });
    later.start();
    assertThat(guard(source).expects(OrderStatus.class, "order_status").verify().isFatal())
        .isFalse();
    later.join();
  }

  @Test
  void a_server_that_accepts_and_says_nothing_does_not_hang_the_start() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setServerNames(new String[] {"127.0.0.1"});
      source.setPortNumbers(new int[] {mute.getLocalPort()});
      Guard guard =
          Guard.in(variable(Map.of("DOVETAIL_GUARD_WAIT", "1")), source)
              .expects(OrderStatus.class, "order_status");
      assertThatThrownBy(guard::verify).hasMessageContaining("it has not answered in 1 s");
    }
  }

  @Test
  void a_wrong_password_is_not_tried_again() throws Exception {
    PGSimpleDataSource source = database("");
    source.setPassword("hunter2");
    long start = System.nanoTime();
    assertThatThrownBy(guard(source).expects(OrderStatus.class, "order_status")::verify)
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("hunter2");
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  @Test
  void no_transaction_is_left_open_on_a_pooled_connection() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");
    try (var connection = source.getConnection()) {
      connection.setAutoCommit(false);
      LiveTypes live =
          new Question(
                  List.of(
                      new Expectation(
                          "x",
                          List.of(),
                          new Expectation.NamedType(Expectation.Name.of("order_status")),
                          Optional.empty())))
              .ask(connection);
      assertThat(live.types()).hasSize(1);
      assertThat(connection.unwrap(org.postgresql.core.BaseConnection.class).getTransactionState())
          .isEqualTo(org.postgresql.core.TransactionState.IDLE);
    }
  }

  @Test
  void one_connection_is_taken_for_one_query_and_given_back_and_no_thread_stays() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");
    List<Connection> taken = new ArrayList<>();
    List<String> asked = new CopyOnWriteArrayList<>();
    DataSource counting =
        proxy(
            DataSource.class,
            (method, arguments) -> {
              Connection connection = source.getConnection();
              taken.add(connection);
              return proxy(
                  Connection.class,
                  (called, words) -> {
                    if (called.getName().contains("Statement")) {
                      asked.add(called.getName());
                    }
                    return called.invoke(connection, words);
                  });
            });
    Guard guard = Guard.in(NOTHING_SAID, counting);
    for (int i = 0; i < 100; i++) {
      guard.expects(OrderStatus.class, "order_status");
    }
    for (int times = 1; times <= 2; times++) {
      assertThat(guard.verify().checks()).hasSize(100);
      assertThat(taken).hasSize(times);
      assertThat(asked).hasSize(times).containsOnly("prepareStatement");
    }
    for (Connection connection : taken) {
      assertThat(connection.isClosed()).isTrue();
    }
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dovetail guard"))
        .forEach(thread -> assertThat(thread.isDaemon()).isTrue());
  }

  private interface Call {
    Object of(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            GuardTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  /** As a standby has it, and behind a pooler that keeps no statements. */
  @Test
  void nothing_is_written_and_nothing_is_left_at_the_server() throws Exception {
    PGSimpleDataSource source =
        database("CREATE TYPE order_status AS ENUM ('NEW', 'PAID', 'REFUNDED')");
    source.setOptions("-c default_transaction_read_only=on");
    source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    assertThat(guard(source).expects(OrderStatus.class, "order_status").verify().isFatal())
        .isFalse();
  }

  @Test
  void whatever_comes_of_it_is_reported_before_the_start_is_stopped() throws Exception {
    List<Outcome> heard = new ArrayList<>();
    Guard drifted =
        guard(database("CREATE TYPE order_status AS ENUM ('NEW')"))
            .expects(OrderStatus.class, "order_status")
            .reporting(heard::add);
    assertThatThrownBy(drifted::verify).isInstanceOf(DriftException.class);
    assertThat(heard).singleElement().matches(outcome -> outcome.missing() == 2);

    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setServerNames(new String[] {"127.0.0.1"});
    nowhere.setPortNumbers(new int[] {1});
    Guard down =
        guard(nowhere)
            .waiting(Duration.ofMillis(100))
            .expects(OrderStatus.class, "order_status")
            .reporting(heard::add);
    assertThatThrownBy(down::verify).isInstanceOf(DriftException.class);
    assertThat(heard.get(1).unasked()).isPresent();

    Guard.in(variable(Map.of("DOVETAIL_GUARD", "off")), nowhere)
        .expects(OrderStatus.class, "order_status")
        .reporting(heard::add)
        .verify();
    assertThat(heard.get(2).mode()).isEqualTo(Mode.OFF);
  }

  @Test
  void strange_labels_are_compared_as_they_are() throws Exception {
    String longest = "ß".repeat(31) + "x";
    List<String> labels = List.of("it's", "two words", "🦄", longest, "a\\b", "{a,b}", "\"q\"", "");
    StringBuilder sql = new StringBuilder("CREATE TYPE strange AS ENUM (");
    for (String label : labels) {
      sql.append(sql.toString().endsWith("(") ? "" : ", ");
      sql.append('\'').append(label.replace("'", "''")).append('\'');
    }
    PGSimpleDataSource source = database(sql.append(')').toString());
    assertThat(guard(source).expects("Strange", "strange", labels).verify().checks())
        .extracting(Check::verdict)
        .containsExactly(Verdict.AGREES);
  }

  @Test
  void a_thousand_enums_take_one_query_and_no_time() throws Exception {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      sql.append("CREATE TYPE t%d AS ENUM ('NEW', 'PAID', 'REFUNDED');".formatted(i));
    }
    PGSimpleDataSource source = database(sql.toString());
    Guard guard = guard(source);
    for (int i = 0; i < 1000; i++) {
      guard.expects(OrderStatus.class, "t" + i);
    }
    Outcome outcome = guard.verify();
    assertThat(outcome.checks()).hasSize(1000).noneMatch(Check::isFatal);
    assertThat(outcome.took()).isLessThan(Duration.ofSeconds(2));
  }
}
