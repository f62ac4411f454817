package dev.dovetail.audit;

import dev.dovetail.postgres.Access;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds where the databases of a service are: as the command line or its file of databases says,
 * else by a variable of the environment. A variable that could be anybody's is nobody's where there
 * are several services.
 */
public final class Whereabouts {

  private static final String SHARED = "DATABASE_URL";

  private final Map<String, String> environment;
  private final List<Said> said;

  /**
   * @param environment variables, also those of libpq
   * @param said what goes before every variable
   */
  public Whereabouts(Map<String, String> environment, List<Said> said) {
    this.environment = new TreeMap<>(environment);
    this.said = List.copyOf(said);
  }

  /**
   * A database that was named.
   *
   * @param service empty where there is just one
   * @param written a URL, {@code service=NAME} or libpq's words
   * @param byArgument whether everybody on the machine can read it
   */
  public record Said(Optional<String> service, String written, boolean byArgument) {}

  /** What is known of one database. */
  public sealed interface Found {}

  /** It is there. */
  public record At(Address address) implements Found {}

  /**
   * What is said of it cannot be read.
   *
   * @param by who says it: a variable's name
   */
  public record Unreadable(String by, String reason) implements Found {}

  /** The databases of a service; none where nothing names any. */
  public List<Found> of(Service service, boolean alone) {
    List<Found> found = new ArrayList<>();
    for (Said one : said) {
      if (one.service().map(service.name()::equals).orElse(alone)) {
        found.add(read(one.byArgument() ? "--database" : "the file of databases", one));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    for (String variable : variables(service, alone)) {
      Optional<String> value = value(variable);
      if (value.isPresent()) {
        return List.of(read("`" + variable + "`", new Said(Optional.empty(), value.get(), false)));
      }
    }
    return List.of();
  }

  /** Why there is none, and what to do. */
  String missing(Service service, boolean alone) {
    Optional<String> configured = service.running().urlEnv();
    if (configured.isPresent()) {
      return "`%s` (`url-env` in dovetail.toml) is not set".formatted(configured.get());
    }
    String variable = own(service).first();
    String shared =
        alone || value(SHARED).isEmpty()
            ? ""
            : " (`%s` is set, but whose it is of several services, nobody says)".formatted(SHARED);
    return "no database is named for it: set `%s`, or name its variable by `url-env` in dovetail.toml%s"
        .formatted(variable, shared);
  }

  private List<String> variables(Service service, boolean alone) {
    Optional<String> configured = service.running().urlEnv();
    if (configured.isPresent()) {
      return List.of(configured.get());
    }
    List<String> variables = new ArrayList<>(own(service));
    if (alone) {
      variables.add(SHARED);
    }
    return variables;
  }

  /** {@code ORDERS_SERVICE_DATABASE_URL}, {@code ORDERS_DATABASE_URL}. */
  private static SortedSet<String> own(Service service) {
    String name = service.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    SortedSet<String> variables = new TreeSet<>();
    variables.add(name + "_" + SHARED);
    variables.add(name.replaceAll("_SERVICE$", "") + "_" + SHARED);
    return variables;
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  private Found read(String by, Said one) {
    try {
      return new At(
          one.byArgument()
              ? Access.ofArgument(one.written(), environment)
              : Access.of(one.written(), environment));
    } catch (ServerException e) {
      return new Unreadable(by, String.valueOf(e.getMessage()));
    }
  }
}
