package dev.dovetail.verify.run;

import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.DriverProcess.End;
import dev.dovetail.verify.run.DriverProcess.Heard;
import dev.dovetail.verify.run.DriverProcess.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The driver script as whoever runs a tool sees it: started when it is needed, led to one database
 * at a time, asked one command after the other, and started anew when a command has ended it.
 */
final class Driver implements AutoCloseable {

  /** So many seconds in a row a program may wait for itself. */
  private static final int STUCK = 4;

  private final Guest guest;
  private final RunOptions options;
  private final Patience patience;
  private final Pythons.Python python;
  private final Confinement confinement;
  private Optional<WarmPython> warm = Optional.empty();

  /** This service's own; within the folder of the process. */
  private Path home = Path.of("");

  private SortedMap<String, String> environment = new TreeMap<>();
  private boolean seated;
  private Optional<Database> met = Optional.empty();
  private Json.Fields versions = Json.Fields.none();
  private final TreeSet<String> noticed = new TreeSet<>();

  /** Where the server is reached from inside the network of its own. */
  private Optional<Integer> port = Optional.empty();

  private Optional<Relay> relay = Optional.empty();

  private Driver(Guest guest, RunOptions options, Pythons.Python python) {
    this.guest = guest;
    this.options = options;
    this.patience = new Patience(options);
    this.python = python;
    this.confinement = options.confinement();
  }

  /** What the script has to know of the tool that it works for. */
  interface Guest {
    /** As the script calls it. */
    String tool();

    /**
     * Where things stand.
     *
     * @param database as it is seen from where the tool runs; empty where it needs none
     */
    Json.Fields settings(Optional<Address> database);

    /** What the tool's code finds in its environment. */
    SortedMap<String, String> environment(SortedMap<String, String> allowed, Address database);
  }

  /** What came of starting it. */
  sealed interface Start {}

  record Ready(Driver driver) implements Start {}

  record Refused(Failure failure) implements Start {}

  static Start start(Guest guest, RunOptions options, Pythons.Python python) {
    try {
      Driver driver = new Driver(guest, options, python);
      Optional<Failure> failure = driver.begin();
      if (failure.isPresent()) {
        driver.stop();
        return new Refused(failure.get());
      }
      return new Ready(driver);
    } catch (IOException e) {
      return new Refused(
          Failure.missing(python.executable() + " cannot be started: " + e.getMessage()));
    }
  }

  /** What the script has found out of its Python when it was started. */
  Json.Fields versions() {
    return versions;
  }

  Confinement confinement() {
    return confinement;
  }

  /** What was seen in passing, a sentence each. */
  SortedSet<String> noticed() {
    return noticed;
  }

  /** What came of a command. */
  record Answer(
      List<String> begun, Json.Fields done, Optional<Failure> failure, List<String> printed) {}

  /** One command; the process ends before another database is met. */
  Answer ask(Optional<Database> database, Json.Fields message) {
    Optional<Failure> unmet = meet(database);
    if (unmet.isPresent()) {
      return new Answer(List.of(), Json.Fields.none(), unmet, List.of());
    }
    DriverProcess driver = process();
    int number = warm.orElseThrow().next();
    driver.say(message.with("number", new Json.Number(number)));
    List<String> begun = new ArrayList<>();
    long deadline = System.nanoTime() + options.timeout().toNanos();
    int stuck = 0;
    while (true) {
      Optional<Heard> heard = driver.hear(Duration.ofSeconds(1));
      if (heard.isEmpty()) {
        stuck = database.isPresent() && Hang.forever(database.get()) ? stuck + 1 : 0;
        if (stuck == STUCK || System.nanoTime() > deadline) {
          return overdue(database, begun, number, stuck == STUCK);
        }
        continue;
      }
      switch (heard.get()) {
        case Message(Json.Fields said) when said.has("begun") -> {
          String revision = said.text("begun").orElse("");
          begun.add(revision);
          options.begun().accept(revision);
        }
        case Message(Json.Fields said) when said.has("done") -> {
          said.fields("nearby").ifPresent(found -> found.texts().forEach(this::remarkNearby));
          said.text("application")
              .ifPresent(
                  name -> noticed.add("its env.py was given the application of Flask in " + name));
          for (String address : said.texts("tried")) {
            noticed.add("it tried to reach " + address + ", which was refused");
          }
          return new Answer(
              begun, said, said.fields("failure").map(this::failure), driver.printed(number));
        }
        case Message(Json.Fields said) when said.has("left") -> {
          warm.orElseThrow().left(said);
          nobody();
          return ended(begun, howLeft(said), driver.printed(number));
        }
        case Message other -> {}
        case End(String how) -> {
          List<String> printed = driver.printed(number);
          stop();
          return ended(begun, how, printed);
        }
      }
    }
  }

