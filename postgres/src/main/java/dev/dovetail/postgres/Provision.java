package dev.dovetail.postgres;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What migrations take for granted of the server and the database that they run on.
 *
 * @param roles that they name
 * @param owners those of the roles that are to own things, or to act
 * @param extensions that they make where they are not there yet; an administrator has to make some
 * @param setup a script that an administrator runs first
 * @param baseline a script that the owner of the database runs next
 */
public record Provision(
    SortedSet<String> roles,
    SortedSet<String> owners,
    SortedSet<String> extensions,
    Optional<Script> setup,
    Optional<Script> baseline) {

  /** A SQL script of the repository. */
  public record Script(String path, String sql) {}

  public Provision {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
    extensions = Collections.unmodifiableSortedSet(new TreeSet<>(extensions));
  }

  public static Provision nothing() {
    return new Provision(
        new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), Optional.empty(), Optional.empty());
  }

  /**
   * Brings a new database to where the first migration begins.
   *
   * @return what was done beyond what the configuration asks for, a sentence each
   */
  public List<String> prepare(Cluster cluster, Database database) throws ServerException {
    List<String> done = new ArrayList<>();
    Database admin = cluster.admin(database);
    if (setup.isPresent()) {
      run(admin, setup.get(), "setup");
    }
    provideRoles(cluster, admin, done);
    provideExtensions(admin, done);
    if (baseline.isPresent()) {
      run(database, baseline.get(), "baseline");
    }
    return done;
  }

  private static void run(Database database, Script script, String what) throws ServerException {
    try {
      database.run(script.sql());
    } catch (ServerException e) {
      throw new ServerException(
          "`%s`, the %s, was refused: %s%s"
              .formatted(
                  script.path(),
                  what,
                  e.getMessage(),
                  e.sqlstate().isEmpty() ? "" : " (" + e.sqlstate() + ")"));
    }
  }

  private void provideRoles(Cluster cluster, Database admin, List<String> done)
      throws ServerException {
    List<String> made = new ArrayList<>();
    for (String role : roles) {
      if (cluster.provideRole(role)) {
        made.add("`" + role + "`");
        if (owners.contains(role)) {
          admin.run(
              "GRANT CREATE ON DATABASE %s TO %s; GRANT USAGE, CREATE ON SCHEMA public TO %s"
                  .formatted(
                      Admin.quoted(admin.address().database()),
                      Admin.quoted(role),
                      Admin.quoted(role)));
        }
      }
    }
    if (!made.isEmpty()) {
      done.add("roles that the migrations name were made: " + String.join(", ", made));
    }
  }

  /**
   * Most extensions may be made by the owner of a database; others, and before PostgreSQL 13 all
   * with code of their own, are made for it.
   */
  private void provideExtensions(Database admin, List<String> done) throws ServerException {
    if (extensions.isEmpty()) {
      return;
    }
    Set<String> forAdministrators = new TreeSet<>();
    admin
        .rows(
            """
            SELECT v.name FROM pg_available_extension_versions v
            JOIN pg_available_extensions e ON e.name = v.name AND e.default_version = v.version
            WHERE v.superuser AND (to_jsonb(v) ->> 'trusted') IS DISTINCT FROM 'true' AND e.installed_version IS NULL\
            """)
        .forEach(row -> row.getFirst().ifPresent(forAdministrators::add));
    for (String extension : extensions) {
      if (forAdministrators.contains(extension)) {
        admin.run("CREATE EXTENSION IF NOT EXISTS " + Admin.quoted(extension));
        done.add(
            "extension `%s` was made by an administrator beforehand: the owner of a database may not"
                .formatted(extension));
      }
    }
  }
}
