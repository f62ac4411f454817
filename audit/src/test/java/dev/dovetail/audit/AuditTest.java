package dev.dovetail.audit;

import static dev.dovetail.audit.OrdersService.only;
import static dev.dovetail.audit.OrdersService.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.AuditReport.FailOn;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedDatabase.Read;
import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service, and databases in every state that a database can be in. */
class AuditTest {

  private static DisposablePostgres postgres;

  @TempDir Path root;

  private OrdersService service;

  @BeforeAll
  static void start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    postgres = DisposablePostgres.start(found.getFirst());
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void write() throws IOException {
    service = new OrdersService(root);
  }

  private static Database made(String labels, String revision) throws ServerException {
    return OrdersService.made(postgres, labels, revision);
  }

  private AuditReport report(Commits commits, List<Said> said) throws Exception {
    return service.report(commits, Limits.usual(), said);
  }

  @Test
  void where_all_three_say_the_same_they_agree() throws Exception {
    Read read = service.read(made("'open', 'paid_later', 'gone'", "two"));
    AuditedEnum one = only(read);
    assertThat(one.state()).isEqualTo(State.AGREES);
    assertThat(one.notes()).isEmpty();
    assertThat(one.remedies()).isEmpty();
    assertThat(read.standing()).isEqualTo(new Standing.AtHead(List.of("two")));
    assertThat(one.weight().criticality()).isEqualTo(Criticality.HIGH);
    assertThat(one.weight().reason()).isEqualTo("a state in `orders.status`: NOT NULL");
  }

  @Test
  void a_database_that_is_behind_lacks_what_it_has_not_run_and_is_to_run_it() throws Exception {
    Read read = service.read(made("'open', 'paid_later'", "one"));
    AuditedEnum one = only(read);
    assertThat(one.state()).isEqualTo(State.MISMATCH);
    assertThat(one.missing()).containsExactly("gone");
    assertThat(read.standing().words()).isEqualTo("at one, 1 behind the head");
    assertThat(one.notes())
        .containsExactly("the database lacks `gone` of revision `two`, which it has not run yet");
    assertThat(one.remedies().getFirst().next()).isEqualTo("alembic upgrade heads");
  }

  @Test
  void a_database_that_claims_a_revision_is_held_to_its_labels() throws Exception {
    Read head = service.read(made("'open', 'paid_later'", "two"));
    assertThat(only(head).notes())
        .containsExactly(
            "the database lacks `gone` of revision `two`, although it says that it has run"
                + " everything");
    assertThat(only(head).remedies().getFirst().what())
        .isEqualTo("add the label to the type, as the migrations do");
    Read behind = service.read(made("'open'", "one"));
    assertThat(only(behind).notes())
        .contains(
            "the database lacks `paid_later` of revision `one`, although it says that it has run"
                + " that");
  }

  @Test
  void a_revision_that_is_not_here_is_another_branch() throws Exception {
    Read read = service.read(made("'open', 'paid_later', 'gone', 'refunded'", "fff"));
    assertThat(read.standing()).isEqualTo(new Standing.Elsewhere(List.of("fff")));
    assertThat(only(read).state()).isEqualTo(State.SUPERSET);
    assertThat(only(read).notes())
        .containsExactly("no migration here adds `refunded`: another branch may");
  }

  @Test
  void a_label_added_by_hand_is_seen() throws Exception {
    AuditedEnum one = only(service.read(made("'open', 'paid_later', 'gone', 'secret'", "two")));
    assertThat(one.extra()).containsExactly("secret");
    assertThat(one.notes()).hasSize(1).first().asString().contains("`secret`", "by hand");
  }

  @Test
  void another_spelling_of_every_label_is_a_rename_and_the_code_is_the_safest_to_change()
      throws Exception {
    Database database = made("'Open', 'PaidLater', 'Gone'", "two");
    database.run("INSERT INTO orders (status) SELECT 'PaidLater' FROM generate_series(1, 7)");
    AuditedEnum one = only(service.read(database));
    assertThat(one.rows()).contains(new RowCount.Exact(new TreeMap<>(Map.of("PaidLater", 7L))));
    assertThat(one.remedies())
        .extracting(Remedy::what)
        .containsExactly(
            "store in the code what the database has: every label, which is the same in another"
                + " spelling",
            "rename in the database every label",
            "add the new spelling beside the old, and migrate the rows");
    assertThat(one.remedies().get(1).next())
        .isEqualTo(
            "ALTER TYPE public.order_status RENAME VALUE 'Open' TO 'open'; ALTER TYPE"
                + " public.order_status RENAME VALUE 'Gone' TO 'gone'; ALTER TYPE"
                + " public.order_status RENAME VALUE 'PaidLater' TO 'paid_later'");
    assertThat(one.remedies().get(2).cost()).startsWith("7 rows");
    database.run(one.remedies().get(1).next());
    assertThat(only(service.read(database)).state()).isEqualTo(State.AGREES);
  }

