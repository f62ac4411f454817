package dev.dovetail.audit;

import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.ServerException;
import java.util.Locale;
import java.util.Optional;

/** Says why a database was not read, and what to do; never a password. */
public final class Unreached {

  private Unreached() {}

  public static Unread by(ServerException e, Address address) {
    String said = bare(String.valueOf(e.getMessage()), address);
    String state = e.sqlstate();
    String user = address.user();
    if (state.equals("28P01") || said.contains("password authentication failed")) {
      return new Unread(
          "the password of `" + user + "` was refused",
          "look at the variable that holds the URL, PGPASSWORD, and ~/.pgpass");
    }
    if (said.contains("no password was provided")) {
      return new Unread(
          "the server asks for the password of `" + user + "`, and none is given",
          "put it into the URL that the variable holds, PGPASSWORD, or ~/.pgpass");
    }
    if (said.contains("no pg_hba.conf entry")) {
      boolean plain = said.contains("no encryption") || said.contains("SSL off");
      return new Unread(
          plain
              ? "the server takes no connection without TLS"
              : "the server does not let us in: " + said,
          plain ? "write sslmode=require into the URL" : "ask for an entry in its pg_hba.conf");
    }
    Optional<Unread> distrusted = distrusted(said, address);
    if (distrusted.isPresent()) {
      return distrusted.get();
    }
    return switch (state) {
      case "3D000" ->
          new Unread(
              "there is no database `%s` on this server".formatted(address.database()),
              "look at the end of its URL");
      case "08001" ->
          new Unread(
              "no server answers at %s:%d: %s".formatted(address.host(), address.port(), said),
              "is it up, and is it reached from here?");
      case "08006", "08003", "57P01", "57P02" ->
          new Unread(
              "the connection ended, or nothing came for too long: " + said,
              "try again; `--timeout` waits longer");
      case "57P03" -> new Unread("the server is starting up or going down", "try again");
      case "53300" -> new Unread("the server has no connection left", "try again, or use a pooler");
      case "57014" ->
          new Unread("a question took too long: " + said, "give it more time by `--timeout`");
      case "42501" ->
          new Unread(
              "`%s` may not read the catalog: %s".formatted(user, said),
              "grant it SELECT on the tables of pg_catalog");
      default ->
          new Unread(said + (state.isEmpty() ? "" : " (" + state + ")"), "see the server's log");
    };
  }

  /** What went wrong before a word was said: there is no TLS, or no trust in it. */
  private static Optional<Unread> distrusted(String said, Address address) {
    if (said.toLowerCase(Locale.ROOT).contains("does not support ssl")) {
      return Optional.of(
          new Unread("the server speaks no TLS", "write sslmode=disable into the URL"));
    }
    if (said.contains("could not be verified by hostnameverifier")) {
      return Optional.of(
          new Unread(
              "the server's certificate is for another name than `%s`".formatted(address.host()),
              "name the host as the certificate does, or write sslmode=verify-ca"));
    }
    if (said.startsWith("Could not open SSL root certificate file")) {
      return Optional.of(
          new Unread(
              "the file by which the server's certificate is to be checked cannot be read: "
                  + said.replaceFirst("^Could not open SSL root certificate file ", "")
                      .replaceFirst("\\.$", ""),
              "name the certificate of its authority by sslrootcert=FILE in the URL"));
    }
    return said.startsWith("SSL error")
        ? Optional.of(
            new Unread(
                said.contains("PKIX")
                    ? "the server's certificate is not trusted: " + said
                    : "TLS failed: " + said,
                "name the certificate of its authority by sslrootcert=FILE in the URL, or write"
                    + " sslmode=require to trust any"))
        : Optional.empty();
  }

  /** No driver repeats a password; should one do so, we do not. */
  private static String bare(String said, Address address) {
    String line = said.replaceAll("\\s+", " ").strip();
    return address.password().isEmpty() ? line : line.replace(address.password(), "***");
  }
}
