package dev.dovetail.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.audit.Whereabouts;
import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a database takes are found, every label is tried in them, and none of them stays. */
class ProbeTest {

  private static final String MODELS =
      """
      import enum

      from sqlalchemy import Column, Enum, Integer, String
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      class Status(enum.Enum):
          open = "open"
          paid = "paid"
          gone = "gone"


      class Order(Base):
          __tablename__ = "orders"

          id = Column(Integer, primary_key=True)
          status = Column(Enum(Status, name="status"), nullable=False%s)
      """;

  private static final String TYPE = "CREATE TYPE status AS ENUM ('open', 'paid', 'gone');";

  private static DisposablePostgres postgres;

  @TempDir Path root;

  private Database database;

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
  void write() throws Exception {
    model("");
    write("orders/alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("orders/migrations/env.py", "");
    write(
        "orders/migrations/versions/one.py",
        """
        revision = "one"
        down_revision = None

        from alembic import op


        def upgrade():
            op.execute("CREATE TYPE status AS ENUM ('open', 'paid', 'gone')")
            op.execute("CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL)")
        """);
    database = postgres.fresh();
  }

  private void model(String more) throws IOException {
    write("orders/models.py", MODELS.formatted(more));
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ProbeReport report() throws IOException, ConfigurationException {
    return report(Duration.ofSeconds(5));
  }

  private ProbeReport report(Duration statement) throws IOException, ConfigurationException {
    FolderTree tree = FolderTree.of(root);
    Address address = database.address();
    String words =
        "host=%s port=%d user=%s password=%s dbname=%s"
            .formatted(
                address.host(),
                address.port(),
                address.user(),
                address.password(),
                address.database());
    Limits limits = new Limits(Duration.ofSeconds(5), statement, Duration.ofSeconds(1));
    Workspace workspace = Workspace.open(tree, "app", Versions.open());
    return Probe.of(
        workspace,
        Whereabouts.in(workspace, Map.of(), List.of(new Said(Optional.empty(), words, false))),
        new Asked(root, Set.of(), 1, limits, Duration.ofSeconds(60), Optional.empty()),
        line -> {});
  }

  private static ProbedEnum only(ProbeReport report) {
    Probed service = report.services().getFirst();
    assertThat(service.reading()).isInstanceOf(Probed.Done.class);
    assertThat(service.enums()).hasSize(1);
    return service.enums().getFirst();
  }

  private static Tried of(ProbeReport report, Trial trial) {
    return only(report).tried().stream()
        .filter(tried -> tried.trial() == trial)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rules(ProbeReport report) {
    return report.report().findings().stream().map(Finding::rule).distinct().toList();
  }

  /** What there is of everything that a row, or a type, could have left behind. */
  private List<String> counts() throws ServerException {
    Database all = postgres.admin(database);
    List<String> counts = new ArrayList<>();
    for (List<Optional<String>> table :
        all.rows(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE relkind IN ('r', 'p') AND"
                + " relname <> 'pg_statistic' ORDER BY 1")) {
      String name = table.getFirst().orElseThrow();
      counts.add(name + " " + all.rows("SELECT count(*) FROM " + name));
    }
    return counts;
  }

  @Test
  void a_table_of_hard_conditions_takes_every_label_and_keeps_no_row() throws Exception {
    database.run(
        TYPE
            + """
            CREATE TYPE kind AS ENUM ('a', 'b');
            CREATE DOMAIN positive AS int CHECK (VALUE > 10) NOT NULL;
            CREATE TABLE region (code char(2) PRIMARY KEY CHECK (code ~ '^[A-Z]+$'));
            CREATE TABLE customer (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              email text NOT NULL UNIQUE CHECK (email LIKE '%@%'),
              region char(2) NOT NULL REFERENCES region
            );
            CREATE TABLE orders (
              id serial PRIMARY KEY,
              customer bigint NOT NULL REFERENCES customer,
              status status NOT NULL,
              kinds kind[] NOT NULL,
              amount numeric(10, 2) NOT NULL CHECK (amount >= 250),
              size positive,
              currency varchar(3) NOT NULL CHECK (currency IN ('EUR', 'SEK')),
              name text NOT NULL CHECK (length(name) < 5),
              number int NOT NULL UNIQUE,
              twice int GENERATED ALWAYS AS (number * 2) STORED,
              starts timestamptz NOT NULL,
              ends timestamptz NOT NULL,
              token uuid NOT NULL,
              paid_at timestamptz,
              CHECK (starts < ends),
              CHECK (status <> 'paid' OR paid_at IS NOT NULL)
            );
            INSERT INTO region VALUES ('SE');
            INSERT INTO customer (email, region) VALUES ('dovetail@example.com', 'SE');
            INSERT INTO orders (customer, status, kinds, amount, size, currency, name, number, starts,
              ends, token) VALUES (1, 'open', '{a}', 300, 11, 'EUR', 'n', 1, now(), 'infinity',
              gen_random_uuid());
            """);
    List<String> before = counts();
    ProbeReport report = report();
    Probed.Done done = (Probed.Done) report.services().getFirst().reading();
    ProbedEnum status = done.enums().getFirst();
    assertThat(status.tried().get(1).lines())
        .contains(
            "3 of 3 labels stored and read back in rows of `orders`",
            "wrong words are refused: another case 'OPEN' (22P02), an unknown word 'no_label'"
                + " (22P02), an empty one '' (22P02)");
    assertThat(done.enums().getLast().comparison().typeName()).contains("public.kind");
    assertThat(done.enums().getLast().tried().get(1).lines())
        .contains("2 of 2 labels stored and read back in rows of `orders`");
    assertThat(rules(report)).containsExactly("enum-unbound");
    assertThat(done.advanced()).contains("public.customer_id_seq", "public.orders_id_seq");
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void every_way_of_keeping_labels_is_tried() throws Exception {
    record Way(String column, String refusal, String more) {}
    for (Way way :
        List.of(
            new Way("status status", "22P02", TYPE),
            new Way(
                "status status_domain", "22P02", TYPE + "CREATE DOMAIN status_domain AS status;"),
            new Way(
                "status status_domain",
                "23514",
                "CREATE DOMAIN status_domain AS text CHECK (VALUE IN ('open', 'paid', 'gone'));"),
            new Way("status text CHECK (status IN ('open', 'paid', 'gone'))", "23514", ""),
            new Way("status varchar(4) CHECK (status IN ('open', 'paid', 'gone'))", "22001", ""),
            new Way(
                "status text REFERENCES known",
                "23503",
                "CREATE TABLE known (id text PRIMARY KEY);"
                    + "INSERT INTO known VALUES ('open'), ('paid'), ('gone');"))) {
      database = postgres.fresh();
      database.run(
          way.more() + "CREATE TABLE orders (id serial PRIMARY KEY, " + way.column() + ")");
      ProbeReport report = report();
      assertThat(of(report, Trial.STORAGE).lines())
          .as(way.column())
          .contains("3 of 3 labels stored and read back in rows of `orders`")
          .anyMatch(line ->
              line.startsWith("wrong words are refused: another case 'OPEN'")
                  && line.contains("'no_label' (%s)".formatted(way.refusal()))
                  && line.contains("an empty one ''"));
      assertThat(of(report, Trial.STORAGE).findings()).as(way.column()).isEmpty();
    }
  }

  @Test
  void arrays_and_partitions_take_labels_too() throws Exception {
    model("");
    database.run(TYPE + "CREATE TABLE orders (id serial PRIMARY KEY, status status[] NOT NULL)");
    assertThat(of(report(), Trial.STORAGE).lines())
        .contains("3 of 3 labels stored and read back in rows of `orders`");
    database = postgres.fresh();
    database.run(
        TYPE
            + """
            CREATE TABLE orders (id int, status status NOT NULL, made date NOT NULL)
              PARTITION BY RANGE (made);
            CREATE TABLE orders_old PARTITION OF orders FOR VALUES FROM ('2001-01-01') TO ('2002-01-01');
            """);
    assertThat(of(report(), Trial.STORAGE).lines())
        .contains("3 of 3 labels stored and read back in rows of `orders`");
    database = postgres.fresh();
    database.run(
        TYPE
            + """
            CREATE TABLE orders (id int, status status NOT NULL) PARTITION BY LIST (status);
            CREATE TABLE orders_open PARTITION OF orders FOR VALUES IN ('open', 'paid');
            """);
    ProbeReport report = report();
    assertThat(of(report, Trial.STORAGE).findings())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.message())
                .isEqualTo(
                    "`orders.status` refuses 'gone' (23514): no partition of relation \"orders\""
                        + " found for row"));
    assertThat(rules(report)).containsExactly("label-refused");
    assertThat(report.exitCode(false)).isEqualTo(1);
  }

  @Test
  void what_a_column_lacks_is_said_once_with_the_finding_that_check_has() throws Exception {
    database.run(
        "CREATE TYPE status AS ENUM ('open', 'gone', 'old');"
            + "CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL DEFAULT 'old')");
    ProbeReport report = report();
    assertThat(rules(report))
        .containsExactly(
            "label-missing-in-database", "column-default-is-no-label", "label-only-in-database");
    assertThat(of(report, Trial.STORAGE).outcome()).isEqualTo(new Outcome.Failed());
    assertThat(of(report, Trial.STORAGE).lines())
        .contains("2 of 3 labels stored and read back in rows of `orders`", "refused: 'paid'");
    assertThat(of(report, Trial.CONSISTENCY).lines())
        .contains("missing in the database: 'paid'", "only in the database: 'old'");
    assertThat(of(report, Trial.DEFAULT).lines())
        .contains("the database fills in 'old', which is no label of the code");
  }

  @Test
  void lists_that_part_from_the_code_and_lists_that_leak_are_found() throws Exception {
    database.run(
        "CREATE TABLE orders (id serial PRIMARY KEY, status text NOT NULL,"
            + " CONSTRAINT known CHECK (lower(status) IN ('open', 'gone')))");
    ProbeReport report = report();
    assertThat(of(report, Trial.STORAGE).findings().stream().map(Finding::message))
        .containsExactly(
            "`orders.status` refuses 'paid' (23514): new row for relation \"orders\" violates"
                + " check constraint \"known\"",
            "`orders.status` is held to a list, and takes another case: 'OPEN'");
  }

  @Test
  void text_that_nothing_holds_is_said_to_take_anything() throws Exception {
    database.run("CREATE TABLE orders (id serial PRIMARY KEY, status varchar(20) NOT NULL)");
    assertThat(of(report(), Trial.STORAGE).lines())
        .containsExactly(
            "3 of 3 labels stored and read back in rows of `orders`",
            "it is text that no list holds: wrong words are taken");
  }

  @Test
  void defaults_of_models_are_tried() throws Exception {
    database.run(TYPE + "CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL)");
    model(", default=Status.paid");
    assertThat(of(report(), Trial.DEFAULT).lines()).containsExactly("the model fills in 'paid'");
    model(", default=\"Open\"");
    ProbeReport wrong = report();
    assertThat(rules(wrong)).containsExactly("model-default-refused");
    assertThat(of(wrong, Trial.DEFAULT).findings())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.message())
                .isEqualTo(
                    "the model fills in `'Open'` at `orders.status`, which is no label of"
                        + " `Status`"));
    model(", default=lambda: Status.paid");
    assertThat(of(report(), Trial.DEFAULT).outcome()).isEqualTo(new Outcome.Passed());
  }

