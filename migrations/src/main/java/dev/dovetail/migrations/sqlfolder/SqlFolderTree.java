package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One folder of numbered SQL. */
final class SqlFolderTree implements MigrationTree {

  private static final int LARGEST = 32_000_000;

  /** Folder names between a service and its migrations. */
  private static final Set<String> INNER =
      Set.of(
          "migrations",
          "migration",
          "migrate",
          "sql",
          "db",
          "database",
          "schema",
          "postgres",
          "postgresql",
          "pg",
          "scripts",
          "resources",
          "up");

  private final String folder;
  private final List<SqlStep> steps;
  private final List<Revision> revisions;
  private final List<HistoryFault> faults;

  private SqlFolderTree(String folder, List<SqlStep> steps, List<HistoryFault> faults) {
    this.folder = folder;
    this.steps = List.copyOf(steps);
    this.revisions = steps.stream().map(SqlStep::revision).toList();
    this.faults = List.copyOf(faults);
  }

  /**
   * The folder as a history; empty where its files are not migrations.
   *
   * @param transaction whether the tool puts a transaction around each file
   */
  static Optional<MigrationTree> read(
      Tree tree, String folder, List<FolderFinder.Named> files, boolean transaction) {
    if (FolderFinder.hasJournal(tree.files(folder), folder)) {
      return Optional.empty();
    }
    List<HistoryFault> faults = new ArrayList<>();
    NavigableMap<BigInteger, List<Draft>> drafts = new TreeMap<>();
    boolean told = folder.contains("migrat");
    boolean goose = false;
    // Files know nothing of each other until they are put in order.
    List<Written> all =
        ordered(files).parallelStream().map(file -> written(tree, file, transaction)).toList();
    for (Written one : all) {
      one.fault().ifPresent(faults::add);
      goose |= one.ways().goose();
      told |= one.ways().marked() || one.file().direction().isPresent();
      List<Draft> same =
          drafts.computeIfAbsent(new BigInteger(one.file().number()), any -> new ArrayList<>());
      add(same, one.file(), one.ways());
    }
    if (goose) {
      faults.addAll(writtenInGo(tree, folder));
    }
    drafts.values().forEach(same -> same.removeIf(draft -> draft.up.isEmpty()));
    List<SqlStep> steps = linked(drafts, faults);
    // Goose, golang-migrate and sqlx are known to read numbers.
    boolean byNumber =
        goose || transaction || files.stream().anyMatch(file -> file.direction().isPresent());
    if (!byNumber) {
      unclear(steps).ifPresent(faults::add);
    }
    return told && !steps.isEmpty()
        ? Optional.of(new SqlFolderTree(folder, steps, faults))
        : Optional.empty();
  }

  /** What stands in a file; nothing, where it could not be read. */
  private record Written(FolderFinder.Named file, Ways ways, Optional<HistoryFault> fault) {}

  private static Written written(Tree tree, FolderFinder.Named file, boolean transaction) {
    boolean around = file.ownFolder() ? wrapsOwnFolder(tree, file) : transaction;
    List<HistoryFault> faults = new ArrayList<>(1);
    String text = text(tree, file.path(), faults).orElse("");
    return new Written(
        file, Ways.of(file.path(), text, file.down(), around), faults.stream().findFirst());
  }

