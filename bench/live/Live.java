import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.PostgresBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints least and median of what reading live databases takes, beside the aims. */
final class Live {

  private static final int SERVICES = 20;
  private static final int TABLES = 5000;
  private static final int ENUMS = 500;

  private Live() {}

  public static void main(String[] words) throws Exception {
    Path dovetail = Path.of(words[0]);
    int option = Arrays.asList(words).indexOf("--runs");
    int runs = option >= 0 ? Integer.parseInt(words[option + 1]) : 11;
    PostgresBinaries binaries =
        PostgresBinaries.found().stream()
            .filter(it -> Files.isExecutable(it.folder().resolve("pg_dump")))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no PostgreSQL with pg_dump here"));
    Path folder = Files.createTempDirectory("dovetail-bench-live-");
    try (DisposablePostgres server = DisposablePostgres.start(binaries)) {
      audits(server, dovetail, folder, runs);
      introspection(server, binaries, dovetail, folder, runs);
    } finally {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  // ---- many services

  private static void audits(DisposablePostgres server, Path dovetail, Path folder, int runs)
      throws Exception {
    Path repository = folder.resolve("shop");
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < SERVICES; i++) {
      String name = "service%02d".formatted(i);
      service(repository.resolve(name));
      Database database = server.fresh();
      database.run(MADE);
      lines.append(name).append(' ').append(words(database.address())).append('\n');
    }
    Path file = secret(folder.resolve("databases"), lines.toString());
    List<String> audit =
        List.of(
            dovetail.toString(),
            "audit",
            repository.toString(),
            "--databases-file",
            file.toString(),
            "--quiet");
    List<String> check = List.of(dovetail.toString(), "check", repository.toString(), "--quiet");
    List<Double> millis = new ArrayList<>();
    List<Double> checks = new ArrayList<>();
    for (int run = -2; run < runs; run++) {
      double audited = process(audit, folder);
      double checked = process(check, folder);
      if (run >= 0) {
        millis.add(audited);
        checks.add(checked);
      }
    }
    print("audit of " + SERVICES + " services, whole process", millis, "aim 1500 ms");
    print("check of the same, whole process", checks, "no database");
  }

  private static final String MADE =
      """
      CREATE TYPE status AS ENUM ('new', 'paid', 'sent', 'lost');
      CREATE TYPE channel AS ENUM ('web', 'shop', 'phone');
      CREATE TYPE priority AS ENUM ('low', 'high');
      CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL, channel channel);
      CREATE TABLE jobs (id serial PRIMARY KEY, priority priority DEFAULT 'low', note text);
      CREATE INDEX by_status ON orders (id) WHERE status = 'new';
      CREATE VIEW open_orders AS SELECT id FROM orders WHERE status = 'new';
      CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
      INSERT INTO alembic_version VALUES ('r5');
      """;

  private static void service(Path folder) throws Exception {
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(folder.resolve("migrations/env.py"), "from alembic import context\n");
    Files.writeString(
        folder.resolve("models.py"),
        """
        import enum

        from sqlalchemy import Column, Enum, Integer, String
        from sqlalchemy.orm import declarative_base

        Base = declarative_base()


        class Status(enum.Enum):
            new = "new"
            paid = "paid"
            sent = "sent"
            lost = "lost"


        class Channel(enum.Enum):
            web = "web"
            shop = "shop"
            phone = "phone"


        class Priority(enum.Enum):
            low = "low"
            high = "high"


        class Order(Base):
            __tablename__ = "orders"

            id = Column(Integer, primary_key=True)
            status = Column(Enum(Status, name="status"), nullable=False)
            channel = Column(Enum(Channel, name="channel"))


        class Job(Base):
            __tablename__ = "jobs"

            id = Column(Integer, primary_key=True)
            priority = Column(Enum(Priority, name="priority"))
            note = Column(String)
        """);
    List<String> steps =
        List.of(
            "CREATE TYPE status AS ENUM ('new', 'paid'); CREATE TYPE channel AS ENUM ('web',"
                + " 'shop')",
            "CREATE TABLE orders (id serial PRIMARY KEY, status status NOT NULL, channel channel)",
            "ALTER TYPE status ADD VALUE 'sent'",
            "ALTER TYPE channel ADD VALUE 'phone'",
            "CREATE TYPE priority AS ENUM ('low', 'high'); CREATE TABLE jobs (id serial PRIMARY"
                + " KEY, priority priority DEFAULT 'low', note text)",
            "ALTER TYPE status ADD VALUE 'lost'");
    for (int i = 0; i < steps.size(); i++) {
      Files.writeString(
          versions.resolve("r" + i + ".py"),
          """
          from alembic import op

          revision = "r%d"
          down_revision = %s


          def upgrade():
              op.execute(\"""%s\""")
          """
              .formatted(i, i == 0 ? "None" : "\"r" + (i - 1) + "\"", steps.get(i)));
    }
  }

  // ---- one large database

  private static void introspection(
      DisposablePostgres server, PostgresBinaries binaries, Path dovetail, Path folder, int runs)
      throws Exception {
    Database database = server.fresh();
    for (int from = 0; from < TABLES; from += 500) {
      database.run(
          """
          DO $$ BEGIN
            FOR i IN %d..%d LOOP
              IF i < %d THEN
                EXECUTE format('CREATE TYPE e%%s AS ENUM (''a'', ''b'', ''c'')', i);
              END IF;
              EXECUTE format('CREATE TABLE t%%s (id int PRIMARY KEY, s e%%s NOT NULL DEFAULT ''a'', note text, at timestamptz)', i, i %% %d);
            END LOOP;
          END $$
          """
              .formatted(from, from + 499, ENUMS, ENUMS));
    }
    server.admin(database).run("ANALYZE");
    Path repository = folder.resolve("large");
    service(repository);
    Address address = database.address();
    Path file = secret(folder.resolve("large-database"), "large " + words(address) + "\n");
    List<String> schema =
        List.of(
            dovetail.toString(),
            "schema",
            repository.toString(),
            "--from",
            "database",
            "--databases-file",
            file.toString());
    List<String> dump = List.of(binaries.folder().resolve("pg_dump").toString(), "--schema-only");
    List<Double> reads = new ArrayList<>();
    List<Double> looks = new ArrayList<>();
    List<Double> processes = new ArrayList<>();
    List<Double> dumps = new ArrayList<>();
    for (int run = -2; run < runs; run++) {
      double dumped = process(dump, folder, address);
      long start = System.nanoTime();
      Schema read;
      double seen;
      try (Observation observation = Observation.open(address, Limits.usual())) {
        read = observation.schema();
        seen = (System.nanoTime() - start) / 1e6;
        observation.enums();
      }
      double looked = (System.nanoTime() - start) / 1e6;
      if (read.tables().size() != TABLES || read.enums().size() != ENUMS) {
        throw new IllegalStateException("not all of it was read");
      }
      double printed = process(schema, folder);
      if (run >= 0) {
        dumps.add(dumped);
        reads.add(seen);
        looks.add(looked);
        processes.add(printed);
      }
    }
    print("pg_dump --schema-only of " + TABLES + " tables, " + ENUMS + " enums", dumps, "");
    print("the same read", reads, "aim a third of pg_dump: " + third(dumps));
    print("and what hangs on each enum", looks, "aim 1000 ms");
    print(
        "dovetail schema --from database, whole process",
        processes,
        "a third of pg_dump: " + third(dumps));
  }

  private static String third(List<Double> millis) {
    return String.format(Locale.ROOT, "%.0f ms", median(millis) / 3);
  }

  // ----

  private static String words(Address address) {
    return "host=%s port=%d dbname=%s user=%s password=%s"
        .formatted(
            address.host(), address.port(), address.database(), address.user(), address.password());
  }

  private static Path secret(Path file, String text) throws Exception {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private static double process(List<String> command, Path folder, Address... to) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("DOVETAIL_ARCHIVE", "wait");
    for (Address address : to) {
      builder.environment().putAll(address.environment());
    }
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Path said = folder.resolve("said");
    builder.redirectError(said.toFile());
    long start = System.nanoTime();
    int status = builder.start().waitFor();
    double millis = (System.nanoTime() - start) / 1e6;
    if (status != 0) {
      throw new IllegalStateException(command + ": exit " + status + ": " + Files.readString(said));
    }
    return millis;
  }

  private static double median(List<Double> millis) {
    return millis.stream().sorted().toList().get(millis.size() / 2);
  }

  private static void print(String what, List<Double> millis, String beside) {
    System.out.printf(
        Locale.ROOT,
        "%-58s least %7.0f ms  median %7.0f ms  %s%n",
        what,
        millis.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        median(millis),
        beside);
  }
}