  @Test
  void a_trigger_that_hangs_is_ended_and_said_to() throws Exception {
    database.run(
        TYPE
            + """
            CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL);
            CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN PERFORM pg_sleep(60); RETURN NEW; END';
            CREATE TRIGGER hang BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION hang();
            """);
    long start = System.nanoTime();
    ProbeReport report = report(Duration.ofSeconds(2));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(of(report, Trial.STORAGE).outcome())
        .isInstanceOfSatisfying(
            Outcome.Unverified.class,
            outcome ->
                assertThat(outcome.reason())
                    .contains("storing a row in `orders` took longer than is allowed"));
    assertThat(of(report, Trial.STORAGE).lines())
        .contains("3 of 3 labels stored and read back in a temporary table of the same type");
    assertThat(report.exitCode(false)).isEqualTo(3);
  }

  @Test
  void where_no_row_can_be_made_a_temporary_table_of_the_same_type_is_taken() throws Exception {
    database.run(
        TYPE
            + """
            CREATE TYPE pair AS (a int, b int);
            CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL, pair pair NOT NULL);
            """);
    assertThat(of(report(), Trial.STORAGE).lines())
        .contains(
            "3 of 3 labels stored and read back in a temporary table of the same type",
            "no row of `orders`: `orders.pair` is required, and nothing is known of its type"
                + " `public.pair`");
  }

