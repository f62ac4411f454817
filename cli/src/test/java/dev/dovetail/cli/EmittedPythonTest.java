package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.expected.Expectations;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.report.ExpectedLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The module that {@code guard emit python} writes, run by every Python that is prepared here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmittedPythonTest {

  /** Each way to hand over a connection; prints what came of it, a line each. */
  private static final String SCRIPT =
      """
      import asyncio, os, sys, warnings
      warnings.simplefilter("ignore")
      import dovetail_guard as guard

      place = os.environ["PLACE"]

      def said(name, do):
          heard = []
          try:
              do(heard.append)
              verdict = "passes"
          except guard.DriftError as drift:
              verdict = "raises " + ",".join(f.type + " lacks " + "|".join(f.missing) for f in drift.report.findings if f.missing)
          print(name, verdict, "heard" if len(heard) == 1 else "not heard", flush=True)

      def have(*names):
          for name in names:
              try:
                  __import__(name)
              except ImportError:
                  return False
          return True

      if have("psycopg2"):
          import psycopg2
          def plain(hear):
              connection = psycopg2.connect(host=os.environ["PGHOST"])
              try:
                  guard.verify(connection, on_report=hear)
              finally:
                  assert connection.info.transaction_status == 0 or sys.exc_info()[0]
                  connection.close()
          said("psycopg2", plain)
          def in_transaction(hear):
              connection = psycopg2.connect(host=os.environ["PGHOST"])
              connection.cursor().execute("CREATE TABLE of_the_caller (id int)")
              try:
                  guard.verify(connection, mode="warn", on_report=hear)
                  connection.cursor().execute("SELECT * FROM of_the_caller")
              finally:
                  connection.close()
          said("psycopg2-in-transaction", in_transaction)
      if have("psycopg"):
          import psycopg
          def three(hear):
              with psycopg.connect() as connection:
                  guard.verify(connection, on_report=hear)
                  assert connection.info.transaction_status == 0
          said("psycopg", three)
          async def three_async(hear):
              async with await psycopg.AsyncConnection.connect() as connection:
                  await guard.verify_async(connection, on_report=hear)
          said("psycopg-async", lambda hear: asyncio.run(three_async(hear)))
      if have("asyncpg"):
          import asyncpg
          async def bare(hear):
              connection = await asyncpg.connect()
              try:
                  await guard.verify_async(connection, on_report=hear)
              finally:
                  await connection.close()
          said("asyncpg", lambda hear: asyncio.run(bare(hear)))
      if have("sqlalchemy", "psycopg2"):
          import sqlalchemy
          engine = sqlalchemy.create_engine("postgresql+psycopg2://" + place)
          def connected(hear):
              with engine.connect() as connection:
                  guard.verify(connection, on_report=hear)
                  assert not connection.in_transaction()
          said("sqlalchemy", connected)
          said("sqlalchemy-engine", lambda hear: guard.verify(engine, on_report=hear))
          def installed(hear):
              fresh = sqlalchemy.create_engine("postgresql+psycopg2://" + place)
              guard.install(fresh, on_report=hear)
              for i in range(2):
                  with fresh.connect() as connection:
                      connection.exec_driver_sql("SELECT 1")
          said("sqlalchemy-installed", installed)
      if have("sqlalchemy", "asyncpg", "greenlet"):
          from sqlalchemy.ext.asyncio import create_async_engine
          async def awaited(hear, way):
              engine = create_async_engine("postgresql+asyncpg://" + place)
              try:
                  if way == "installed":
                      guard.install(engine, on_report=hear)
                      async with engine.connect() as connection:
                          await connection.exec_driver_sql("SELECT 1")
                  elif way == "engine":
                      await guard.verify_async(engine, on_report=hear)
                  else:
                      async with engine.connect() as connection:
                          await guard.verify_async(connection, on_report=hear)
              finally:
                  await engine.dispose()
          for way in ("connection", "engine", "installed"):
              said("sqlalchemy-asyncpg-" + way, lambda hear: asyncio.run(awaited(hear, way)))
      """;

  private Path folder = Path.of("");
  private Optional<DisposablePostgres> server = Optional.empty();

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    server = Optional.of(DisposablePostgres.start(found.getFirst()));
    Expectations expectations =
        new Expectations(
            "tasks",
            List.of(
                new Expectations.Expected(
                    "State",
                    Optional.empty(),
                    "Task State",
                    List.of("tasks.state"),
                    List.of("it's", "🦄", "a\\b", "50%", ":x"))),
            List.of());
    Files.writeString(folder.resolve("dovetail_guard.py"), ExpectedLabels.python(expectations));
    Files.writeString(folder.resolve("script.py"), SCRIPT);
  }

  @AfterAll
  void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  /** Those that {@code scripts/test-env} prepared, and the usual one. */
  private static Set<String> pythons() throws IOException {
    Set<String> pythons = new LinkedHashSet<>();
    for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
      Path prepared = place.resolve(".dovetail/test-env/stacks.properties");
      if (Files.isReadable(prepared)) {
        Properties stacks = new Properties();
        try (var in = Files.newInputStream(prepared)) {
          stacks.load(in);
        }
        stacks.stringPropertyNames().stream()
            .filter(key -> key.endsWith(".python"))
            .sorted()
            .forEach(key -> pythons.add(stacks.getProperty(key)));
      }
    }
    pythons.add("python3");
    return pythons;
  }

  @TestFactory
  Stream<DynamicTest> every_way_to_connect_is_guarded() throws IOException {
    return pythons().stream()
        .map(python -> DynamicTest.dynamicTest(python, () -> isGuarded(python)));
  }

  private void isGuarded(String python) throws Exception {
    List<String> green =
        run(python, "CREATE TYPE \"Task State\" AS ENUM ('it''s', '🦄', 'a\\b', '50%', ':x')", "");
    assumeTrue(!green.isEmpty(), "no driver for PostgreSQL in " + python);
    assertThat(green).allMatch(line -> line.endsWith(" passes heard"), "passes");

    String drifted = "CREATE TYPE \"Task State\" AS ENUM ('it''s', '🦄', 'a\\b', 'x')";
    assertThat(run(python, drifted, ""))
        .hasSameSizeAs(green)
        .filteredOn(line -> !line.startsWith("psycopg2-in-transaction"))
        .allMatch(line -> line.endsWith(" raises public.Task State lacks 50%|:x heard"), "raises");
    assertThat(run(python, drifted, "warn"))
        .allMatch(line -> line.endsWith(" passes heard"), "passes");
    assertThat(run(python, "", "off")).allMatch(line -> line.endsWith(" passes heard"), "passes");
  }

  private List<String> run(String python, String sql, String mode) throws Exception {
    Database database = server.orElseThrow().fresh();
    if (!sql.isEmpty()) {
      database.run(sql);
    }
    Address address = database.address();
    ProcessBuilder builder = new ProcessBuilder(python, "script.py");
    builder.directory(folder.toFile());
    builder.environment().putAll(address.environment());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder
        .environment()
        .put(
            "PLACE",
            "%s:%s@%s:%d/%s"
                .formatted(
                    address.user(),
                    address.password(),
                    address.host(),
                    address.port(),
                    address.database()));
    if (!mode.isEmpty()) {
      builder.environment().put("DOVETAIL_GUARD", mode);
    }
    Path err = folder.resolve("err");
    builder.redirectError(err.toFile());
    Process process = builder.start();
    List<String> lines = new ArrayList<>();
    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .forEach(lines::add);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return lines;
  }
}
