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

  private final Keeper keeper;
  private final Path folder;
  private final PostgresBinaries binaries;
  private final Admin admin;
  private final Databases databases;
  private final Thread atExit;
  private final Set<String> provided = new HashSet<>();
  private boolean kept;

  private DisposablePostgres(
      Keeper keeper, Path folder, PostgresBinaries binaries, Address owner, Admin admin) {
    this.keeper = keeper;
    this.folder = folder;
    this.binaries = binaries;
    this.admin = admin;
    this.databases =
        new Databases(
            admin,
            Databases.PREFIX,
            owner,
            "",
            // Copying files takes 20 ms where writing all pages to the log takes 200.
            binaries.major() >= 15 ? "STRATEGY FILE_COPY" : "");
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
  private static DisposablePostgres opened(
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
    DisposablePostgres postgres =
        new DisposablePostgres(keeper, folder, binaries, first.as(OWNER, ownerSecret), admin);
    Runtime.getRuntime().addShutdownHook(postgres.atExit);
    return postgres;
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
      statement.execute("CREATE DATABASE \"" + database + "\" TEMPLATE template0");
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
    return admin.address().to(database).connect("dovetail");
  }

  /** The environment that leads the administrator here. */
  public SortedMap<String, String> environment(String database) {
    return admin.address().to(database).environment();
  }

  public String url(String scheme, String database) {
    return admin.address().to(database).url(scheme);
  }

  @Override
  public ServerVersion version() {
    return binaries.version();
  }

  @Override
  public Database fresh() throws ServerException {
    return databases.fresh();
  }

  @Override
  public Database copy(Database original) throws ServerException {
    return databases.copy(original);
  }

  @Override
  public Database admin(Database database) {
    return databases.admin(database);
  }

  /** The whole server is ours. */
  @Override
  public synchronized boolean provideRole(String role) throws ServerException {
    if (!provided.contains(role)) {
      boolean there =
          !admin.column("SELECT 1 FROM pg_roles WHERE rolname = " + Admin.literal(role)).isEmpty();
      if (there) {
        return false;
      }
      admin.run(
          "BEGIN; CREATE ROLE %s; GRANT %s TO %s; COMMIT"
              .formatted(Admin.quoted(role), Admin.quoted(role), OWNER));
      provided.add(role);
    }
    return true;
  }

  @Override
  public void drop(Database database) throws ServerException {
    databases.drop(database);
  }

  @Override
  public Kept keep(Database database) throws ServerException {
    Path passwords = folder.resolve("pgpass");
    Address address = database.address();
    try {
      Files.writeString(passwords, "*:*:*:*:" + address.password() + "\n");
      Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
      if (!kept) {
        keeper.keep();
        kept = true;
      }
    } catch (IOException e) {
      throw new ServerException("the server cannot be kept: " + e);
    }
    return new Kept(
        "PGPASSFILE=%s psql -h 127.0.0.1 -p %d -U %s %s"
            .formatted(passwords, address.port(), address.user(), address.database()),
        "kill -INT $(head -n 1 %s)".formatted(folder.resolve("data").resolve("postmaster.pid")));
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
    admin.close();
    if (kept) {
      keeper.release();
    } else {
      keeper.close();
    }
  }

  Path folder() {
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
