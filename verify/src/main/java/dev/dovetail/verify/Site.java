package dev.dovetail.verify;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.core.verified.Check;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.sqlfolder.SqlFolderTool;
import dev.dovetail.postgres.Catalog;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.Kept;
import dev.dovetail.postgres.Provision;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import dev.dovetail.verify.run.Runner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one service is verified: its tool, the server, its history, and who wants to hear. */
final class Site {

  private final String service;
  private final MigrationTree history;
  private final Told told;
  private final Tree tree;
  private final Runner runner;
  private final Cluster cluster;
  private final Provision provision;
  private final Progress progress;
  private final List<Database> made = new ArrayList<>();
  private final Map<Database, Catalog> catalogs = new HashMap<>();
  private List<String> provided = List.of();

  Site(
      String service,
      MigrationTree history,
      Told told,
      Tree tree,
      Runner runner,
      Cluster cluster,
      Provision provision,
      Progress progress) {
    this.service = service;
    this.history = history;
    this.told = told;
    this.tree = tree;
    this.runner = runner;
    this.cluster = cluster;
    this.provision = provision;
    this.progress = progress;
  }

  String service() {
    return service;
  }

  MigrationTree history() {
    return history;
  }

  Told told() {
    return told;
  }

  Runner runner() {
    return runner;
  }

  /** As a tool would run them. */
  List<Revision> revisions() {
    return history.revisions();
  }

  Optional<Revision> revision(String id) {
    return revisions().stream().filter(revision -> revision.id().equals(id)).findFirst();
  }

  /** Whether anything is known of them from their text. */
  boolean isRead() {
    return !(history instanceof Unread);
  }

  /** Whether any of them says how it is taken back. */
  boolean goesDown() {
    return history.oneWay().size() < revisions().size();
  }

  /** Whether they are files of SQL, so that nothing need be said of Python. */
  boolean ofSqlFiles() {
    return SqlFolderTool.steps(history).isPresent();
  }

  /** What `upgrade` has to be told so that everything is applied. */
  String top() {
    return top(history);
  }

  static String top(MigrationTree history) {
    return history.heads().size() > 1 ? "heads" : "head";
  }

  String text(Revision revision) {
    return text(revision.file());
  }

  private String text(String file) {
    return tree.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** How it was run, and on what. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(runner.remarks());
    remarks.addAll(provided);
    return remarks;
  }

  void tell(Check check, int number, int of, String revision) {
    progress.step(service, check, number, of, revision);
  }

  // ---- databases

  /** A database as it is before the first migration. */
  Database fresh() throws ServerException {
    Database database = cluster.fresh();
    made.add(database);
    provided = provision.prepare(cluster, database);
    return database;
  }

  /** Of a database that the tool has left. */
  Database copy(Database original) throws ServerException {
    Database copy = cluster.copy(original);
    made.add(copy);
    return copy;
  }

  void drop(Database database) throws ServerException {
    leave(database);
    made.remove(database);
    cluster.drop(database);
  }

  /** Leaves the database on which all was done in one command; a sentence says where it is. */
  Optional<String> keep() throws ServerException {
    if (made.isEmpty()) {
      return Optional.empty();
    }
    Database database = made.removeFirst();
    leave(database);
    Kept kept = cluster.keep(database);
    return Optional.of(
        "its database is kept: `%s`; `%s` ends the server".formatted(kept.enter(), kept.end()));
  }

  /** Nothing of ours is connected there any more. */
  void leave(Database database) {
    runner.leave(database);
    Optional.ofNullable(catalogs.remove(database)).ifPresent(Catalog::close);
  }

  /** Drops every database that this service had. */
  void clear() throws ServerException {
    for (Database database : List.copyOf(made)) {
      drop(database);
    }
  }

  Ran upgrade(Database database, String to) {
    return runner.upgrade(database, to);
  }

  Ran downgrade(Database database, String to) {
    return runner.downgrade(database, to);
  }

  /** What a database holds, without the tool's own book-keeping. */
  Schema schema(Database database) throws ServerException {
    return Bookkeeping.without(catalogs.computeIfAbsent(database, Catalog::new).read());
  }

  // ---- words

  /** The failure as a history's problem; its place is the migration where none is known. */
  Problem problem(Failure failure) {
    Optional<Origin> migration = failure.revision().flatMap(this::revision).map(Revision::origin);
    return failure.problem(
        failure.at().map(this::marked).or(() -> migration).orElseGet(this::home));
  }

  /** A tool says the line alone; what stands in it is marked. */
  private Origin marked(Origin at) {
    if (!(at instanceof Origin.InFile file) || file.span().column() > 1) {
      return at;
    }
    return text(file.path())
        .lines()
        .skip(file.span().line() - 1L)
        .findFirst()
        .filter(line -> !line.isBlank())
        .<Origin>map(line -> {
          String code = line.stripTrailing();
          int indent = line.length() - line.stripLeading().length();
          int row = file.span().line();
          int end = code.codePointCount(0, code.length()) + 1;
          return new Origin.InFile(file.path(), new Span(row, indent + 1, row, end));
        })
        .orElse(at);
  }

  /** Where to look when nothing better is known: the newest migration, else the folder. */
  Origin home() {
    return revisions().isEmpty()
        ? new Origin.Implied(history.versions())
        : revisions().getLast().origin();
  }
}
