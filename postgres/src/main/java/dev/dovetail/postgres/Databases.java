package dev.dovetail.postgres;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes databases on a server and drops them. All belong to one role without privileges, and their
 * names to one run.
 */
final class Databases {

  /** Names of databases made here begin so. */
  static final String PREFIX = "dovetail_";

  private final Admin admin;
  private final String prefix;
  private final Address owner;
  private final boolean hasStrategies;
  private final AtomicInteger made = new AtomicInteger();

  /**
   * @param owner where the server is, and the role that will own what is made
   */
  Databases(Admin admin, String prefix, Address owner, int major) {
    this.admin = admin;
    this.prefix = prefix;
    this.owner = owner;
    this.hasStrategies = major >= 15;
  }

  Database fresh() throws ServerException {
    return copyOf("template0");
  }

  Database copy(Database original) throws ServerException {
    return copyOf(original.address().database());
  }

  /** Copying files takes 20 ms where writing all pages to the log takes 200. */
  private Database copyOf(String template) throws ServerException {
    String name = prefix + made.incrementAndGet();
    admin.run(
        "CREATE DATABASE "
            + Admin.quoted(name)
            + " OWNER "
            + Admin.quoted(owner.user())
            + " TEMPLATE "
            + Admin.quoted(template)
            + (hasStrategies ? " STRATEGY FILE_COPY" : ""));
    return new Database(owner.to(name));
  }

  void drop(Database database) throws ServerException {
    String name = database.address().database();
    if (!name.startsWith(prefix)) {
      throw new IllegalArgumentException(name + " was not made here");
    }
    admin.run("DROP DATABASE IF EXISTS " + Admin.quoted(name) + " WITH (FORCE)");
  }

  /** The same database, entered by the administrator. */
  Database admin(Database database) {
    return new Database(admin.address().to(database.address().database()));
  }
}
