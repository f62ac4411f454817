package dev.dovetail.verify.run;

import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicSettings;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.workspace.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** Steps a service's own Alembic, in the service's own Python. */
final class AlembicRunner implements Runner {

  static final String TOOL = "alembic";

  private final Driver driver;
  private final Pythons.Python python;
  private final Handover handover;
  private final String scheme;

  private AlembicRunner(Driver driver, Pythons.Python python, Handover handover, String scheme) {
    this.driver = driver;
    this.python = python;
    this.handover = handover;
    this.scheme = scheme;
  }

  static Runners.Start start(
      Service service, AlembicSettings alembic, Handover handover, RunOptions options) {
    Optional<Pythons.Python> found = Pythons.of(service, options);
    if (found.isEmpty()) {
      return new Runners.Refused(Pythons.missing(service));
    }
    Pythons.Python python = found.get();
    String scheme = scheme(service, alembic);
    return switch (Driver.start(new Guest(alembic, handover, scheme, options), options, python)) {
      case Driver.Ready(Driver driver) ->
          new Runners.Ready(new AlembicRunner(driver, python, handover, scheme));
      case Driver.Refused(Failure failure) -> new Runners.Refused(failure);
    };
  }

  @Override
  public List<String> remarks() {
    Json.Fields versions = driver.versions();
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
    remarks.add(driver.confinement().remark());
    remarks.addAll(handover.remarks());
    remarks.addAll(driver.noticed());
    return List.copyOf(remarks);
  }

  /** The driver is the one that the URL names, if it names one. */
  @Override
  public Stack stack() {
    Optional<Stack.Driver> named =
        Arrays.stream(Stack.Driver.values())
            .filter(known -> scheme.endsWith("+" + known.name().toLowerCase(Locale.ROOT)))
            .findFirst();
    Json.Fields versions = driver.versions();
    return new Stack(versions.text("sqlalchemy"), versions.text("alembic"), named);
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
    Driver.Answer answer = driver.ask(Optional.empty(), Json.Fields.none().with("do", "heads"));
    driver.leave();
    return answer.done().texts("heads");
  }

  @Override
  public void leave(Database database) {
    driver.leave(database);
  }

  @Override
  public void close() {
    driver.close();
  }

  private Ran command(Database database, String verb, String to) {
    long start = System.nanoTime();
    Driver.Answer answer =
        driver.ask(Optional.of(database), Json.Fields.none().with("do", verb).with("to", to));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (answer.failure().isPresent()) {
      // What a failure leaves behind in the process shall not be met by the next command.
      driver.leave();
    }
    return new Ran(answer.begun(), answer.failure(), took, answer.printed());
  }

  /** What URLs begin with: as alembic.ini has it, else by the driver that is required. */
  private static String scheme(Service service, AlembicSettings alembic) {
    Optional<String> written =
        alembic
            .url()
            .filter(url -> url.startsWith("postgres") && url.contains("://"))
            .map(url -> url.substring(0, url.indexOf("://")));
    return written.orElseGet(
        () -> service.migrations().map(AlembicRunner::scheme).orElse("postgresql"));
  }

  static String scheme(MigrationTree tree) {
    return tree.pinned()
        .driver()
        .map(driver -> "postgresql+" + driver.name().toLowerCase(Locale.ROOT))
        .orElse("postgresql");
  }

  /** What the script has to know of this service's Alembic. */
  private record Guest(
      AlembicSettings alembic, Handover handover, String scheme, RunOptions options)
      implements Driver.Guest {

    @Override
    public String tool() {
      return TOOL;
    }

    @Override
    public Json.Fields settings(Optional<Address> database) {
      Path root = options.root().toAbsolutePath().normalize();
      Path folder = root.resolve(alembic.folder()).normalize();
      return Json.Fields.none()
          .with("root", root.toString())
          .with("folder", folder.toString())
          .with("ini", alembic.file().map(file -> root.resolve(file).toString()))
          .with("section", alembic.section())
          .with("scripts", root.resolve(alembic.scripts()).toString())
          .with("scheme", scheme)
          .with("x", Json.Items.of(arguments(database)))
          .with("nearby", Json.Items.of(places(root, folder)));
    }

    @Override
    public SortedMap<String, String> environment(
        SortedMap<String, String> allowed, Address database) {
      return Surroundings.ofDatabase(allowed, database, scheme, handover.running());
    }

    /** What env.py takes by {@code -x}. */
    private List<String> arguments(Optional<Address> database) {
      List<String> configured = handover.running().x();
      return database
          .map(address ->
              configured.stream()
                  .map(x -> Surroundings.filled(x, address, Surroundings.url(address, scheme)))
                  .toList())
          .orElse(configured);
    }

    /** Folders from which the service's own modules could be meant, from the innermost outwards. */
    private static List<String> places(Path root, Path folder) {
      List<String> places = new ArrayList<>();
      for (Path place = folder;
          place != null && place.startsWith(root);
          place = place.getParent()) {
        places.add(place.toString());
        places.add(place.resolve("src").toString());
      }
      return places;
    }
  }
}
