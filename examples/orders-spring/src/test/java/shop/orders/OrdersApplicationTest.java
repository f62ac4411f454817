package shop.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.guard.DriftException;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** The application on real databases, by whichever Spring Boot is on the class path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersApplicationTest {

  private static final String BEHIND = "--spring.flyway.locations=classpath:db/behind";

  private Optional<DisposablePostgres> server = Optional.empty();

  @BeforeAll
  void startServer() throws Exception {
    System.out.println("Spring Boot " + SpringBootVersion.getVersion());
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    server = Optional.of(DisposablePostgres.start(found.getFirst()));
  }

  @AfterAll
  void stopServer() {
    server.ifPresent(DisposablePostgres::close);
  }

  private Database database() throws Exception {
    return server.orElseThrow().fresh();
  }

  private static ConfigurableApplicationContext start(Database database, String... more) {
    SpringApplication application = new SpringApplication(OrdersApplication.class);
    // Both are on the class path: Flyway is the application's own.
    application.setDefaultProperties(Map.of("spring.liquibase.enabled", "false"));
    Address address = database.address();
    List<String> words =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url="
                    + new Address(address.host(), address.port(), "", "", address.database())
                        .url("jdbc:postgresql")
                        .replace("//@", "//"),
                "--spring.datasource.username=" + address.user(),
                "--spring.datasource.password=" + address.password(),
                "--spring.main.banner-mode=off"));
    words.addAll(List.of(more));
    return application.run(words.toArray(String[]::new));
  }

  /** Boot 3 and Boot 4 have it in different packages. */
  private static Object call(Object target, String name) throws Exception {
    Method method = target.getClass().getMethod(name);
    method.setAccessible(true);
    return method.invoke(target);
  }

  private static String health(ConfigurableApplicationContext context) throws Exception {
    Object health = call(context.getBean("dovetailGuardHealthIndicator"), "health");
    return call(call(health, "getStatus"), "getCode").toString() + " " + call(health, "getDetails");
  }

  @Test
  void on_a_database_with_all_labels_it_starts() throws Exception {
    try (ConfigurableApplicationContext context = start(database())) {
      Orders orders = context.getBean(Orders.class);
      orders.place(OrderStatus.REFUNDED);
      assertThat(orders.all()).containsExactly(OrderStatus.REFUNDED);
      assertThat(health(context)).startsWith("UP {").contains("mode=fail", "enums=2", "drift=[]");
    }
  }

  @Test
  void a_migration_behind_it_stops_after_flyway_and_before_the_first_request() throws Exception {
    Database database = database();
    assertThatThrownBy(() -> start(database, BEHIND))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("(public.orders.status) lacks: 'REFUNDED'")
        .hasMessageContaining("ALTER TYPE public.order_status ADD VALUE 'REFUNDED';")
        .hasMessageNotContaining(database.address().password());
    assertThat(database.rows("SELECT version FROM flyway_schema_history")).hasSize(1);
  }

  @Test
  void what_liquibase_brings_is_there_when_the_guard_asks() throws Exception {
    assumeLiquibase();
    Database database = database();
    assertThatThrownBy(() -> start(database, liquibase("nothing")))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("(public.orders.status) lacks: 'REFUNDED'");
    assertThat(database.rows("SELECT id FROM databasechangelog")).hasSize(1);
    try (ConfigurableApplicationContext context = start(database, liquibase("refunds"))) {
      assertThat(health(context)).startsWith("UP {").contains("drift=[]");
    }
    assertThat(database.rows("SELECT id FROM databasechangelog")).hasSize(2);
  }

  private static String[] liquibase(String contexts) {
    return new String[] {
      "--spring.flyway.enabled=false",
      "--spring.liquibase.enabled=true",
      "--spring.liquibase.change-log=classpath:db/liquibase/orders.sql",
      "--spring.liquibase.contexts=" + contexts
    };
  }

  private static void assumeLiquibase() {
    assumeTrue(
        ClassUtils.isPresent("liquibase.integration.spring.SpringLiquibase", null),
        "no Liquibase on the class path");
  }

  @Test
  void in_production_it_is_warned_and_the_drift_can_be_read() throws Exception {
    try (ConfigurableApplicationContext context =
        start(database(), BEHIND, "--spring.profiles.active=prod")) {
      assertThat(health(context))
          .startsWith("DRIFT {")
          .contains(
              "mode=warn",
              "the Spring profile `prod` is active, which is production",
              "missing=[REFUNDED]");
      assertThat(call(context.getBean("dovetailGuardEndpoint"), "drift").toString())
          .contains("missing=[REFUNDED]");
    }
  }

  @Test
  void properties_say_what_the_application_prefers() throws Exception {
    try (ConfigurableApplicationContext context =
        start(database(), BEHIND, "--dovetail.guard.mode=off")) {
      assertThat(health(context)).startsWith("UP {").contains("mode=off", "enums=0");
    }
    try (ConfigurableApplicationContext context =
        start(database(), BEHIND, "--dovetail.guard.enabled=false")) {
      assertThat(context.containsBean("dovetailGuard")).isFalse();
    }
    try (ConfigurableApplicationContext context =
        start(
            database(),
            BEHIND,
            "--spring.profiles.active=kitchen",
            "--dovetail.guard.production-profiles=kitchen",
            "--dovetail.guard.wait=5s",
            "--dovetail.guard.packages=shop")) {
      assertThat(health(context)).contains("mode=warn");
    }
  }
}