  @Test
  void every_statement_that_is_offered_for_missing_labels_runs_and_ends_the_mismatch()
      throws Exception {
    Database database = made("'paid_later'", "one");
    for (String statement : only(service.read(database)).remedies().get(1).next().split("; ")) {
      database.run(statement);
    }
    AuditedEnum after = only(service.read(database));
    assertThat(after.state()).isEqualTo(State.AGREES);
    assertThat(after.orderDiffers()).isFalse();
  }

  @Test
  void a_migration_that_came_after_the_code_has_healed_it() throws Exception {
    Commits history =
        new Commits() {
          @Override
          public Optional<Commit> ofFile(String path) {
            return Optional.of(new Commit("c2", "2025-11-21"));
          }

          @Override
          public Optional<Commit> ofLine(String path, int line) {
            return Optional.of(new Commit("c1", "2025-07-17"));
          }
        };
    String whole = words(made("'open', 'paid_later', 'gone', 'old'", "two").address());
    AuditedEnum one = service.audit(history, whole).enums().getFirst();
    assertThat(one.state()).isEqualTo(State.FIXED);
    assertThat(one.history()).contains("database superset after `two` of 2025-11-21");
    String short1 = words(made("'open', 'paid_later'", "one").address());
    assertThat(service.audit(history, short1).enums().getFirst().history())
        .contains("in the code since commit c1 of 2025-07-17 (`gone`)");
  }

  @Test
  void a_type_of_the_same_name_in_another_schema_is_another_type() throws Exception {
    Database database = made("'open', 'paid_later', 'gone'", "two");
    database.run("CREATE SCHEMA old; CREATE TYPE old.order_status AS ENUM ('open')");
    Read read = service.read(database);
    assertThat(read.enums())
        .extracting(AuditedEnum::state)
        .containsExactly(State.AGREES, State.UNDECLARED);
    assertThat(read.enums().getLast().notes())
        .containsExactly("no migration here makes the type `old.order_status`");
  }

  @Test
  void a_table_that_may_not_be_read_is_named_and_the_rest_is_told() throws Exception {
    Database database = made("'Open', 'PaidLater', 'Gone'", "two");
    postgres.admin(database).run("CREATE ROLE auditor LOGIN PASSWORD 'little-secret'");
    String little =
        words(database.address())
            .replaceAll("user=\\S+ password=\\S+", "user=auditor password=little-secret");
    Audited audited = service.audit(Commits.unknown(), little);
    Read read = (Read) audited.databases().getFirst().reading();
    assertThat(read.unseen()).containsExactly("rows, or some of them, of `public.orders`");
    assertThat(read.standing())
        .isEqualTo(new Standing.Unknown("`public.alembic_version` may not be read"));
    assertThat(only(read).state()).isEqualTo(State.MISMATCH);
    assertThat(only(read).rows())
        .contains(new RowCount.Unknown("the rows of public.orders may not be read"));
  }

  @Test
  void what_cannot_be_entered_says_why_and_never_the_password() throws Exception {
    Address address = made("'open'", "one").address();
    Audited audited =
        service.audit(
            Commits.unknown(),
            words(address).replaceAll("password=\\S+", "password=wrong-secret"),
            words(address).replaceAll("dbname=\\S+", "dbname=nowhere"),
            "postgresql://u:wrong-secret@127.0.0.1:1/orders",
            words(address) + " sslmode=require");
    assertThat(audited.databases()).noneMatch(AuditedDatabase::isRead);
    assertThat(audited.databases().toString())
        .doesNotContain("wrong-secret")
        .doesNotContain(address.password());
    assertThat(audited.databases())
        .extracting(database -> ((Unread) database.reading()).reason())
        .satisfiesExactly(
            wrong -> assertThat(wrong).isEqualTo("the password of `dovetail` was refused"),
            none -> assertThat(none).isEqualTo("there is no database `nowhere` on this server"),
            down -> assertThat(down).startsWith("no server answers at 127.0.0.1:1"),
            plain -> assertThat(plain).isEqualTo("the server speaks no TLS"));
    assertThat(audited.isChecked()).isFalse();
  }

