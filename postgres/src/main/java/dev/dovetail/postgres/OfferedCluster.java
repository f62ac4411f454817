package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A server that the user offers. Nothing on it is touched but one role and its databases, which are
 * made for this run and named for it, and are dropped when it ends, by an interrupt too. What a run
 * that was killed left there is dropped by the next one: it is known by its name, by the remark
 * that its role carries, and by nobody being connected in that run's name.
 */
public final class OfferedCluster implements Cluster {

  private static final String REMARK = "made by Dovetail for one run, and dropped by the next";
  private static final String KEPT = "made by Dovetail, and kept for its user";
  private static final String OWNER = "_owner";
  private static final int RUN_BYTES = 8;
  private static final int OLDEST = 12;
  private static final int NEWEST = 18;

  private final Admin admin;
  private final String run;
  private final ServerVersion version;
  private final Databases databases;
  private final Consumer<String> progress;
  private final Thread atExit = new Thread(this::clear, "drop databases");
  private boolean closed;
  private boolean kept;

  private OfferedCluster(
      Admin admin, String run, int major, Databases databases, Consumer<String> progress) {
    this.admin = admin;
    this.run = run;
    this.version = new ServerVersion(major);
    this.databases = databases;
    this.progress = progress;
  }

  /**
   * Goes to the server and makes the role that will own the databases.
   *
   * @param progress told, in a line, of what could not be dropped
   */
  public static OfferedCluster open(Offer offer, Consumer<String> progress) throws ServerException {
    String run = Databases.PREFIX + Secret.ofBytes(RUN_BYTES);
    Admin admin = new Admin(offer.address(), run);
    try {
      int major = major(admin, offer);
      mayMake(admin, offer);
      // An idle connection is what tells others that this run goes on.
      admin.run("SET statement_timeout = 0");
      if (major >= 14) {
        admin.run("SET idle_session_timeout = 0");
      }
      sweep(admin);
      String password = Secret.next();
      makeOwner(admin, run + OWNER, password, major);
      Databases databases =
          new Databases(
              admin,
              run + "_",
              offer.address().as(run + OWNER, password),
              // The same on every server: neither its own locale nor its encoding.
              "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
                  + (major >= 15 ? " LOCALE_PROVIDER libc" : ""),
              "");
      OfferedCluster cluster = new OfferedCluster(admin, run, major, databases, progress);
      Runtime.getRuntime().addShutdownHook(cluster.atExit);
      return cluster;
    } catch (ServerException e) {
      admin.close();
      throw e;
    }
  }

  private static int major(Admin admin, Offer offer) throws ServerException {
    int major;
    try {
      major = Integer.parseInt(admin.column("SHOW server_version_num").getFirst()) / 10_000;
    } catch (ServerException e) {
      throw new ServerException(
          "the offered server %s does not let us in: %s%s"
              .formatted(
                  offer,
                  e.getMessage(),
                  offer.address().password().isEmpty()
                      ? "; a password is given by the variable PGPASSWORD or by ~/.pgpass"
                      : ""));
    }
    if (major < OLDEST || major > NEWEST) {
      throw new ServerException(
          "the offered server %s is PostgreSQL %d; %d to %d are known"
              .formatted(offer, major, OLDEST, NEWEST));
    }
    return major;
  }

  private static void mayMake(Admin admin, Offer offer) throws ServerException {
    boolean may =
        admin
                .column(
                    "SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolsuper OR"
                        + " rolcreatedb AND rolcreaterole)")
                .size()
            == 1;
    if (!may) {
      throw new ServerException(
          "on the offered server %s the role `%s` may not make databases and roles: ALTER ROLE %s CREATEDB CREATEROLE"
              .formatted(offer, offer.address().user(), Admin.quoted(offer.address().user())));
    }
  }