  /** Diesel runs a migration in a transaction unless its metadata say otherwise. */
  private static boolean wrapsOwnFolder(Tree tree, FolderFinder.Named file) {
    return tree.read(FolderFinder.folderOf(file.path()) + "/metadata.toml")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> text.matches("(?s).*run_in_transaction\\s*=\\s*false.*"))
        .isEmpty();
  }

  /** The first two of which the later one by its number is the earlier one by its name. */
  private static Optional<HistoryFault> unclear(List<SqlStep> steps) {
    for (int i = 1; i < steps.size(); i++) {
      Revision first = steps.get(i - 1).revision();
      Revision second = steps.get(i).revision();
      boolean twins = new BigInteger(first.id()).equals(new BigInteger(second.id()));
      if (!twins && first.file().compareTo(second.file()) > 0) {
        return Optional.of(new HistoryFault.OrderUnclear(first, second, second.origin()));
      }
    }
    return Optional.empty();
  }

  /** Goose runs those among the others, by their numbers. */
  private static List<HistoryFault> writtenInGo(Tree tree, String folder) {
    return tree.files(folder).stream()
        .filter(path -> FolderFinder.folderOf(path).equals(folder))
        .filter(path -> path.matches("(.*/)?\\d+_[^/]*\\.go") && !path.endsWith("_test.go"))
        .<HistoryFault>map(path ->
            new HistoryFault.Unreadable(
                path, "it is a migration written in Go", Origin.inFile(path, 1, 1)))
        .toList();
  }

  /** Ways up before ways down, so that each way down finds its migration; each by their paths. */
  private static List<FolderFinder.Named> ordered(List<FolderFinder.Named> files) {
    List<FolderFinder.Named> ordered = new ArrayList<>(files.size());
    List<FolderFinder.Named> down = new ArrayList<>();
    for (FolderFinder.Named file : files) {
      (file.down() ? down : ordered).add(file);
    }
    ordered.sort(BY_PATH);
    down.sort(BY_PATH);
    ordered.addAll(down);
    return ordered;
  }

  private static final Comparator<FolderFinder.Named> BY_PATH =
      (one, other) -> one.path().compareTo(other.path());

  private record Draft(FolderFinder.Named file, Optional<Script> up, Optional<Script> down) {}

  private static void add(List<Draft> same, FolderFinder.Named file, Ways ways) {
    if (!file.down()) {
      same.add(new Draft(file, ways.up(), ways.down()));
      return;
    }
    int partner = -1;
    for (int i = 0; i < same.size(); i++) {
      boolean fits = same.size() == 1 || same.get(i).file.title().equals(file.title());
      partner = fits && same.get(i).down.isEmpty() ? i : partner;
    }
    if (partner >= 0) {
      Draft draft = same.get(partner);
      same.set(partner, new Draft(draft.file, draft.up, ways.down()));
    }
  }

  private static List<SqlStep> linked(
      NavigableMap<BigInteger, List<Draft>> drafts, List<HistoryFault> faults) {
    List<SqlStep> steps = new ArrayList<>();
    for (List<Draft> same : drafts.values()) {
      List<Revision> twins = new ArrayList<>();
      for (Draft draft : same) {
        List<String> parents =
            steps.isEmpty() ? List.of() : List.of(steps.get(steps.size() - 1).revision().id());
        Revision revision =
            new Revision(
                draft.file.number(),
                parents,
                List.of(),
                List.of(),
                draft.file.title(),
                draft.file.path(),
                Origin.inFile(draft.file.path(), 1, 1));
        twins.add(revision);
        steps.add(new SqlStep(revision, draft.up, draft.down));
      }
      if (twins.size() > 1) {
        Revision last = twins.get(twins.size() - 1);
        faults.add(new HistoryFault.DuplicateId(last.id(), twins, last.origin()));
      }
    }
    return steps;
  }

  private static Optional<String> text(Tree tree, String path, List<HistoryFault> faults) {
    Optional<byte[]> bytes = tree.read(path);
    if (bytes.isEmpty() || bytes.get().length > LARGEST) {
      String reason = bytes.isEmpty() ? "it cannot be read" : "it is larger than 32 MB";
      faults.add(new HistoryFault.Unreadable(path, reason, Origin.inFile(path, 1, 1)));
      return Optional.empty();
    }
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.of(text);
    }
    // It stands there, or in the place of what is no UTF-8.
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString());
    } catch (CharacterCodingException notUtf8) {
      faults.add(new HistoryFault.Unreadable(path, "it is not UTF-8", Origin.inFile(path, 1, 1)));
      return Optional.empty();
    }
  }

  @Override
  public String tool() {
    return SqlFolderTool.NAME;
  }

  @Override
  public String folder() {
    String service = folder;
    while (!service.isEmpty() && INNER.contains(service.substring(service.lastIndexOf('/') + 1))) {
      service = FolderFinder.folderOf(service);
    }
    return service;
  }

  @Override
  public String versions() {
    return folder;
  }

  @Override
  public List<Revision> revisions() {
    return revisions;
  }

  List<SqlStep> steps() {
    return steps;
  }

  @Override
  public List<String> oneWay() {
    return steps.stream()
        .filter(step -> step.down().isEmpty())
        .map(step -> step.revision().id())
        .toList();
  }

  @Override
  public List<String> heads() {
    return List.of(steps.get(steps.size() - 1).revision().id());
  }

  @Override
  public List<HistoryFault> faults() {
    return faults;
  }

  @Override
  public Stack pinned() {
    return Stack.unknown();
  }

  @Override
  public Optional<dev.dovetail.migrations.Draft> draft(
      Change change, Tree files, LocalDateTime now) {
    return Drafting.of(steps, files, now).draft(change);
  }

  @Override
  public Play play(
      Session initial,
      Stack stack,
      Play.Commands commands,
      Play.Direction direction,
      Play.Manner manner,
      Optional<String> until) {
    return new FolderPlayer(initial, manner, faults).play(steps, commands, direction, until);
  }

  @Override
  public boolean isForgetful() {
    return true;
  }

  @Override
  public RoundTrip roundTrip(Session initial, Stack stack) {
    return new FolderPlayer(initial, Play.Manner.STRICT, faults).roundTrip(steps);
  }
}