  @Test
  void the_exit_code_follows_what_is_to_fail() throws Exception {
    String good = words(made("'open', 'paid_later', 'gone'", "two").address());
    String more = words(made("'open', 'paid_later', 'gone', 'x'", "two").address());
    String less = words(made("'open'", "two").address());
    assertThat(exit(FailOn.ANY, good)).isZero();
    assertThat(exit(FailOn.MISSING, more)).isZero();
    assertThat(exit(FailOn.ANY, more)).isOne();
    assertThat(exit(FailOn.MISSING, less)).isOne();
    assertThat(exit(FailOn.NONE, less)).isZero();
    assertThat(exit(FailOn.MISSING, good, "postgresql://u@127.0.0.1:1/x")).isEqualTo(3);
    assertThat(exit(FailOn.MISSING, less, "postgresql://u@127.0.0.1:1/x")).isOne();
    assertThat(report(Commits.unknown(), List.of()).exitCode(FailOn.MISSING)).isEqualTo(3);
  }

  private int exit(FailOn failOn, String... databases) throws Exception {
    List<Said> said = new ArrayList<>();
    for (String database : databases) {
      said.add(new Said(Optional.empty(), database, false));
    }
    return report(Commits.unknown(), said).exitCode(failOn);
  }

  @Test
  void a_service_without_a_database_of_its_own_is_a_row_and_checked() throws Exception {
    service.write(
        "orders_ui/app.py",
        OrdersService.MODELS.lines().limit(13).reduce("", (a, b) -> a + b + "\n"));
    service.write("dovetail.toml", "[[service]]\npath = \"orders_ui\"\n");
    AuditReport report =
        report(
            Commits.unknown(),
            List.of(
                new Said(
                    Optional.of("orders"),
                    words(made("'open', 'paid_later', 'gone'", "two").address()),
                    false)));
    assertThat(report.services()).hasSize(2);
    assertThat(report.checked()).isEqualTo(2);
    assertThat(report.services().getLast().weight().criticality()).isEqualTo(Criticality.LOW);
    assertThat(report.services().getLast().facts().uses()).containsExactly("OrderStatus");
  }

  /** The enum is kept as text. */
  private void textColumn() throws IOException {
    service.write(
        "orders/models.py",
        OrdersService.MODELS.replace("name=\"order_status\")", "native_enum=False)"));
    service.write(
        "orders/migrations/versions/one.py",
        OrdersService.FIRST
            .replace("order_status NOT NULL", "varchar(20) NOT NULL")
            .replaceAll(".*CREATE TYPE.*\n", ""));
    Files.delete(root.resolve("orders/migrations/versions/two.py"));
  }

  @Test
  void a_check_that_lists_labels_is_an_enumeration() throws Exception {
    textColumn();
    String table = "CREATE TABLE orders (id serial PRIMARY KEY, status %s NOT NULL)";
    for (String column :
        List.of(
            "varchar(20) CHECK (status IN ('open', 'paid_later'))",
            "text CHECK (status IN ('open', 'paid_later'))",
            "char(20) CHECK (status IN ('open', 'paid_later', 'it''s'))")) {
      Database database = postgres.fresh();
      database.run(table.formatted(column));
      AuditedEnum one = only(service.read(database));
      assertThat(one.state()).as(column).isEqualTo(State.MISMATCH);
      assertThat(one.notes())
          .containsExactly(
              "the constraint `orders_status_check` refuses `gone`, which the code may write: it"
                  + " would fail with 23514");
      assertThat(one.remedies()).hasSize(1);
    }
    for (String column :
        List.of(
            "text",
            "text CHECK (status <> '')",
            "text CHECK (status IN ('open', 'paid_later') OR id > 7)",
            "varchar(20) CHECK (status IN ('open', 'paid_later', 'gone'))")) {
      Database database = postgres.fresh();
      database.run(table.formatted(column));
      assertThat(only(service.read(database)).state()).as(column).isEqualTo(State.TEXT);
    }
  }

