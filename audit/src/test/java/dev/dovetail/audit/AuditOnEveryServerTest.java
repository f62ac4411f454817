package dev.dovetail.audit;

import static dev.dovetail.audit.OrdersService.made;
import static dev.dovetail.audit.OrdersService.only;
import static dev.dovetail.audit.OrdersService.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.audited.AuditedDatabase.Read;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.audited.State;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.PostgresChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The states that a database can be in, told alike by each PostgreSQL that is here. */
class AuditOnEveryServerTest {

  private static final String WHOLE = "'open', 'paid_later', 'gone'";

  @TempDir Path root;

  @TestFactory
  List<DynamicTest> every_server_is_told_alike() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return new PostgresChoice.All()
        .among(found).stream()
            .map(binaries ->
                DynamicTest.dynamicTest(
                    binaries.release(),
                    () -> {
                      try (DisposablePostgres server = DisposablePostgres.start(binaries)) {
                        OrdersService service = new OrdersService(root.resolve(binaries.release()));
                        standings(server, service);
                        namesakes(server, service);
                        typesOfExtensions(server, service);
                        littleRoles(server, service);
                        thousands(server, service);
                        strangeLabels(server, service);
                      }
                    }))
            .toList();
  }

  /** Behind, ahead, on another branch. */
  private static void standings(DisposablePostgres server, OrdersService service) throws Exception {
    Read head = service.read(made(server, WHOLE, "two"));
    assertThat(head.release()).startsWith(Integer.toString(server.major()));
    assertThat(head.standing()).isEqualTo(new Standing.AtHead(List.of("two")));
    assertThat(only(head).state()).isEqualTo(State.AGREES);

    Read behind = service.read(made(server, "'open', 'paid_later'", "one"));
    assertThat(behind.standing()).isEqualTo(new Standing.Behind(List.of("one"), List.of("two")));
    assertThat(only(behind).missing()).containsExactly("gone");

    Read ahead = service.read(made(server, WHOLE + ", 'refunded'", "three"));
    assertThat(ahead.standing()).isEqualTo(new Standing.Elsewhere(List.of("three")));
    assertThat(only(ahead).extra()).containsExactly("refunded");

    Database branches = made(server, WHOLE, "two");
    branches.run("INSERT INTO alembic_version VALUES ('side')");
    assertThat(service.read(branches).standing())
        .isEqualTo(new Standing.Elsewhere(List.of("side")));
  }

  /** A type is known by schema and name, never by its name alone. */
  private static void namesakes(DisposablePostgres server, OrdersService service) throws Exception {
    Database database = made(server, WHOLE, "two");
    database.run(
        """
        CREATE SCHEMA old;
        CREATE TYPE old.order_status AS ENUM ('open');
        CREATE TABLE old.orders (status old.order_status);
        """);
    Read read = service.read(database);
    assertThat(read.enums())
        .extracting(one -> one.comparison().typeName().orElse(""), AuditedEnum::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("public.order_status", State.AGREES),
            org.assertj.core.groups.Tuple.tuple("old.order_status", State.UNDECLARED));
    database.run("ALTER TABLE public.orders ALTER status TYPE old.order_status USING 'open'");
    AuditedEnum moved = service.read(database).enums().getFirst();
    assertThat(moved.comparison().typeName()).contains("old.order_status");
    assertThat(moved.missing()).containsExactly("paid_later", "gone");
  }

  private static void typesOfExtensions(DisposablePostgres server, OrdersService service)
      throws Exception {
    Database database = made(server, WHOLE, "two");
    server
        .admin(database)
        .run("CREATE TYPE theirs AS ENUM ('b'); ALTER EXTENSION plpgsql ADD TYPE theirs");
    assertThat(service.read(database).enums()).hasSize(1);
  }

  /** Who may see little is told what that is, and gets the rest. */
  private static void littleRoles(DisposablePostgres server, OrdersService service)
      throws Exception {
    Database database = made(server, "'open'", "two");
    server
        .admin(database)
        .run(
            """
            CREATE ROLE auditor LOGIN PASSWORD 'little-secret';
            REVOKE USAGE ON TYPE order_status FROM PUBLIC;
            REVOKE ALL ON SCHEMA public FROM PUBLIC;
            """);
    Read read =
        (Read)
            service.reading(
                words(database.address())
                    .replaceAll("user=\\S+ password=\\S+", "user=auditor password=little-secret"));
    assertThat(read.unseen())
        .containsExactly(
            "rows, or some of them, of `public.orders`",
            "1 enum types may not be used by whoever asked");
    assertThat(read.standing())
        .isEqualTo(new Standing.Unknown("`public.alembic_version` may not be read"));
    assertThat(only(read).missing()).containsExactly("paid_later", "gone");
    assertThat(only(read).notes()).anyMatch(note -> note.contains("GRANT USAGE ON TYPE"));
  }

  private static void thousands(DisposablePostgres server, OrdersService service) throws Exception {
    Database database = made(server, WHOLE, "two");
    database.run(
        """
        DO $$ BEGIN FOR i IN 1..1000 LOOP
          EXECUTE format('CREATE TYPE e%s AS ENUM (''a''); CREATE TABLE u%s (s e%s)', i, i, i);
        END LOOP; END $$
        """);
    assertThat(service.read(database).enums()).hasSize(1001);
  }

  /** Quotes, spaces, what is no letter, and as long as a label may be. */
  private static void strangeLabels(DisposablePostgres server, OrdersService service)
      throws Exception {
    List<String> labels =
        List.of(
            "it's",
            " two words ",
            "\\back",
            "{curly,\"quoted\"}",
            "🦉",
            "é".repeat(31) + "x",
            "%s");
    service.write(
        "orders/models.py",
        OrdersService.MODELS.replace(
            "Enum(OrderStatus,",
            "Enum("
                + labels.stream()
                    .map(label -> "'" + label.replace("\\", "\\\\").replace("'", "\\'") + "', ")
                    .collect(Collectors.joining())));
    Database whole = made(server, quoted(labels), "two");
    AuditedEnum one = only(service.read(whole));
    assertThat(one.comparison().labels()).hasSize(labels.size());
    assertThat(one.state()).isEqualTo(State.AGREES);
    for (int lost : IntStream.range(0, labels.size()).toArray()) {
      Database database =
          made(
              server,
              quoted(labels.stream().filter(label -> !label.equals(labels.get(lost))).toList()),
              "two");
      AuditedEnum less = only(service.read(database));
      assertThat(less.missing()).containsExactly(labels.get(lost));
      // The remedy is a statement that runs as it stands.
      String next = less.remedies().getFirst().next();
      database.run(next.equals("alembic upgrade heads") ? less.remedies().get(1).next() : next);
      assertThat(only(service.read(database)).state()).isEqualTo(State.AGREES);
      server.drop(database);
    }
  }

  private static String quoted(List<String> labels) {
    return labels.stream()
        .map(label -> "'" + label.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }
}
