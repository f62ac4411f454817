package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way into a database that a service uses, as its own configuration writes it: a URL of any
 * driver, {@code service=NAME}, or libpq's words ({@code host=db dbname=orders}). What is said of
 * it here never repeats it, for it may hold a password.
 */
public final class Access {

  private static final Pattern URL =
      Pattern.compile("([^:/?#]+:(?:[^/?#]*:)?//[^?#]*)(?:\\?([^#]*))?.*");
  private static final Pattern WORD =
      Pattern.compile("\\s*([a-z_]+)\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|[^\\s']*)(?:\\s+|$)");

  private Access() {}

  /**
   * Reads what a variable or a file says: a password may be in it.
   *
   * @param environment where libpq's variables stand
   */
  public static Address of(String written, Map<String, String> environment) throws ServerException {
    return read(written, environment, true);
  }

  /** Reads an argument, where everybody on the machine could read a password. */
  public static Address ofArgument(String written, Map<String, String> environment)
      throws ServerException {
    return read(written, environment, false);
  }

  private static Address read(String written, Map<String, String> environment, boolean secret)
      throws ServerException {
    String text = written.strip();
    Map<String, String> parameters = new LinkedHashMap<>();
    String place = "postgresql://";
    Matcher url = URL.matcher(text);
    if (url.matches()) {
      place = url.group(1);
      for (String pair : Optional.ofNullable(url.group(2)).orElse("").split("&", -1)) {
        String[] parts = pair.split("=", 2);
        parameters.put(parts[0], parts.length == 2 ? Offer.decoded(parts[1]) : "");
      }
    } else {
      parameters.putAll(words(text));
    }
    if (!secret && holdsPassword(place, parameters)) {
      throw new ServerException(
          "it holds a password, which others could read in the list of processes; give it by a line"
              + " in ~/.pgpass or the variable PGPASSWORD, or name a variable that holds the whole"
              + " URL: `url-env` in dovetail.toml");
    }
    Optional<String> service = Optional.ofNullable(parameters.get("service"));
    if (service.isPresent()) {
      Map<String, String> known = ServiceFile.section(service.get(), environment);
      known.forEach(parameters::putIfAbsent);
    }
    return address(place, parameters, environment);
  }

  private static boolean holdsPassword(String place, Map<String, String> parameters) {
    return parameters.containsKey("password") || place.matches("[^/]*//[^/@]*:[^/]*@.*");
  }

  /** Only the parameters that say where to go; what else a driver is told is its own affair. */
  private static Address address(
      String place, Map<String, String> parameters, Map<String, String> environment)
      throws ServerException {
    Map<String, String> kept = new TreeMap<>();
    for (String name : List.of("user", "password", "sslmode", "sslrootcert")) {
      Optional.ofNullable(parameters.get(name)).ifPresent(value -> kept.put(name, value));
    }
    Optional.ofNullable(parameters.get("ssl"))
        .filter(value -> !kept.containsKey("sslmode") && !List.of("false", "0").contains(value))
        .ifPresent(value ->
            kept.put("sslmode", List.of("true", "1", "").contains(value) ? "require" : value));
    for (String name : List.of("sslmode", "sslrootcert")) {
      Optional.ofNullable(environment.get("PG" + name.toUpperCase(java.util.Locale.ROOT)))
          .ifPresent(value -> kept.putIfAbsent(name, value));
    }
    List<String> query = new ArrayList<>();
    kept.forEach((name, value) -> query.add(name + "=" + encoded(value)));
    Address address =
        Offer.ofVariable(
                place + (query.isEmpty() ? "" : "?" + String.join("&", query)), environment)
            .address();
    return placed(address, place, parameters, environment);
  }

  private static Address placed(
      Address address,
      String place,
      Map<String, String> parameters,
      Map<String, String> environment)
      throws ServerException {
    boolean bare = place.matches("[^/]*//(?:[^/]*@)?(?:/.*)?");
    String host = bare ? said(parameters, environment, "host", "localhost") : address.host();
    if (host.startsWith("/")) {
      throw new ServerException("it names a unix socket: name a host and port, as localhost:5432");
    }
    String port = bare ? said(parameters, environment, "port", "") : "";
    if (!port.matches("[0-9]{0,5}")) {
      throw new ServerException("its port is no number");
    }
    boolean named = place.matches("[^/]*//[^/]*/.+");
    String database = named ? address.database() : said(parameters, environment, "database", "");
    if (database.isEmpty()) {
      throw new ServerException("it names no database: write postgresql://USER@HOST:PORT/DATABASE");
    }
    return new Address(
            host,
            port.isEmpty() ? address.port() : Integer.parseInt(port),
            address.user(),
            address.password(),
            database)
        .over(address.transport());
  }

  private static String said(
      Map<String, String> parameters, Map<String, String> environment, String what, String other) {
    String word = what.equals("database") ? "dbname" : what;
    return Optional.ofNullable(parameters.get(word))
        .or(() ->
            Optional.ofNullable(environment.get("PG" + what.toUpperCase(java.util.Locale.ROOT))))
        .orElse(other);
  }

  /** libpq's {@code key=value} words. */
  private static Map<String, String> words(String text) throws ServerException {
    Map<String, String> words = new LinkedHashMap<>();
    Matcher matcher = WORD.matcher(text);
    int end = 0;
    while (end < text.length() && matcher.find(end) && matcher.start() == end) {
      String value = matcher.group(2);
      words.put(
          matcher.group(1),
          value.startsWith("'")
              ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
              : value);
      end = matcher.end();
    }
    if (end < text.length() || words.isEmpty()) {
      throw new ServerException(
          "it is no URL of a PostgreSQL database: write postgresql://USER@HOST:PORT/DATABASE, or"
              + " service=NAME");
    }
    return words;
  }

  private static String encoded(String value) {
    return java.net.URLEncoder.encode(value, Text.CHARSET).replace("+", "%20");
  }

  /** The file in which libpq keeps names for servers. */
  private static final class ServiceFile {

    private ServiceFile() {}

    static Map<String, String> section(String name, Map<String, String> environment)
        throws ServerException {
      List<Path> files = new ArrayList<>();
      Optional.ofNullable(environment.get("PGSERVICEFILE"))
          .map(Path::of)
          .or(() ->
              Optional.ofNullable(environment.get("HOME"))
                  .map(home -> Path.of(home, ".pg_service.conf")))
          .ifPresent(files::add);
      Optional.ofNullable(environment.get("PGSYSCONFDIR"))
          .ifPresent(folder -> files.add(Path.of(folder, "pg_service.conf")));
      for (Path file : files) {
        Optional<Map<String, String>> section = section(name, file);
        if (section.isPresent()) {
          return section.get();
        }
      }
      throw new ServerException("no service of that name is in ~/.pg_service.conf");
    }

    private static Optional<Map<String, String>> section(String name, Path file)
        throws ServerException {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Map<String, String> section = new LinkedHashMap<>();
      boolean here = false;
      boolean found = false;
      try {
        for (String line : Files.readAllLines(file, Text.CHARSET)) {
          String text = line.strip();
          if (text.startsWith("[")) {
            here = text.equals("[" + name + "]");
            found |= here;
          } else if (here && !text.startsWith("#") && text.contains("=")) {
            String[] pair = text.split("=", 2);
            section.put(pair[0].strip(), pair[1].strip());
          }
        }
      } catch (IOException e) {
        throw new ServerException("the file of services cannot be read");
      }
      return found ? Optional.of(section) : Optional.empty();
    }
  }
}
