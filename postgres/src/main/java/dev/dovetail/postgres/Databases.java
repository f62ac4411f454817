package dev.dovetail.postgres;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final String ofEmpty;
  private final String strategy;
  private final AtomicInteger made = new AtomicInteger();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private boolean ended;

  /**
   * @param owner where the server is, and the role that will own what is made
   * @param ofEmpty what is said of a database that is no copy
   * @param strategy how files are copied, where that is not left to the server
   */
  Databases(Admin admin, String prefix, Address owner, String ofEmpty, String strategy) {
    this.admin = admin;
    this.prefix = prefix;
    this.owner = owner;
    this.ofEmpty = ofEmpty;
    this.strategy = strategy;
  }

  Database fresh() throws ServerException {
    return copyOf("template0", ofEmpty);
  }

  Database copy(Database original) throws ServerException {
    return copyOf(original.address().database(), "");
  }

  private synchronized Database copyOf(String template, String said) throws ServerException {
    if (ended) {
      throw new ServerException("the run has ended");
    }
    String name = prefix + made.incrementAndGet();
    admin.run(
        "CREATE DATABASE "
            + Admin.quoted(name)
            + " OWNER "
            + Admin.quoted(owner.user())
            + " TEMPLATE "
            + Admin.quoted(template)
            + " "
            + said
            + " "
            + strategy);
    return new Database(owner.to(name));
  }

  void drop(Database database) throws ServerException {
    String name = database.address().database();
    if (!name.startsWith(prefix)) {
      throw new IllegalArgumentException(name + " was not made here");
    }
    admin.dropDatabase(name);
  }

  /** It shall outlive the run. */
  void keep(Database database) {
    kept.add(database.address().database());
  }

  boolean isKept(String name) {
    return kept.contains(name);
  }

  /** Waits for one that is being made; from then on none is. */
  synchronized void end() {
    ended = true;
  }

  /** The same database, entered by the administrator. */
  Database admin(Database database) {
    return new Database(admin.address().to(database.address().database()));
  }
}
