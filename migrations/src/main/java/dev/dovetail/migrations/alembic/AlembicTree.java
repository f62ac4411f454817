package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.python.modules.Modules;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** One tree of Alembic: its files, read once. */
final class AlembicTree implements MigrationTree {

  private static final Pattern MIGRATION = Pattern.compile("(?!\\.#|__init__).*\\.py");

  private final Configuration configuration;
  private final EnvFile env;
  private final RevisionGraph graph;
  private final List<HistoryFault> faults;
  private final Stack pinned;
  private final Optional<String> otherDatabase;
  private final Modules modules;
  private final Modules around;
  private Optional<Naming> naming = Optional.empty();
  private Optional<SortedSet<String>> schemas = Optional.empty();

  private AlembicTree(
      Configuration configuration,
      EnvFile env,
      RevisionGraph graph,
      List<HistoryFault> faults,
      Stack pinned,
      Optional<String> otherDatabase,
      Modules modules,
      Modules around) {
    this.configuration = configuration;
    this.env = env;
    this.graph = graph;
    this.faults = List.copyOf(faults);
    this.pinned = pinned;
    this.otherDatabase = otherDatabase;
    this.modules = modules;
    this.around = around;
  }

  static AlembicTree read(
      Configuration configuration, NavigableSet<String> files, Modules all, Pins pins) {
    Modules modules = all.forOne();
    // env.py leads through the models, which say little of what migrations do.
    Modules around = all.forOne();
    List<HistoryFault> faults = new ArrayList<>();
    configuration
        .fault()
        .ifPresent(reason ->
            faults.add(
                new HistoryFault.Unreadable(
                    place(configuration.origin()), reason, configuration.origin())));
    List<Revision> revisions = new ArrayList<>();
    List<String> paths = migrationFiles(configuration, files);
    for (String path : paths) {
      RevisionFile.Reading reading =
          modules
              .parse(path)
              .map(RevisionFile::read)
              .orElseGet(() ->
                  new RevisionFile.Reading.Failed("it cannot be read", Origin.inFile(path, 1, 1)));
      switch (reading) {
        case RevisionFile.Reading.Read read -> {
          revisions.add(read.revision());
          syntaxFault(path, modules).ifPresent(faults::add);
        }
        case RevisionFile.Reading.Failed failed ->
            faults.add(new HistoryFault.Unreadable(path, failed.reason(), failed.at()));
      }
    }
    RevisionGraph graph = new RevisionGraph(revisions);
    faults.addAll(graph.faults());
    EnvFile env =
        Optional.of(Paths.join(configuration.scripts(), "env.py"))
            .filter(files::contains)
            .map(path -> EnvFile.read(EnvCode.of(path, around).toList()))
            .orElse(EnvFile.UNKNOWN);
    Stack configured =
        new Stack(
            Optional.empty(),
            Optional.empty(),
            env.driver().or(() -> configuration.url().flatMap(EnvFile::driverOf)));
    return new AlembicTree(
        configuration,
        env,
        graph,
        faults,
        configured.orElse(pins.of(configuration.folder())),
        configured.driver().isPresent()
            ? Optional.empty()
            : pins.otherDatabase(configuration.folder(), configuration.url(), paths),
        modules,
        around);
  }

  /** Alembic loads every file of the folder: one that is no Python stops them all. */
  private static Optional<HistoryFault> syntaxFault(String path, Modules modules) {
    return modules.parse(path).stream()
        .flatMap(file -> file.errors().stream())
        .findFirst()
        .map(error ->
            new HistoryFault.Unreadable(
                path, error.message(), new Origin.InFile(path, error.span())));
  }

  /** In the order in which Alembic reads them: folder by folder, sorted by name. */
  private static List<String> migrationFiles(
      Configuration configuration, NavigableSet<String> files) {
    List<String> found = new ArrayList<>();
    for (String versions : configuration.versions()) {
      Paths.below(versions, files).stream()
          .filter(path -> isBelow(path, versions, configuration.recursive()))
          .filter(path -> MIGRATION.matcher(Paths.nameOf(path)).matches())
          .sorted(new WalkOrder(versions))
          .filter(path -> !found.contains(path))
          .forEach(found::add);
    }
    return found;
  }

