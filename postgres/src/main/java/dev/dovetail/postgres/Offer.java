package dev.dovetail.postgres;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that the user lets Dovetail make databases on: where it is, and who administers it. What
 * is said of it here never repeats the URL, which may hold a password.
 */
public final class Offer {

  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?(?:\\+[a-z0-9_]+)?://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^?#]*))?(?:\\?([^#]*))?");
  private static final Pattern PLACE =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:,]*)(?::([0-9]{1,5}))?");
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final List<String> KNOWN = List.of("user", "password", "sslmode", "sslrootcert");
  private static final int USUAL_PORT = 5432;
  private static final int LAST_PORT = 65_535;

  /** How to hand the password over instead. */
  private static final String WAYS =
      "give it by the variable PGPASSWORD, by a line in ~/.pgpass, or give the whole URL by the"
          + " variable DOVETAIL_POSTGRES_URL";

  private final Address address;

  private Offer(Address address) {
    this.address = address;
  }

  Address address() {
    return address;
  }

  /**
   * Reads what was said as an argument, where everybody on the machine can read a password.
   *
   * @param environment where the password may stand, and a user, as libpq has them
   * @throws ServerException says what is wrong with it
   */
  public static Offer ofArgument(String url, Map<String, String> environment)
      throws ServerException {
    return read(url, environment, false);
  }

  /** Reads what a variable of the environment says: a password may be in it. */
  public static Offer ofVariable(String url, Map<String, String> environment)
      throws ServerException {
    return read(url, environment, true);
  }

  /**
   * The database that a service's own variable names. What it tells the service's driver beside the
   * way there is passed over.
   */
  public static Database databaseOfVariable(String url, Map<String, String> environment)
      throws ServerException {
    int query = url.indexOf('?');
    if (query < 0) {
      return new Database(ofVariable(url, environment).address());
    }
    List<String> known =
        Arrays.stream(url.substring(query + 1).strip().split("&", -1))
            .map(parameter ->
                parameter.replaceFirst("^ssl=(require|verify-ca|verify-full)$", "sslmode=$1"))
            .filter(parameter -> KNOWN.contains(parameter.split("=", 2)[0]))
            .toList();
    String place = url.substring(0, query) + "?" + String.join("&", known);
    return new Database(ofVariable(place, environment).address());
  }

  private static Offer read(String url, Map<String, String> environment, boolean mayHoldPassword)
      throws ServerException {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches() || url.strip().chars().anyMatch(Character::isISOControl)) {
      throw new ServerException(
          "it is no URL of a PostgreSQL server: write postgresql://USER@HOST:PORT/DATABASE");
    }
    Map<String, String> parameters = parameters(group(matcher, 4));
    String[] who = group(matcher, 1).split(":", 2);
    Optional<String> inUrl =
        who.length == 2
            ? Optional.of(decoded(who[1]))
            : Optional.ofNullable(parameters.get("password"));
    if (inUrl.isPresent() && !mayHoldPassword) {
      throw new ServerException(
          "it holds a password, which others could read in the list of processes; " + WAYS);
    }
    String user =
        first(
            decoded(who[0]),
            parameters.getOrDefault("user", ""),
            environment.getOrDefault("PGUSER", ""),
            System.getProperty("user.name"));
    String password = inUrl.orElseGet(() -> environment.getOrDefault("PGPASSWORD", ""));
    String database = first(decoded(group(matcher, 3)), "postgres");
    return new Offer(
        place(group(matcher, 2), user, password, database).over(transport(parameters)));
  }

  private static Address place(String written, String user, String password, String database)
      throws ServerException {
    Matcher place = PLACE.matcher(decoded(written));
    if (!place.matches()) {
      throw new ServerException("its host and port cannot be read: write HOST:PORT, of one server");
    }
    if (place.group(1).startsWith("/")) {
      throw new ServerException("it names a unix socket: name a host and port, as localhost:5432");
    }
    String port = group(place, 2);
    int number = port.isEmpty() ? USUAL_PORT : Integer.parseInt(port);
    if (number < 1 || number > LAST_PORT) {
      throw new ServerException("there is no port " + number);
    }
    String host = first(place.group(1).replace("[", "").replace("]", ""), "localhost");
    return new Address(host, number, user, password, database);
  }

  private static Map<String, String> parameters(String query) throws ServerException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] pair = parameter.split("=", 2);
      if (pair.length != 2 || !KNOWN.contains(pair[0])) {
        throw new ServerException(
            "its parameter `%s` is not known; known are %s"
                .formatted(pair[0].replaceAll("[^A-Za-z_]", "?"), String.join(", ", KNOWN)));
      }
      parameters.put(pair[0], decoded(pair[1]));
    }
    return parameters;
  }

  private static SortedMap<String, String> transport(Map<String, String> parameters)
      throws ServerException {
    SortedMap<String, String> transport = new TreeMap<>();
    for (String name : List.of("sslmode", "sslrootcert")) {
      Optional.ofNullable(parameters.get(name)).ifPresent(value -> transport.put(name, value));
    }
    if (!SSL_MODES.contains(transport.getOrDefault("sslmode", "prefer"))) {
      throw new ServerException("its sslmode is none of " + String.join(", ", SSL_MODES));
    }
    return transport;
  }

  static String decoded(String text) throws ServerException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), Text.CHARSET);
    } catch (IllegalArgumentException e) {
      throw new ServerException("a % in it is not followed by two digits: a % itself is %25");
    }
  }

  private static String group(Matcher matcher, int number) {
    return Optional.ofNullable(matcher.group(number)).orElse("");
  }

  private static String first(String... candidates) {
    List<String> said = new ArrayList<>(List.of(candidates));
    said.removeIf(String::isEmpty);
    return said.isEmpty() ? "" : said.getFirst();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return address.toString();
  }
}
