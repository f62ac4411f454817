package dev.dovetail.verify.run;

import dev.dovetail.python.settings.Settings;
import dev.dovetail.python.settings.Settings.Variable;
import dev.dovetail.workspace.Running;
import dev.dovetail.workspace.VariableRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * By which variables and arguments a service's own code is led to the disposable database: those
 * that it reads and that are named like a database's. What is configured comes before them.
 *
 * @param running what is configured, and below it what was found
 * @param remarks what was found, a sentence each
 */
record Handover(Running running, List<String> remarks) {

  private static final int MOST_NAMED = 6;

  /** By which Flask finds the application that its own code never asks for. */
  private static final String APPLICATION = "FLASK_APP";

  Handover {
    remarks = List.copyOf(remarks);
  }

  /** Where nothing of its code is known. */
  static Handover configured(Running running) {
    return new Handover(running, List.of());
  }

  static Handover of(Settings settings, Dotenv shown, Running configured) {
    Reading reading = new Reading(settings, shown, configured);
    settings.variables().forEach(reading::take);
    shown.entries().keySet().forEach(reading::takeShown);
    List<String> x = configured.x();
    if (x.isEmpty()) {
      x =
          settings.arguments().stream()
              .filter(VariableRole::isUrl)
              .map(key -> key + "={url}")
              .toList();
    }
    return new Handover(reading.running(x), reading.remarks(x));
  }

  private static final class Reading {
    private final Settings settings;
    private final Dotenv shown;
    private final Running configured;
    private final SortedMap<String, String> environment = new TreeMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Map<String, List<String>> borrowed = new LinkedHashMap<>();

    Reading(Settings settings, Dotenv shown, Running configured) {
      this.settings = settings;
      this.shown = shown;
      this.configured = configured;
    }

    /** One that the code reads. */
    void take(Variable variable) {
      String name = variable.name();
      Optional<String> scheme = variable.byDefault().flatMap(Reading::scheme);
      boolean url =
          variable
              .byDefault()
              .filter(it -> it.matches("(?s)postgres(ql)?(\\+\\w+)?://.*"))
              .isPresent();
      Optional<VariableRole> role =
          url
              ? Optional.of(VariableRole.URL)
              : VariableRole.of(name).or(() -> beside(name, settings));
      Optional<Dotenv.Entry> example = Optional.ofNullable(shown.entries().get(name));
      if (role.isPresent()) {
        environment.put(name, value(name, role.get(), scheme.or(variable::scheme)));
        places.put(name, variable.place().path() + ":" + variable.place().span().line());
      } else if (variable.needed()) {
        example.ifPresent(entry -> borrow(name, entry));
      }
    }

    private void borrow(String name, Dotenv.Entry example) {
      if (isMeant(example.value()) && !configured.environment().containsKey(name)) {
        environment.put(name, example.value());
        borrowed.computeIfAbsent(example.file(), file -> new ArrayList<>()).add(name);
      }
    }

    /** What stands between angle brackets is for somebody to fill in. */
    private static boolean isMeant(String value) {
      return !value.isEmpty() && !value.startsWith("<");
    }

    /** {@code SHOP_DATABASE} beside {@code SHOP_DATABASE_HOST} is the name of a database. */
    private static Optional<VariableRole> beside(String name, Settings settings) {
      boolean database = name.toUpperCase(Locale.ROOT).matches("(.*_)?(DATABASE|DB)");
      return database
              && settings.variables().stream()
                  .anyMatch(it -> it.name().equalsIgnoreCase(name + "_HOST"))
          ? Optional.of(VariableRole.NAME)
          : Optional.empty();
    }

    /** One that only an example of an environment shows: some library may read it. */
    void takeShown(String name) {
      Optional<VariableRole> role = VariableRole.of(name);
      if (role.isPresent() && !environment.containsKey(name)) {
        environment.put(name, value(name, role.get(), Optional.empty()));
      } else if (name.equals(APPLICATION)) {
        Optional.ofNullable(shown.entries().get(name)).ifPresent(entry -> borrow(name, entry));
      }
    }

    private String value(String name, VariableRole role, Optional<String> said) {
      if (role != VariableRole.URL) {
        return role.template();
      }
      Optional<String> example =
          Optional.ofNullable(shown.entries().get(name)).flatMap(it -> scheme(it.value()));
      return said.or(() -> example)
          .or(() -> named(name))
          .map(scheme -> scheme + "://{user}:{password}@{host}:{port}/{database}")
          .orElse(role.template());
    }

    /** The driver of an asynchronous engine, where nothing is said of it. */
    private Optional<String> named(String name) {
      boolean asynchronous = name.toUpperCase(Locale.ROOT).matches("(.*_)?ASYNC(_.*)?");
      return asynchronous || settings.asynchronous()
          ? Optional.of("postgresql+asyncpg")
          : Optional.empty();
    }

    /** A URL that names no driver leaves it to the service, as {@code alembic.ini} may say it. */
    private static Optional<String> scheme(String url) {
      int end = url.indexOf("://");
      return end > 0 && url.substring(0, end).matches("postgresql\\+\\w+")
          ? Optional.of(url.substring(0, end))
          : Optional.empty();
    }

    Running running(List<String> x) {
      SortedMap<String, String> all = new TreeMap<>(environment);
      all.putAll(configured.environment());
      return new Running(
          configured.python(),
          configured.urlEnv(),
          all,
          x,
          configured.oneWay(),
          configured.migrate(),
          configured.setup());
    }

    List<String> remarks(List<String> x) {
      List<String> remarks = new ArrayList<>();
      List<String> names =
          places.entrySet().stream().map(it -> it.getKey() + " (" + it.getValue() + ")").toList();
      if (!names.isEmpty()) {
        remarks.add("its code takes the database from " + some(names));
      }
      borrowed.forEach((file, all) ->
          remarks.add(
              "as %s shows them: %s".formatted(file, some(List.copyOf(new TreeSet<>(all))))));
      if (configured.x().isEmpty() && !x.isEmpty()) {
        remarks.add("env.py takes the database by -x " + some(x));
      }
      return remarks;
    }

    private static String some(List<String> names) {
      int more = names.size() - MOST_NAMED;
      return String.join(", ", names.stream().limit(MOST_NAMED).toList())
          + (more > 0 ? " and %d more".formatted(more) : "");
    }
  }
}
