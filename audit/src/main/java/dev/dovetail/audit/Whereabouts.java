package dev.dovetail.audit;

import dev.dovetail.postgres.Access;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.UrlVariables;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds where the databases of a service are: as the command line or its file of databases says,
 * else by a variable of the environment: one that is configured, one that has the service's name,
 * or the one that its code reads. A variable that could be anybody's is nobody's where there are
 * several services.
 */
public final class Whereabouts {

  private static final String SHARED = "DATABASE_URL";

  private final Map<String, String> environment;
  private final List<Said> said;
  private final Function<Service, List<String>> reads;

  /**
   * @param environment variables, also those of libpq
   * @param said what goes before every variable
   * @param reads the variables from which the code of a service, and of no other, takes a URL
   */
  Whereabouts(
      Map<String, String> environment, List<Said> said, Function<Service, List<String>> reads) {
    this.environment = new TreeMap<>(environment);
    this.said = List.copyOf(said);
    this.reads = reads;
  }

  /** Those of the services of a repository, whose code is asked where nothing else is said. */
  public static Whereabouts in(
      Workspace workspace, Map<String, String> environment, List<Said> said) {
    return new Whereabouts(environment, said, new Readers(workspace));
  }

  /** Which service reads which variables; found out at the first question. */
  private static final class Readers implements Function<Service, List<String>> {
    private final Workspace workspace;
    private Map<String, List<String>> own = Map.of();

    Readers(Workspace workspace) {
      this.workspace = workspace;
    }

    @Override
    public synchronized List<String> apply(Service service) {
      if (own.isEmpty()) {
        own = read();
      }
      return own.getOrDefault(service.name(), List.of());
    }

    private Map<String, List<String>> read() {
      Map<String, List<String>> all = new TreeMap<>();
      Map<String, Integer> readers = new TreeMap<>();
      for (Service service : workspace.services()) {
        List<String> variables = UrlVariables.of(workspace, service);
        all.put(service.name(), variables);
        variables.forEach(name -> readers.merge(name, 1, Integer::sum));
      }
      all.replaceAll((name, variables) ->
          variables.stream()
              .filter(variable -> Integer.valueOf(1).equals(readers.get(variable)))
              .toList());
      return all;
    }
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
    Optional<String> configured = service.running().urlEnv();
    if (configured.isPresent()) {
      return named(List.of(configured.get())).stream().toList();
    }
    return named(own(service))
        .or(() -> named(reads.apply(service)))
        .or(() -> named(alone ? List.of(SHARED) : List.of()))
        .stream()
        .toList();
  }

  /** By the first of these variables that is set. */
  private Optional<Found> named(Collection<String> variables) {
    return variables.stream()
        .filter(variable -> value(variable).isPresent())
        .findFirst()
        .map(variable ->
            read(
                "`" + variable + "`",
                new Said(Optional.empty(), value(variable).orElse(""), false)));
  }

  /** Why there is none, and what to do. */
  public String missing(Service service, boolean alone) {
    Optional<String> configured = service.running().urlEnv();
    if (configured.isPresent()) {
      return "`%s` (`url-env` in dovetail.toml) is not set".formatted(configured.get());
    }
    String variable =
        reads.apply(service).stream().findFirst().orElseGet(() -> own(service).first());
    String shared =
        alone || value(SHARED).isEmpty()
            ? ""
            : " (`%s` is set, but whose it is of several services, nobody says)".formatted(SHARED);
    return "no database is named for it: set `%s`, or name its variable by `url-env` in dovetail.toml%s"
        .formatted(variable, shared);
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
