package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.DisposablePostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations that want to somewhere else; a listener beside the disposable server hears nothing.
 */
class ConfinementTest {

  private static DisposablePostgres server;
  private static ServerSocket other;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException {
    server = Stacks.server();
    other = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    other.setSoTimeout(300);
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
      other.close();
    }
  }

  /** In a network of its own, or with guards alone. */
  private RunOptions options(boolean namespace) {
    RunOptions options = RunOptions.in(folder);
    assumeTrue(!namespace || Confinement.here().namespace(), "no network namespaces here");
    return namespace ? options : options.withGuardsOnly();
  }

  private static void assertNobodyCame() throws IOException {
    try {
      other.accept().close();
    } catch (SocketTimeoutException nobody) {
      return;
    }
    throw new AssertionError("something has connected to a server that is not ours");
  }

  private Failure failure(boolean namespace, String env) throws Exception {
    Repository.shop(folder, Stacks.any())
        .file("shop/migrations/env.py", env)
        .migration("a1", "", "op.execute('CREATE TABLE a ()')", "op.drop_table('a')");
    try (Runner runner = new Repository(folder).runner(options(namespace))) {
      Failure failure = runner.upgrade(server.fresh(), "head").failure().orElseThrow();
      assertNobodyCame();
      return failure;
    }
  }

  private static String hardCoded(String url) {
    return Repository.ENV.replace("os.environ[\"DATABASE_URL\"]", "\"" + url + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "true, postgresql+psycopg2",
    "true, postgresql+psycopg",
    "false, postgresql+psycopg2",
    "false, postgresql+psycopg"
  })
  void a_url_in_the_code_leads_nowhere_and_is_named(boolean namespace, String scheme)
      throws Exception {
    String place = "127.0.0.1:" + other.getLocalPort();
    Failure failure = failure(namespace, hardCoded(scheme + "://app:s3cret@" + place + "/app"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
    assertThat(failure.message()).contains(place).doesNotContain("s3cret");
    assertThat(failure.at()).contains(Origin.inFile("shop/migrations/env.py", 6, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_name_is_not_looked_up(boolean namespace) throws Exception {
    Failure failure =
        failure(namespace, hardCoded("postgresql+psycopg2://app@prod-db.internal:5432/app"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
    assertThat(failure.message()).contains("prod-db.internal:5432");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_asynchronous_engine_is_held_as_well(boolean namespace) throws Exception {
    String place = "127.0.0.1:" + other.getLocalPort();
    Failure failure =
        failure(
            namespace,
            """
            import asyncio
            from alembic import context
            from sqlalchemy.ext.asyncio import create_async_engine

            async def run():
                engine = create_async_engine("postgresql+asyncpg://app:s3cret@%s/app")
                async with engine.connect() as connection:
                    pass

            asyncio.run(run())
            """
                .formatted(place));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
    assertThat(failure.message()).contains(place).doesNotContain("s3cret");
    assertThat(failure.at()).contains(Origin.inFile("shop/migrations/env.py", 7, 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_dotenv_file_that_overrides_leads_nowhere(boolean namespace) throws Exception {
    String place = "127.0.0.1:" + other.getLocalPort();
    Repository repository = new Repository(folder);
    repository.file(
        "shop/.env", "DATABASE_URL=postgresql+psycopg2://app:s3cret@" + place + "/app\n");
    // As load_dotenv(override=True) does it.
    String load =
        """
        import os
        for line in open(os.path.join(os.path.dirname(__file__), "..", ".env")):
            name, value = line.strip().split("=", 1)
            os.environ[name] = value
        """;
    Failure failure = failure(namespace, load + Repository.ENV);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
    assertThat(failure.message()).contains(place);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_program_does_not_get_through(boolean namespace) throws Exception {
    String program =
        """
        import subprocess
        subprocess.run(["psql", "-h", "127.0.0.1", "-p", "%d", "-c", "select 1", "app"], check=True)
        """
            .formatted(other.getLocalPort());
    Failure failure = failure(namespace, program + Repository.ENV);
    assertThat(failure.at()).contains(Origin.inFile("shop/migrations/env.py", 2, 1));
    if (!namespace) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
      assertThat(failure.message()).contains("psql");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_server_of_this_machine_is_not_reached_by_its_unix_socket(boolean namespace)
      throws Exception {
    Failure failure =
        failure(namespace, hardCoded("postgresql+psycopg2:///app?host=/var/run/postgresql"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ASTRAY);
    assertThat(failure.message()).contains("unix socket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AF_UNIX", "AF_VSOCK"})
  void no_such_socket_can_be_made_by_any_program(String domain) throws Exception {
    String program =
        """
        import subprocess, sys
        made = subprocess.run([sys.executable, "-c", "import socket; socket.socket(socket.%s)"])
        raise RuntimeError("it ended with %%d" %% made.returncode)
        """
            .formatted(domain);
    assertThat(failure(true, program).message()).contains("it ended with 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "::1"})
  void nothing_else_is_there_in_its_network(String host) throws Exception {
    String program =
        """
        import subprocess, sys
        code = "import socket; socket.create_connection(('%s', %d), 2)"
        made = subprocess.run([sys.executable, "-c", code])
        raise RuntimeError("it ended with %%d" %% made.returncode)
        """
            .formatted(host, other.getLocalPort());
    assertThat(failure(true, program).message()).contains("it ended with 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void secrets_are_in_no_environment_or_argument_that_others_can_read(boolean namespace)
      throws Exception {
    String program =
        """
        import os
        seen = open("/proc/self/environ").read() + open("/proc/self/cmdline").read()
        raise RuntimeError("leak %s" % (os.environ["PGPASSWORD"] in seen))
        """;
    assertThat(failure(namespace, program).message()).contains("leak False");
  }
}
