package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page of {@code member-without-value} says of drivers, asked of the drivers. */
class HandedMembersTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void drivers_do_with_members_in_raw_sql_what_the_page_of_the_rule_says() throws Exception {
    List<RealAlembic> pythons = RealAlembic.found();
    assumeFalse(pythons.isEmpty(), "no Python with Alembic, SQLAlchemy and psycopg2 was found");
    List<PostgresBinaries> binaries = PostgresBinaries.found();
    assumeFalse(binaries.isEmpty(), "no PostgreSQL server on this machine");
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries.getFirst())) {
      postgres.create("handed");
      try (Connection connection = postgres.connect("handed");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TYPE task_state AS ENUM ('open', 'OPEN')");
        statement.execute("CREATE TABLE tasks (state task_state)");
        statement.execute("INSERT INTO tasks VALUES ('open'), ('OPEN')");
      }
      for (RealAlembic python : pythons) {
        for (Driver driver : python.drivers()) {
          String scheme = "postgresql+" + driver.name().toLowerCase(Locale.ROOT);
          assertThat(
                  said(
                      python.python(),
                      postgres.url(scheme, "handed"),
                      postgres.environment("handed")))
              .as("%s, %s", python.versions(), scheme)
              .containsExactlyElementsOf(expected(driver));
          asked.add(python.versions() + ", " + scheme);
        }
      }
    }
    System.out.println("members handed to: " + String.join("; ", asked));
    assertThat(asked).hasSizeGreaterThanOrEqualTo(pythons.size());
  }

  private static List<String> expected(Driver driver) {
    boolean asyncpg = driver == Driver.ASYNCPG;
    String plain = driver == Driver.PSYCOPG ? "OPEN" : "refused before it is sent";
    List<String> expected = new ArrayList<>();
    add(expected, "Plain", plain, plain);
    add(expected, "Text", "open", "open");
    add(
        expected,
        "Number",
        asyncpg ? "refused before it is sent" : "refused 42804",
        asyncpg ? "refused before it is sent" : "refused 42883");
    return expected;
  }

  private static void add(List<String> expected, String kind, String inserted, String compared) {
    for (String way : List.of("dictionary", "bindparams")) {
      expected.add(kind + " " + way + " " + inserted);
    }
    for (String way : List.of("dictionary", "bindparams")) {
      expected.add(kind + " " + way + " compared " + compared);
    }
  }

  private static List<String> said(String python, String url, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(python, "-W", "ignore", "-c", script(), url).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      process.waitFor();
      return lines;
    }
  }

  private static String script() throws IOException {
    try (InputStream script = HandedMembersTest.class.getResourceAsStream("handed.py")) {
      if (script == null) {
        throw new AssertionError("handed.py is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
