package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server that is made for one run and leaves nothing behind.
 *
 * <p>The server stands under a shell that waits on a pipe which this JVM holds. Whatever ends the
 * JVM, {@code kill -9} included, closes the pipe; the shell then stops the server and removes its
 * folder. As root, which PostgreSQL refuses, both run as {@code nobody}.
 */
public final class DisposablePostgres implements Cluster {

  private static final String USER = "dovetail";
  private static final String NOBODY = "65534";
  private static final long START_LIMIT_MILLIS = 30_000;

  /** Waits for the end of its input, then stops the server and removes the folder. */
  private static final String KEEPER =
      "dir=$1; shift; \"$@\" >\"$dir/log\" 2>&1 </dev/null & p=$!; cat >/dev/null;"
          + " kill -QUIT $p 2>/dev/null; wait $p; rm -rf \"$dir\"";

  private final Process keeper;
  private final Path folder;
  private final int port;
  private final String password;
  private final int major;
  private final AtomicInteger made = new AtomicInteger();

  private DisposablePostgres(Process keeper, Path folder, int port, String password, int major) {
    this.keeper = keeper;
    this.folder = folder;
    this.port = port;
    this.password = password;
    this.major = major;
  }

  /** Makes a cluster and starts it. */
  public static DisposablePostgres start(PostgresBinaries binaries)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent(), "dovetail-pg-");
    String password = randomWord();
    List<String> drop = privilegeDrop();
    if (!drop.isEmpty()) {
      run(List.of("chown", NOBODY + ":" + NOBODY, folder.toString()));
    }
    Path passwordFile = folder.resolve("pw");
    Files.writeString(passwordFile, password);
    if (!drop.isEmpty()) {
      run(List.of("chown", NOBODY + ":" + NOBODY, passwordFile.toString()));
    }
    Path cluster = folder.resolve("data");
    run(
        join(
            drop,
            List.of(
                binaries.program("initdb").toString(),
                "-D",
                cluster.toString(),
                "-U",
                USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--no-sync",
                "--locale=C",
                "--encoding=UTF8")));
    Files.deleteIfExists(passwordFile);
    int port = freePort();
    List<String> server = new ArrayList<>(drop);
    server.addAll(List.of("sh", "-c", KEEPER, "sh", folder.toString()));
    server.add(binaries.program("postgres").toString());
    server.addAll(List.of("-D", cluster.toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "shared_buffers=16MB",
            "autovacuum=off",
            "jit=off",
            "timezone=UTC",
            "lc_messages=C")) {
      server.addAll(List.of("-c", setting));
    }
    Process keeper =
        new ProcessBuilder(server)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    DisposablePostgres postgres =
        new DisposablePostgres(keeper, folder, port, password, binaries.major());
    try {
      postgres.awaitReady();
    } catch (IOException | InterruptedException | RuntimeException e) {
      postgres.close();
      throw e;
    }
    return postgres;
  }

  public int major() {
    return major;
  }

  @Override
  public ServerVersion version() {
    return new ServerVersion(major);
  }

  @Override
  public Database fresh() throws ServerException {
    Database database = next();
    try {
      create(database.address().database());
    } catch (SQLException e) {
      throw new ServerException(e);
    }
    return database;
  }

  @Override
  public Database copy(Database original) throws ServerException {
    Database copy = next();
    String strategy = major >= 15 ? " STRATEGY FILE_COPY" : "";
    try (Connection admin = connect("postgres");
        Statement statement = admin.createStatement()) {
      statement.execute(
          "CREATE DATABASE \""
              + copy.address().database()
              + "\" TEMPLATE \""
              + original.address().database()
              + "\""
              + strategy);
    } catch (SQLException e) {
      throw new ServerException(e);
    }
    return copy;
  }

  @Override
  public void drop(Database database) throws ServerException {
    try {
      drop(database.address().database());
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private Database next() {
    String name = "dovetail_" + made.incrementAndGet();
    return new Database(new Address("127.0.0.1", port, USER, password, name));
  }

  /** Makes an empty database and says where it is. */
  public void create(String database) throws SQLException {
    try (Connection admin = connect("postgres");
        Statement statement = admin.createStatement()) {
      String strategy = major >= 15 ? " STRATEGY FILE_COPY" : "";
      statement.execute("CREATE DATABASE \"" + database + "\" TEMPLATE template0" + strategy);
    }
  }

  public void drop(String database) throws SQLException {
    try (Connection admin = connect("postgres");
        Statement statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS \"" + database + "\"");
    }
  }

  public Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
  }

  /** The environment that leads libpq and its kin here, the password kept out of any argument. */
  public java.util.SortedMap<String, String> environment(String database) {
    return new java.util.TreeMap<>(
        java.util.Map.of(
            "PGHOST", "127.0.0.1",
            "PGPORT", Integer.toString(port),
            "PGUSER", USER,
            "PGPASSWORD", password,
            "PGDATABASE", database));
  }

  /** A URL without the password, which goes by {@link #environment}. */
  public String url(String scheme, String database) {
    return scheme + "://" + USER + "@127.0.0.1:" + port + "/" + database;
  }

  /** Stops the server and waits until its folder is gone. */
  @Override
  public void close() {
    try {
      keeper.getOutputStream().close();
    } catch (IOException e) {
      // The keeper is gone already, and so is what it kept.
    }
    try {
      if (!keeper.waitFor(20, TimeUnit.SECONDS)) {
        keeper.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Path folder() {
    return folder;
  }

  /** The server writes "ready" on the eighth line of its pid file when it takes connections. */
  private void awaitReady() throws IOException, InterruptedException {
    Path pid = folder.resolve("data").resolve("postmaster.pid");
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_LIMIT_MILLIS);
    while (System.nanoTime() < deadline) {
      if (!keeper.isAlive()) {
        break;
      }
      if (Files.isReadable(pid)) {
        List<String> lines = Files.readAllLines(pid);
        if (lines.size() >= 8 && lines.get(7).strip().equals("ready")) {
          return;
        }
      }
      Thread.sleep(5);
    }
    Path log = folder.resolve("log");
    String said = Files.isReadable(log) ? Files.readString(log).strip() : "it said nothing";
    throw new IOException("the disposable PostgreSQL " + major + " did not start: " + said);
  }

  private static Path parent() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** How to become somebody whom PostgreSQL accepts; nothing where we are that already. */
  private static List<String> privilegeDrop() {
    return System.getProperty("user.name").equals("root")
        ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
        : List.of();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static String randomWord() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), Text.CHARSET);
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " failed: " + said.strip());
    }
  }
}