  @Test
  void a_trigger_that_rewrites_labels_is_found() throws Exception {
    database.run(
        TYPE
            + """
            CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL);
            CREATE FUNCTION first() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN NEW.status := ''open''; RETURN NEW; END';
            CREATE TRIGGER first BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION first();
            """);
    ProbeReport report = report();
    assertThat(rules(report)).containsExactly("label-altered-in-storage");
    assertThat(of(report, Trial.STORAGE).findings()).hasSize(2);
  }

  // ---- moves

  private static final String GUARDED =
      TYPE
          + """
          CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL);
          CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF TG_OP = 'INSERT' AND NEW.status <> 'open' THEN
              RAISE EXCEPTION 'orders begin open';
            END IF;
            IF TG_OP = 'UPDATE' AND OLD.status = 'paid' THEN
              RAISE EXCEPTION 'a paid order is final';
            END IF;
            RETURN NEW;
          END $$;
          CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON orders
            FOR EACH ROW EXECUTE FUNCTION guard();
          """;

  @Test
  void declared_moves_are_made_from_where_rows_may_begin() throws Exception {
    database.run(GUARDED);
    write(
        "dovetail.toml",
        """
        [transitions.status]
        open = ["paid"]
        paid = ["gone"]
        """);
    ProbeReport report = report();
    assertThat(of(report, Trial.TRANSITION).lines())
        .containsExactly(
            "1 of 2 moves made in rows of `orders`", "all 3 states are reached from 'open'");
    assertThat(of(report, Trial.TRANSITION).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("transition-refused");
          assertThat(finding.message())
              .isEqualTo(
                  "`orders.status` may not go from 'paid' to 'gone': a paid order is final"
                      + " (P0001)");
          assertThat(finding.at().toString()).contains("dovetail.toml").contains("line=3");
        });
    assertThat(of(report, Trial.STORAGE).lines())
        .contains("no row of `orders` with 'paid', 'gone': orders begin open (P0001)");
    assertThat(rules(report)).containsExactly("transition-refused");
  }

  @Test
  void a_move_that_needs_other_columns_too_is_given_them() throws Exception {
    database.run(
        TYPE
            + """
            CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL, paid_at timestamptz,
              note text, CHECK (status <> 'paid' OR paid_at IS NOT NULL AND note = 'by card'));
            """);
    write(
        "dovetail.toml",
        """
        [transitions.Status]
        open = ["paid", "gone"]
        """);
    ProbeReport report = report();
    assertThat(of(report, Trial.TRANSITION).lines())
        .containsExactly(
            "2 of 2 moves made in rows of `orders`", "all 3 states are reached from 'open'");
    assertThat(report.exitCode(true)).isZero();
  }

  @Test
  void states_that_no_move_leads_to_are_found() throws Exception {
    database.run(GUARDED);
    write(
        "dovetail.toml",
        """
        [transitions."orders.status"]
        initial = ["open"]
        open = ["paid"]
        gone = []
        """);
    ProbeReport report = report();
    assertThat(of(report, Trial.TRANSITION).findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("state-unreachable");
          assertThat(finding.message()).isEqualTo("no move leads to 'gone' from 'open'");
        });
  }

  @Test
  void a_state_or_enum_that_is_not_there_is_an_error_with_its_place_and_the_nearest_name()
      throws Exception {
    database.run(GUARDED);
    write("dovetail.toml", "[transitions.status]\nopen = [\"payd\"]\n");
    assertThatThrownBy(this::report)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("dovetail.toml:2:9: `payd` is no label of `status`; did you mean `paid`?");
    write("dovetail.toml", "[transitions.statu]\nopen = []\n");
    assertThatThrownBy(this::report)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "dovetail.toml:1:1: no enum, type or column is called `statu`; did you mean `status`?");
  }

  // ---- which databases

  @Test
  void a_database_counts_as_one_for_development_by_its_address_or_by_word() {
    Address local = new Address("127.0.0.1", 5432, "me", "", "orders");
    Address remote = new Address("db.example.com", 5432, "me", "", "orders");
    Address production = new Address("localhost", 5432, "me", "", "orders_prod");
    assertThat(Development.of(local, false, Optional.empty())).isInstanceOf(Development.Open.class);
    assertThat(Development.of(remote, true, Optional.empty())).isInstanceOf(Development.Open.class);
    assertThat(Development.of(production, true, Optional.of("orders_prod")))
        .isInstanceOf(Development.Open.class);
    for (String name : List.of("ordersProd", "orders-production", "live", "orders_prd")) {
      Address like = new Address("localhost", 5432, "me", "", name);
      assertThat(Development.of(like, true, Optional.empty()))
          .as(name)
          .isInstanceOf(Development.Closed.class);
    }
    for (String name : List.of("products", "delivery", "orders")) {
      Address unlike = new Address("localhost", 5432, "me", "", name);
      assertThat(Development.of(unlike, false, Optional.empty()))
          .as(name)
          .isInstanceOf(Development.Open.class);
    }
    assertThat(
            Stream.of(
                    Development.of(remote, false, Optional.empty()),
                    Development.of(remote, false, Optional.of("order")),
                    Development.of(production, true, Optional.empty()))
                .map(Development.Closed.class::cast)
                .map(Development.Closed::reason))
        .containsExactly(
            "nothing says that it is a database for development: `db.example.com` is not local",
            "nothing says that it is a database for development: `db.example.com` is not local",
            "it looks like production: `prod` stands in its address");
  }
}
