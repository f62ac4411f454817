package dev.dovetail.cli;

import dev.dovetail.audit.Asked;
import dev.dovetail.audit.Audit;
import dev.dovetail.audit.Commits;
import dev.dovetail.audit.Whereabouts;
import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Tree;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.report.SchemaText;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An audit of databases that are made for it on a disposable server: first as the migrations make
 * them, then with what is missing brought by a migration each, as it was done one day in November.
 */
final class AuditDemo {

  private static final String REVISION = "20251121_0900";
  private static final String WRITTEN = "2025-07-17";
  private static final String HEALED = "2025-11-21";

  /** Labels of old that nobody dared to leave out. */
  private static final Map<String, List<String>> LEGACY =
      Map.of(
          "essay_status_enum",
              List.of(
                  "submitted",
                  "queued",
                  "scanned",
                  "rejected",
                  "assigned",
                  "marked",
                  "moderated",
                  "returned",
                  "appealed",
                  "withdrawn"),
          "batch_status_enum", List.of("guest_class_ready", "paused_by_teacher", "archived"));

  private final Tree tree;
  private final String name;
  private final Versions versions;
  private final Asked asked;
  private final Map<String, Database> databases = new LinkedHashMap<>();

  AuditDemo(Tree tree, String name, Versions versions, Asked asked) {
    this.tree = tree;
    this.name = name;
    this.versions = versions;
    this.asked = asked;
  }

  /** Two audits: before and after. */
  List<AuditReport> on(Cluster cluster) throws ConfigurationException, ServerException {
    Workspace workspace = Workspace.open(tree, name, versions);
    List<ServiceFacts> facts = workspace.facts();
    for (ServiceFacts service : facts) {
      if (service.told().isPresent()) {
        databases.put(service.name(), made(cluster, service.told().get()));
      }
    }
    AuditReport before = audit(workspace, Commits.unknown());
    SortedMap<String, byte[]> written = new TreeMap<>();
    for (ServiceFacts service : facts) {
      heal(service, written);
    }
    AuditReport after = audit(Workspace.open(new Grown(tree, written), name, versions), Story.TOLD);
    return List.of(before, after);
  }

  private AuditReport audit(Workspace workspace, Commits commits) throws ConfigurationException {
    List<Said> said = new ArrayList<>();
    databases.forEach((service, database) ->
        said.add(new Said(Optional.of(service), words(database.address()), false)));
    return Audit.of(
        workspace, Whereabouts.in(workspace, Map.of(), said), commits, asked, line -> {});
  }

  private static String words(Address address) {
    return "host=%s port=%d user=%s password=%s dbname=%s"
        .formatted(
            address.host(), address.port(), address.user(), address.password(), address.database());
  }

  private static Database made(Cluster cluster, Told told) throws ServerException {
    Database database = cluster.fresh();
    database.run(SchemaText.sql(told.schema()));
    database.run("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
    for (String head : told.heads()) {
      database.run(
          "INSERT INTO alembic_version VALUES (%s)".formatted(Identifiers.quoteLiteral(head)));
    }
    return database;
  }

  /** What is missing is added, by a migration that is run. */
  private void heal(ServiceFacts service, SortedMap<String, byte[]> written)
      throws ServerException {
    List<String> statements = new ArrayList<>();
    for (Comparison comparison : service.comparisons()) {
      for (Drift drift : comparison.drifts()) {
        if (drift instanceof Drift.Missing missing) {
          statements.add(comparison.adding(missing));
        }
      }
      comparison
          .told()
          .filter(type -> !comparison.missing().isEmpty())
          .ifPresent(type ->
              LEGACY
                  .getOrDefault(type.name().name(), List.of())
                  .forEach(label ->
                      statements.add(
                          "ALTER TYPE %s ADD VALUE %s"
                              .formatted(type.name().quoted(), Identifiers.quoteLiteral(label)))));
    }
    boolean simple = service.told().filter(told -> told.heads().size() == 1).isPresent();
    if (statements.isEmpty() || !simple) {
      return;
    }
    Told told = service.told().orElseThrow();
    Database database = Objects.requireNonNull(databases.get(service.name()));
    StringBuilder upgrade = new StringBuilder();
    for (String statement : statements) {
      database.run(statement);
      upgrade.append("    op.execute(\"\"\"").append(statement).append("\"\"\")\n");
    }
    database.run("UPDATE alembic_version SET version_num = '" + REVISION + "'");
    String file =
        """
        \"""Add the labels that are missing

        Revision ID: %s
        Create Date: %s 09:00:00
        \"""

        from alembic import op

        revision = "%s"
        down_revision = "%s"


        def upgrade():
        %s

        def downgrade():
            raise NotImplementedError
        """
            .formatted(REVISION, HEALED, REVISION, told.heads().getFirst(), upgrade);
    written.put(
        told.versions() + "/" + REVISION + "_missing_labels.py",
        file.getBytes(StandardCharsets.UTF_8));
  }

  /** The day on which the code got its labels, as the story goes. */
  private enum Story implements Commits {
    TOLD;

    @Override
    public Optional<Commit> ofFile(String path) {
      return path.contains(REVISION) ? Optional.of(new Commit("", HEALED)) : Optional.empty();
    }

    @Override
    public Optional<Commit> ofLine(String path, int line) {
      return Optional.of(new Commit("", WRITTEN));
    }
  }

  /** A tree with files more. */
  private record Grown(Tree tree, SortedMap<String, byte[]> more) implements Tree {

    @Override
    public List<String> files(String folder) {
      return Stream.concat(
              tree.files(folder).stream(),
              more.keySet().stream()
                  .filter(path -> folder.isEmpty() || path.startsWith(folder + "/")))
          .sorted()
          .toList();
    }

    @Override
    public Optional<byte[]> read(String path) {
      return Optional.ofNullable(more.get(path)).or(() -> tree.read(path));
    }
  }
}