  private static void makeOwner(Admin admin, String owner, String password, int major)
      throws ServerException {
    String role = Admin.quoted(owner);
    // In one transaction, so that there is no role without the remark.
    admin.run(
        "BEGIN; CREATE ROLE %s LOGIN PASSWORD %s; COMMENT ON ROLE %s IS %s; COMMIT"
            .formatted(role, Admin.literal(password), role, Admin.literal(REMARK)));
    // Whoever is no superuser must belong to the owner of what it makes.
    admin.run(
        "GRANT %s TO CURRENT_USER%s"
            .formatted(role, major >= 16 ? " WITH INHERIT TRUE, SET TRUE" : ""));
  }

  /** Drops what runs left there whose connection is gone. */
  private static void sweep(Admin admin) throws ServerException {
    List<String> owners =
        admin.column(
            """
            SELECT r.rolname FROM pg_roles r
            WHERE r.rolname ~ '^dovetail_[0-9a-f]{16}_owner$'
              AND shobj_description(r.oid, 'pg_authid') = %s
              AND NOT EXISTS (SELECT FROM pg_stat_activity a
                              WHERE a.application_name = left(r.rolname, -6))
            ORDER BY 1\
            """
                .formatted(Admin.literal(REMARK)));
    for (String owner : owners) {
      try {
        drop(admin, owner);
      } catch (ServerException e) {
        // Another run is at it, or another administrator made it: it is not in our way.
      }
    }
  }

  private static void drop(Admin admin, String owner) throws ServerException {
    dropDatabases(admin, owner, name -> true);
    admin.run("DROP ROLE IF EXISTS " + Admin.quoted(owner));
  }

  private static void dropDatabases(Admin admin, String owner, Predicate<String> which)
      throws ServerException {
    for (String name : databasesOf(admin, owner)) {
      if (which.test(name)) {
        admin.dropDatabase(name);
      }
    }
  }

  /** Both must fit, the owner and the name. */
  private static List<String> databasesOf(Admin admin, String owner) throws ServerException {
    String stem = owner.substring(0, owner.length() - OWNER.length());
    return admin.column(
        """
        SELECT d.datname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
        WHERE r.rolname = %s AND d.datname ~ %s
        ORDER BY 1\
        """
            .formatted(Admin.literal(owner), Admin.literal("^" + stem + "_[0-9]+$")));
  }

  @Override
  public ServerVersion version() {
    return version;
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

  /** Roles belong to the whole server, which is not ours. */
  @Override
  public boolean provideRole(String role) throws ServerException {
    if (admin.column("SELECT 1 FROM pg_roles WHERE rolname = " + Admin.literal(role)).isEmpty()) {
      throw new ServerException(
          "the offered server has no role `%s`, which the migrations name: CREATE ROLE %s"
              .formatted(role, Admin.quoted(role)));
    }
    return false;
  }

  @Override
  public void drop(Database database) throws ServerException {
    databases.drop(database);
  }

  /** It is entered and ended by the administrator, whose password the user knows. */
  @Override
  public synchronized Kept keep(Database database) throws ServerException {
    String owner = run + OWNER;
    String name = database.address().database();
    kept = true;
    databases.keep(database);
    admin.run("COMMENT ON ROLE %s IS %s".formatted(Admin.quoted(owner), Admin.literal(KEPT)));
    Address address = admin.address();
    String psql =
        "psql -h %s -p %d -U %s ".formatted(address.host(), address.port(), address.user());
    return new Kept(
        psql + name,
        psql
            + "-c 'DROP DATABASE %s%s' -c 'DROP ROLE %s' %s"
                .formatted(
                    name, version.major() >= 13 ? " WITH (FORCE)" : "", owner, address.database()));
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is going down, and the hook does the work, or did it.
    }
    clear();
  }

  private synchronized void clear() {
    if (closed) {
      return;
    }
    closed = true;
    databases.end();
    try {
      dropDatabases(admin, run + OWNER, name -> !databases.isKept(name));
      if (!kept) {
        admin.run("DROP ROLE IF EXISTS " + Admin.quoted(run + OWNER));
      }
    } catch (ServerException e) {
      progress.accept(
          "what was made on the offered server could not be dropped (%s); the next run does it"
              .formatted(e.getMessage()));
    }
    admin.close();
  }

  /** What the names of all that it makes begin with. */
  String run() {
    return run;
  }
}
