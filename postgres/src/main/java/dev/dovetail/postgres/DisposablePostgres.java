package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A PostgreSQL server that is made for one run and leaves nothing behind, whatever ends the run:
 * its {@link Keeper} sees to that. It is reached at 127.0.0.1 and at a unix socket, by a password.
 */
public final class DisposablePostgres implements Cluster {

  private static final String OWNER = "dovetail";
  private static final long START_LIMIT_MILLIS = 30_000;
  private static final int ATTEMPTS = 5;

  /** So long a server may take to come back after one of its processes went down. */
  private static final long RECOVERY_NANOS = 20_000_000_000L;

  private static final long PROBE_MILLIS = 20;

  /** Nothing of it has to last; and what is told must not depend on the machine. */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "fsync=off",
          "synchronous_commit=off",
          "full_page_writes=off",
          "wal_level=minimal",
          "max_wal_senders=0",
          "min_wal_size=2MB",
          "max_wal_size=64MB",
          "checkpoint_timeout=1h",
          "shared_buffers=16MB",
          "huge_pages=off",
          // Segments of the system would outlive a server that is killed.
          "dynamic_shared_memory_type=mmap",
          "autovacuum=off",
          "bgwriter_lru_maxpages=0",
          "max_parallel_workers_per_gather=0",
          "max_parallel_maintenance_workers=0",
          "jit=off",
          "log_min_messages=log",
          "log_min_error_statement=panic",
          "timezone=UTC",
          "log_timezone=UTC",
          "lc_messages=C");

  private final PostgresBinaries binaries;
  private final Premises premises;
  private final Consumer<String> progress;
  private final Thread atExit;

  /** What the servers before this one said of their falls; each but the last has ended. */
  private final List<String> fallsBefore = new ArrayList<>();

  private Running running;
  private boolean kept;

  /**
   * A server, and what was made on it.
   *
   * @param provided roles that migrations take for granted
   */
  private record Running(
      Keeper keeper, Path folder, Admin admin, Databases databases, Set<String> provided) {

    boolean has(Database database) {
      return database.address().socketFolder().equals(admin.address().socketFolder());
    }

    List<String> falls() {
      return keeper.log().falls();
    }

    boolean hasEnded() {
      return keeper.log().hasEnded();
    }
  }

  private DisposablePostgres(
      PostgresBinaries binaries, Premises premises, Consumer<String> progress, Running running) {
    this.binaries = binaries;
    this.premises = premises;
    this.progress = progress;
    this.running = running;
    this.atExit = new Thread(this::stop, "stop PostgreSQL");
  }

  /** Makes a cluster and starts it. */
  public static DisposablePostgres start(PostgresBinaries binaries)
      throws IOException, InterruptedException {
    return start(binaries, line -> {});
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param progress told, in a line, of what takes long
   */
  public static DisposablePostgres start(PostgresBinaries binaries, Consumer<String> progress)
      throws IOException, InterruptedException {
    return start(binaries, Premises.usual(), progress);
  }

  static DisposablePostgres start(
      PostgresBinaries binaries, Premises premises, Consumer<String> progress)
      throws IOException, InterruptedException {
    DisposablePostgres postgres =
        new DisposablePostgres(binaries, premises, progress, running(binaries, premises, progress));
    Runtime.getRuntime().addShutdownHook(postgres.atExit);
    return postgres;
  }

  private static Running running(
      PostgresBinaries binaries, Premises premises, Consumer<String> progress)
      throws IOException, InterruptedException {
    String said = "";
    if (binaries.jar().isPresent()) {
      new Bundle(binaries.jar().get(), binaries.release()).unpack(premises, progress);
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      ServerLog log = new ServerLog(java.io.InputStream.nullInputStream());
      Path place = premises.run();
      Path folder =
          Files.createTempDirectory(
              place,
              StaleFolders.PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
      int port;
      Account account;
      Keeper keeper;
      try {
        port = freePort();
        account = Account.forOwnerOf(folder);
        account.own(folder);
        keeper = Keeper.over(folder, account, server(binaries, folder, port));
      } catch (IOException | InterruptedException e) {
        // Nobody watches over it yet.
        Files.deleteIfExists(folder);
        throw e;
      }
      try {
        StaleFolders.lease(folder, keeper.process());
        StaleFolders.sweep(place, folder, account);
        Path sockets = Files.createDirectory(folder.resolve("socket"));
        account.own(sockets);
        String prepared =
            new PreparedData(binaries, account, premises.cache(), progress).into(folder);
        keeper.startServer();
        log = keeper.log();
        if (log.awaitReady(START_LIMIT_MILLIS)) {
          return opened(keeper, folder, binaries, port, prepared);
        }
        said = log.said();
      } catch (IOException | InterruptedException | RuntimeException e) {
        keeper.close();
        throw e;
      }
      keeper.close();
      if (!said.contains("could not create any TCP/IP sockets")) {
        break;
      }
      // Somebody took the port in between.
    }
    throw new IOException(
        "the disposable PostgreSQL " + binaries.release() + " did not start: " + said);
  }

  /** Takes the key of the prepared cluster away: it lies in a file. */
  private static Running opened(
      Keeper keeper, Path folder, PostgresBinaries binaries, int port, String prepared)
      throws IOException {
    Address first =
        new Address(
            "127.0.0.1",
            port,
            PreparedData.ADMIN,
            prepared,
            "postgres",
            Optional.of(folder.resolve("socket")));
    String adminSecret = Secret.next();
    String ownerSecret = Secret.next();
    try (Admin unlocking = new Admin(first, "dovetail")) {
      unlocking.run(
          "CREATE ROLE " + OWNER + " LOGIN PASSWORD " + Admin.literal(Secret.verifier(ownerSecret)),
          "ALTER ROLE "
              + PreparedData.ADMIN
              + " PASSWORD "
              + Admin.literal(Secret.verifier(adminSecret)));
    } catch (ServerException e) {
      throw new IOException("the disposable PostgreSQL does not let us in: " + e.getMessage(), e);
    }
    Admin admin = new Admin(first.as(PreparedData.ADMIN, adminSecret), "dovetail");
    Databases databases =
        new Databases(
            admin, Databases.PREFIX, first.as(OWNER, ownerSecret), "", strategy(binaries));
    return new Running(keeper, folder, admin, databases, new HashSet<>());
  }

  /** Copying files takes 20 ms where writing all pages to the log takes 200. */
  private static String strategy(PostgresBinaries binaries) {
    return binaries.major() >= 15 ? "STRATEGY FILE_COPY" : "";
  }

  private static List<String> server(PostgresBinaries binaries, Path folder, int port) {
    List<String> server = new ArrayList<>();
    server.add(binaries.program("postgres").toString());
    server.addAll(List.of("-D", folder.resolve("data").toString(), "-p", Integer.toString(port)));
    server.addAll(List.of("-c", "unix_socket_directories=" + folder.resolve("socket")));
    for (String setting : SETTINGS) {
      server.addAll(List.of("-c", setting));
    }
    return server;
  }

  /** Where runs leave what the next one can use again. */
  public static List<Path> caches() {
    Premises premises = Premises.usual();
    return List.of(premises.cache().resolve("pg"), premises.programs());
  }

  public int major() {
    return binaries.major();
  }

  /** Makes an empty database of that name, which belongs to the administrator. */
  public void create(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE \"" + database + "\" TEMPLATE template0 " + strategy(binaries));
    }
  }

  public void drop(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS \"" + database + "\"");
    }
  }

  /** As the administrator. */
  public Connection connect(String database) throws SQLException {
    return now().admin().address().to(database).connect("dovetail");
  }

  /** The environment that leads the administrator here. */
  public SortedMap<String, String> environment(String database) {
    return now().admin().address().to(database).environment();
  }

  public String url(String scheme, String database) {
    return now().admin().address().to(database).url(scheme);
  }

  @Override
  public ServerVersion version() {
    return binaries.version();
  }

  /** The server; a new one where the last has ended by itself. */
  private synchronized Running up() throws ServerException {
    if (running.hasEnded()) {
      Running fallen = running;
      fallen.admin().close();
      fallen.keeper().close();
      try {
        running = running(binaries, premises, progress);
        fallsBefore.addAll(fallen.falls());
        kept = false;
      } catch (IOException e) {
        throw new ServerException("it ended, and another one did not start: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerException("it was interrupted");
      }
    }
    return running;
  }

  private synchronized Running now() {
    return running;
  }

  @Override
  public List<String> falls() {
    awaitFooting(now());
    synchronized (this) {
      List<String> falls = new ArrayList<>(fallsBefore);
      falls.addAll(running.falls());
      return falls;
    }
  }

  /** Waits until it answers, or has ended. */
  private static void awaitFooting(Running asked) {
    long deadline = System.nanoTime() + RECOVERY_NANOS;
    while (!asked.hasEnded() && System.nanoTime() < deadline) {
      try {
        asked.admin().run("SELECT 1");
        return;
      } catch (ServerException e) {
        // It is on its way down, or up again.
        try {
          Thread.sleep(PROBE_MILLIS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  @Override
  public Database fresh() throws ServerException {
    return up().databases().fresh();
  }

  @Override
  public Database copy(Database original) throws ServerException {
    return now().databases().copy(original);
  }

  @Override
  public Database admin(Database database) {
    return now().databases().admin(database);
  }

  /** The whole server is ours. */
  @Override
  public synchronized boolean provideRole(String role) throws ServerException {
    if (!running.provided().contains(role)) {
      Admin admin = running.admin();
      boolean there =
          !admin.column("SELECT 1 FROM pg_roles WHERE rolname = " + Admin.literal(role)).isEmpty();
      if (there) {
        return false;
      }
      admin.run(
          "BEGIN; CREATE ROLE %s; GRANT %s TO %s; COMMIT"
              .formatted(Admin.quoted(role), Admin.quoted(role), OWNER));
      running.provided().add(role);
    }
    return true;
  }

  /** What was on a server that has ended is gone with it. */
  @Override
  public void drop(Database database) throws ServerException {
    Running server = now();
    if (server.has(database)) {
      server.databases().drop(database);
    }
  }

  @Override
  public synchronized Kept keep(Database database) throws ServerException {
    Path passwords = running.folder().resolve("pgpass");
    Address address = database.address();
    try {
      Files.writeString(passwords, "*:*:*:*:" + address.password() + "\n");
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
      if (!kept) {
        running.keeper().keep();
        kept = true;
      }
    } catch (IOException e) {
      throw new ServerException("the server cannot be kept: " + e);
    }
    return new Kept(
        "PGPASSFILE=%s psql -h 127.0.0.1 -p %d -U %s %s"
            .formatted(passwords, address.port(), address.user(), address.database()),
        "kill -INT $(head -n 1 %s)"
            .formatted(running.folder().resolve("data").resolve("postmaster.pid")));
  }

  /** Stops the server and waits until its folder is gone. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook does the work, or did it.
    }
    stop();
  }

  private void stop() {
    running.admin().close();
    if (kept) {
      running.keeper().release();
    } else {
      running.keeper().close();
    }
  }

  Path folder() {
    return now().folder();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