  private static boolean isBelow(String path, String folder, boolean recursive) {
    return recursive
        ? path.startsWith(folder + "/") && !path.contains("__pycache__")
        : Paths.directlyIn(folder, path);
  }

  private static String place(Origin origin) {
    return origin instanceof Origin.InFile file ? file.path() : "";
  }

  AlembicSettings settings() {
    String named = place(configuration.origin());
    Optional<String> file =
        Optional.of(named).filter(path -> path.endsWith(".ini") || path.endsWith(".toml"));
    return new AlembicSettings(
        file,
        configuration.section(),
        configuration.folder(),
        configuration.scripts(),
        configuration.url());
  }

  @Override
  public String tool() {
    return "alembic";
  }

  @Override
  public Optional<String> otherDatabase() {
    return otherDatabase;
  }

  @Override
  public Optional<String> environment() {
    return Optional.of(Paths.join(configuration.scripts(), "env.py"));
  }

  @Override
  public String folder() {
    return configuration.folder();
  }

  @Override
  public String versions() {
    return configuration.versions().isEmpty()
        ? configuration.scripts()
        : configuration.versions().getFirst();
  }

  @Override
  public List<Revision> revisions() {
    return graph.inUpgradeOrder();
  }

  @Override
  public List<String> heads() {
    return graph.heads();
  }

  @Override
  public List<HistoryFault> faults() {
    return faults;
  }

  @Override
  public boolean goesOnFrom(MigrationTree earlier) {
    if (earlier instanceof AlembicTree tree
        && configuration.equals(tree.configuration)
        && env.equals(tree.env)
        && pinned.equals(tree.pinned)
        && faults.equals(tree.faults)
        && graph.inUpgradeOrder().equals(tree.graph.inUpgradeOrder())
        && tree.modules.isAnsweredAlikeBy(modules)
        && isSurroundedAs(tree)) {
      modules.goOnFrom(tree.modules);
      return true;
    }
    return false;
  }

  private boolean isSurroundedAs(AlembicTree tree) {
    if (tree.around.isAnsweredAlikeBy(around)) {
      around.goOnFrom(tree.around);
      naming = Optional.of(tree.naming());
      schemas = Optional.of(tree.schemas());
      return true;
    }
    return naming().equals(tree.naming()) && schemas().equals(tree.schemas());
  }

  @Override
  public Set<String> asked() {
    Set<String> asked = new HashSet<>(modules.asked());
    asked.addAll(around.asked());
    return asked;
  }

  @Override
  public Stack pinned() {
    return pinned;
  }

  @Override
  public Play play(
      Session initial,
      Stack stack,
      Play.Commands commands,
      Play.Direction direction,
      Play.Manner manner,
      Optional<String> until) {
    return player(stack, manner)
        .play(EnvSchemas.made(initial, schemas()), commands, direction, until);
  }

  @Override
  public Optional<Draft> draft(Change change, Tree files, LocalDateTime now) {
    return Drafting.of(settings(), versions(), revisions(), files, now).draft(change);
  }

  @Override
  public RoundTrip roundTrip(Session initial, Stack stack) {
    return player(stack, Play.Manner.STRICT).roundTrip(EnvSchemas.made(initial, schemas()));
  }

  private Player player(Stack stack, Play.Manner manner) {
    return new Player(
        graph, faults, env, modules, configuration, naming(), stack.orElse(pinned), manner);
  }

  private synchronized SortedSet<String> schemas() {
    if (schemas.isEmpty()) {
      schemas =
          Optional.of(
              EnvSchemas.of(
                  Paths.join(configuration.scripts(), "env.py"),
                  graph.inUpgradeOrder().stream().map(Revision::file).toList(),
                  around));
    }
    return schemas.orElseThrow();
  }

  /** Evaluating env.py leads through the models, so it is done once for all plays. */
  private synchronized Naming naming() {
    if (naming.isEmpty()) {
      naming = Optional.of(Conventions.of(around, Paths.join(configuration.scripts(), "env.py")));
    }
    return naming.orElseThrow();
  }
}
