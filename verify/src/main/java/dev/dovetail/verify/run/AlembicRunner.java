package dev.dovetail.verify.run;

import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicSettings;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.DriverProcess.End;
import dev.dovetail.verify.run.DriverProcess.Heard;
import dev.dovetail.verify.run.DriverProcess.Message;
import dev.dovetail.workspace.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Steps a service's own Alembic, in the service's own Python. */
final class AlembicRunner implements Runner {

  /** So many seconds in a row a program may wait for itself. */
  private static final int STUCK = 4;

  private final Service service;
  private final AlembicSettings alembic;
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

  private AlembicRunner(
      Service service, AlembicSettings alembic, RunOptions options, Pythons.Python python) {
    this.service = service;
    this.alembic = alembic;
    this.options = options;
    this.patience = new Patience(options);
    this.python = python;
    this.confinement = options.confinement();
  }

  static Runners.Start start(Service service, AlembicSettings alembic, RunOptions options) {
    Path root = options.root();
    Optional<Pythons.Python> python =
        new Pythons(root, System.getenv())
            .of(root.resolve(service.folder()), service.running().python());
    if (python.isEmpty()) {
      return new Runners.Refused(
          Failure.missing(
              service
                  .running()
                  .python()
                  .map(configured -> "no Python at " + configured + ", as it is configured")
                  .orElse("no Python was found: install python3, or make a .venv beside it")));
    }
    try {
      AlembicRunner runner = new AlembicRunner(service, alembic, options, python.get());
      Optional<Failure> failure = runner.begin();
      if (failure.isPresent()) {
        runner.stop();
        return new Runners.Refused(failure.get());
      }
      return new Runners.Ready(runner);
    } catch (IOException e) {
      return new Runners.Refused(
          Failure.missing(python.get().executable() + " cannot be started: " + e.getMessage()));
    }
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add("Python: " + python.executable() + " (" + python.why() + ")");
    String drivers =
        versions.fields("drivers").orElse(Json.Fields.none()).texts().entrySet().stream()
            .map(driver -> driver.getKey() + " " + driver.getValue())
            .reduce((one, other) -> one + ", " + other)
            .orElse("no driver of PostgreSQL");
    remarks.add(
        "Python %s, Alembic %s, SQLAlchemy %s, %s"
            .formatted(
                versions.text("python").orElse("?"),
                versions.text("alembic").orElse("?"),
                versions.text("sqlalchemy").orElse("?"),
                drivers));
    remarks.add(confinement.remark());
    remarks.addAll(noticed);
    return List.copyOf(remarks);
  }

  /** The driver is the one that the URL names, if it names one. */
  @Override
  public Stack stack() {
    String scheme = scheme();
    Optional<Stack.Driver> driver =
        Arrays.stream(Stack.Driver.values())
            .filter(known -> scheme.endsWith("+" + known.name().toLowerCase(Locale.ROOT)))
            .findFirst();
    return new Stack(versions.text("sqlalchemy"), versions.text("alembic"), driver);
  }

  @Override
  public Ran upgrade(Database database, String to) {
    return command(database, "upgrade", to);
  }

  @Override
  public Ran downgrade(Database database, String to) {
    return command(database, "downgrade", to);
  }

  @Override
  public List<String> heads() {
    Answer answer = ask(Optional.empty(), Json.Fields.none().with("do", "heads"));
    leave();
    return answer.done().texts("heads");
  }

  @Override
  public void leave(Database database) {
    if (met.isPresent() && met.get().equals(database)) {
      leave();
    }
  }

  @Override
  public void close() {
    leave();
    warm.ifPresent(python -> {
      release();
      options.pythons().give(python);
    });
  }

  // ---- one command

  private Ran command(Database database, String verb, String to) {
    long start = System.nanoTime();
    Answer answer = ask(Optional.of(database), Json.Fields.none().with("do", verb).with("to", to));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (answer.failure().isPresent()) {
      // What a failure leaves behind in the process shall not be met by the next command.
      leave();
    }
    return new Ran(answer.begun(), answer.failure(), took, answer.printed());
  }

  private record Answer(
      List<String> begun, Json.Fields done, Optional<Failure> failure, List<String> printed) {}

  private Answer ask(Optional<Database> database, Json.Fields message) {
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
    if (kind == Failure.Kind.MISSING) {
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
    WarmPython taken = options.pythons().take(python.executable(), confinement);
    warm = Optional.of(taken);
    nobody();
    Optional<String> refusal = taken.refusal();
    versions = taken.versions();
    port = taken.port();
    home = Files.createTempDirectory(taken.home(), "service-");
    environment = Surroundings.ofProcess(System.getenv(), home.toString());
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
    Path root = options.root().toAbsolutePath().normalize();
    Path folder = root.resolve(alembic.folder()).normalize();
    Json.Fields settings =
        Json.Fields.none()
            .with("root", root.toString())
            .with("folder", folder.toString())
            .with("ini", alembic.file().map(file -> root.resolve(file).toString()))
            .with("section", alembic.section())
            .with("scripts", root.resolve(alembic.scripts()).toString())
            .with("scheme", scheme())
            .with("x", Json.Items.of(arguments(database)))
            .with("nearby", Json.Items.of(places(root, folder)))
            .with("passed_by", Json.Items.of(List.of(versions.text("prefix").orElse("/usr"))));
    Json.Fields message = Json.Fields.none().with("do", "meet").with("settings", settings);
    if (database.isEmpty()) {
      return message.with("environment", Json.Fields.ofTexts(environment));
    }
    Address outside = database.get().address();
    Address address = seenFromInside(outside);
    if (port.isPresent()) {
      message = message.with("socket", socketOf(outside).toString());
    }
    return message
        .with(
            "environment",
            Json.Fields.ofTexts(
                Surroundings.ofDatabase(environment, address, scheme(), service.running())))
        .with(
            "place",
            Json.Fields.ofTexts(
                Map.of(
                    "host", address.host(),
                    "port", Integer.toString(address.port()),
                    "user", address.user(),
                    "password", address.password(),
                    "database", address.database())));
  }

  /** What is configured for env.py to take by {@code -x}. */
  private List<String> arguments(Optional<Database> database) {
    List<String> configured = service.running().x();
    return database
        .map(one -> seenFromInside(one.address()))
        .map(address ->
            configured.stream()
                .map(x -> Surroundings.filled(x, address, Surroundings.url(address, scheme())))
                .toList())
        .orElse(configured);
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

  /** Folders from which the service's own modules could be meant, from the innermost outwards. */
  private static List<String> places(Path root, Path folder) {
    List<String> places = new ArrayList<>();
    for (Path place = folder; place != null && place.startsWith(root); place = place.getParent()) {
      places.add(place.toString());
      places.add(place.resolve("src").toString());
    }
    return places;
  }

  private String scheme() {
    Optional<String> written =
        alembic
            .url()
            .filter(url -> url.startsWith("postgres") && url.contains("://"))
            .map(url -> url.substring(0, url.indexOf("://")));
    return written.orElseGet(() ->
        service
            .migrations()
            .flatMap(tree -> tree.pinned().driver())
            .map(driver -> "postgresql+" + driver.name().toLowerCase(Locale.ROOT))
            .orElse("postgresql"));
  }

  private void leave() {
    if (seated) {
      process().say(Json.Fields.none().with("do", "leave"));
      Optional<Json.Fields> said = warm.flatMap(python -> python.await("left"));
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
    warm.ifPresent(python -> {
      release();
      python.close();
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
}