  private static String howLeft(Json.Fields said) {
    return said.number("signal")
        .map(signal -> "it was killed by signal " + signal)
        .orElseGet(() -> "it ended with code " + said.number("code").orElse(-1));
  }

  private Answer ended(List<String> begun, String how, List<String> printed) {
    Failure failure =
        new Failure(
            Failure.Kind.ENDED,
            Optional.empty(),
            "the process did not come to the end of the command: " + how,
            Optional.empty(),
            last(begun),
            Optional.empty());
    return new Answer(begun, Json.Fields.none(), Optional.of(failure), printed);
  }

  private Answer overdue(
      Optional<Database> database, List<String> begun, int number, boolean stuck) {
    Optional<String> waiting = database.flatMap(Hang::words);
    String limit =
        stuck
            ? "it waits for itself and would do so forever"
            : "it took longer than " + options.timeout().toSeconds() + " s";
    Failure failure =
        new Failure(
            Failure.Kind.TIMEOUT,
            Optional.empty(),
            limit + waiting.map(words -> ": " + words).orElse(""),
            Optional.empty(),
            last(begun),
            Optional.empty());
    List<String> printed = process().printed(number - 1);
    stop();
    database.ifPresent(Hang::end);
    return new Answer(begun, Json.Fields.none(), Optional.of(failure), printed);
  }

  private static Optional<String> last(List<String> begun) {
    return begun.isEmpty() ? Optional.empty() : Optional.of(begun.getLast());
  }

  private Failure failure(Json.Fields said) {
    Optional<Origin> at =
        said.fields("at")
            .map(place ->
                Origin.inFile(place.text("file").orElse(""), place.number("line").orElse(1), 1));
    Failure.Kind kind = Failure.Kind.valueOf(said.text("kind").orElse("PYTHON"));
    String message = said.text("message").orElse("it failed");
    List<String> variables = said.texts("variables");
    if (!variables.isEmpty()) {
      message = "its code wants " + String.join(", ", variables) + ", and nothing is known of it";
    } else if (kind == Failure.Kind.MISSING && said.has("module")) {
      message =
          "%s is not installed for %s: %s -m pip install %s"
              .formatted(
                  said.text("module").orElse("a module"),
                  python.executable(),
                  python.executable(),
                  said.text("module").orElse("").split("\\.")[0]);
    }
    return new Failure(
        kind, said.text("sqlstate"), message, said.text("statement"), said.text("revision"), at);
  }

  private void remarkNearby(String module, String place) {
    noticed.add(
        "module %s was found in %s, which is not on the path of Python: set PYTHONPATH, or"
                .formatted(module, shown(place))
            + " prepend_sys_path in alembic.ini");
  }

  private String shown(String place) {
    String relative = options.root().relativize(Path.of(place)).toString();
    return relative.isEmpty() ? "the repository" : relative;
  }

  // ---- the process, and the database that it is led to

  /** Takes a warm Python; what is missing is a failure. */
  private Optional<Failure> begin() throws IOException {
    WarmPython taken = options.pythons().take(python, guest.tool(), confinement);
    warm = Optional.of(taken);
    nobody();
    Optional<String> refusal = taken.refusal();
    versions = taken.versions();
    port = taken.port();
    home = Files.createTempDirectory(taken.home(), "service-");
    environment = python.surroundings(home);
    return refusal.map(
        words -> Failure.missing("%s (%s) %s".formatted(python.executable(), python.why(), words)));
  }