  /** The column refers to a table whose rows are all that it may hold. */
  @Test
  void a_table_of_codes_that_the_column_refers_to_is_an_enumeration() throws Exception {
    textColumn();
    String tables =
        """
        CREATE TABLE order_statuses (code %s PRIMARY KEY, note text);
        INSERT INTO order_statuses VALUES %s;
        CREATE TABLE orders (id serial PRIMARY KEY, status %s NOT NULL REFERENCES order_statuses);
        """;
    for (String type : List.of("text", "varchar(20)", "char(20)")) {
      Database database = postgres.fresh();
      database.run(tables.formatted(type, "('open', ''), ('paid_later', ''), ('old', '')", type));
      AuditedEnum one = only(service.read(database));
      assertThat(one.state()).as(type).isEqualTo(State.MISMATCH);
      assertThat(one.notes())
          .containsExactly(
              "the table `public.order_statuses` has no row `gone`, which the code may write: it"
                  + " would fail with 23503",
              "the table `public.order_statuses` has `old`, which the code does not know");
      assertThat(one.findings())
          .extracting(Finding::rule)
          .containsExactly("database-refuses-label", "database-label-unknown-to-code");
      assertThat(one.remedies()).hasSize(1);
      database.run(one.remedies().getFirst().next());
      assertThat(only(service.read(database)).state()).isEqualTo(State.TEXT);
    }
    Database numbers = postgres.fresh();
    numbers.run(tables.formatted("int", "(1, '')", "int"));
    assertThat(only(service.read(numbers)).notes()).isEmpty();
  }

  @Test
  void a_long_table_is_no_list_of_labels_and_a_closed_one_is_not_seen() throws Exception {
    textColumn();
    Database database = postgres.fresh();
    database.run(
        """
        CREATE TABLE names (name text PRIMARY KEY);
        INSERT INTO names SELECT 'n' || i FROM generate_series(1, 1001) i;
        CREATE TABLE orders (id serial PRIMARY KEY, status text NOT NULL REFERENCES names);
        """);
    Read read = service.read(database);
    assertThat(only(read).state()).isEqualTo(State.TEXT);
    assertThat(read.unseen())
        .containsExactly("whether `names.name` is a list of labels: it has more than 1000 rows");
    database.run("DELETE FROM names WHERE name LIKE 'n1%'");
    assertThat(only(service.read(database)).state()).isEqualTo(State.MISMATCH);
    postgres.admin(database).run("CREATE ROLE blind LOGIN PASSWORD 'blind-secret'");
    Read blind =
        (Read)
            service.reading(
                words(database.address())
                    .replaceAll("user=\\S+ password=\\S+", "user=blind password=blind-secret"));
    assertThat(only(blind).state()).isEqualTo(State.TEXT);
    assertThat(blind.unseen()).contains("the codes in `names.name`");
  }

  @Test
  void an_enum_is_held_against_the_table_of_codes_that_is_configured() throws Exception {
    service.write(
        "dovetail.toml", "[[binding]]\nenum = \"OrderStatus\"\nlookup = \"shop.statuses.code\"\n");
    Database database = made("'open', 'paid_later', 'gone'", "two");
    Read none = service.read(database);
    assertThat(none.enums()).hasSize(2);
    assertThat(none.enums().getLast().notes())
        .containsExactly("there is no column `shop.statuses.code` to look its labels up in");
    database.run(
        "CREATE SCHEMA shop; CREATE TABLE shop.statuses (id int, code text); INSERT INTO"
            + " shop.statuses VALUES (1, 'open'), (2, 'gone')");
    AuditedEnum less = service.read(database).enums().getLast();
    assertThat(less.state()).isEqualTo(State.MISMATCH);
    assertThat(less.notes())
        .containsExactly(
            "the table `shop.statuses` has no row `paid_later`, which the code may write");
    database.run("INSERT INTO shop.statuses VALUES (3, 'paid_later')");
    assertThat(service.read(database).enums().getLast().state()).isEqualTo(State.TEXT);
  }

  @Test
  void a_database_of_somebody_else_is_not_compared() throws Exception {
    Database database = postgres.fresh();
    database.run("CREATE TABLE cats (name text)");
    Audited audited = service.audit(Commits.unknown(), words(database.address()));
    assertThat(audited.databases().getFirst().reading())
        .isInstanceOfSatisfying(
            Unread.class, unread -> assertThat(unread.help()).contains("the right database?"));
  }
}