  private Optional<Failure> meet(Optional<Database> database) {
    if (seated && database.isPresent() && met.equals(database)) {
      return Optional.empty();
    }
    leave();
    try {
      if (warm.isEmpty()) {
        Optional<Failure> failure = begin();
        if (failure.isPresent()) {
          stop();
          return failure;
        }
      }
    } catch (IOException e) {
      return Optional.of(Failure.of(Failure.Kind.ENDED, "it cannot be started: " + e.getMessage()));
    }
    DriverProcess driver = process();
    try {
      if (database.isPresent()) {
        patience.ask(database.get());
      }
      driver.say(meeting(database));
    } catch (IOException | ServerException e) {
      return Optional.of(
          Failure.of(Failure.Kind.ENDED, "the server cannot be handed in: " + e.getMessage()));
    }
    if (warm.orElseThrow().await("met").isEmpty()) {
      stop();
      return Optional.of(Failure.of(Failure.Kind.ENDED, "the process ended before the command"));
    }
    met = database;
    seated = true;
    return Optional.empty();
  }

  private Json.Fields meeting(Optional<Database> database) throws IOException {
    Optional<Address> outside = database.map(Database::address);
    Optional<Address> address = outside.map(this::seenFromInside);
    Json.Fields message = Json.Fields.none().with("do", "meet").with("settings", settings(address));
    if (outside.isEmpty() || address.isEmpty()) {
      return message.with("environment", Json.Fields.ofTexts(environment));
    }
    if (port.isPresent()) {
      message = message.with("socket", socketOf(outside.get()).toString());
    }
    Address seen = address.get();
    return message
        .with("environment", Json.Fields.ofTexts(guest.environment(environment, seen)))
        .with(
            "place",
            Json.Fields.ofTexts(
                Map.of(
                    "host", seen.host(),
                    "port", Integer.toString(seen.port()),
                    "user", seen.user(),
                    "password", seen.password(),
                    "database", seen.database())));
  }

  private Json.Fields settings(Optional<Address> database) {
    String prefix = versions.text("prefix").orElse("/usr");
    return guest.settings(database).with("passed_by", Json.Items.of(List.of(prefix)));
  }

  private Address seenFromInside(Address outside) {
    return port.map(inside -> outside.behind("127.0.0.1", inside)).orElse(outside);
  }

  /** The server's own unix socket, or one that leads to it. */
  private Path socketOf(Address outside) throws IOException {
    if (outside.socketFolder().isPresent()) {
      return outside.socketFolder().get().resolve(".s.PGSQL." + outside.port());
    }
    if (relay.isEmpty()) {
      relay = Optional.of(Relay.open(home.resolve("server"), outside));
    }
    relay.get().lead(outside);
    return relay.get().socket();
  }

  /** Lets go of a database, if that is the one it is at. */
  void leave(Database database) {
    if (met.isPresent() && met.get().equals(database)) {
      leave();
    }
  }

  /** What this database's code left behind in the process is not met by the next one. */
  void leave() {
    if (seated) {
      process().say(Json.Fields.none().with("do", "leave"));
      Optional<Json.Fields> said = warm.flatMap(it -> it.await("left"));
      if (said.isPresent()) {
        warm.orElseThrow().left(said.get());
      } else {
        stop();
      }
    }
    nobody();
  }

  private void nobody() {
    seated = false;
    met = Optional.empty();
  }

  private DriverProcess process() {
    return warm.orElseThrow().process();
  }

  private void stop() {
    warm.ifPresent(it -> {
      release();
      it.close();
    });
    nobody();
  }

  /** Of the process nothing is ours any more. */
  private void release() {
    // The driver removes the folder in which its socket stands.
    relay.ifPresent(Relay::close);
    relay = Optional.empty();
    warm = Optional.empty();
  }

  @Override
  public void close() {
    leave();
    warm.ifPresent(it -> {
      release();
      options.pythons().give(it);
    });
  }
}
