package dev.dovetail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedDatabase.Read;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A service of one enum and two revisions, and what its databases may hold. */
final class OrdersService {

  static final String MODELS =
      """
      import enum

      from sqlalchemy import Column, Enum, Integer
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      class OrderStatus(enum.Enum):
          open = "open"
          paid_later = "paid_later"
          gone = "gone"


      class Order(Base):
          __tablename__ = "orders"

          id = Column(Integer, primary_key=True)
          status = Column(Enum(OrderStatus, name="order_status"), nullable=False)
      """;

  static final String FIRST =
      """
      revision = "one"
      down_revision = None

      from alembic import op


      def upgrade():
          op.execute("CREATE TYPE order_status AS ENUM ('open', 'paid_later')")
          op.execute("CREATE TABLE orders (id serial PRIMARY KEY, status order_status NOT NULL)")
      """;

  static final String SECOND =
      """
      \"""Add gone

      Create Date: 2025-11-21 12:00:00
      \"""
      revision = "two"
      down_revision = "one"

      from alembic import op


      def upgrade():
          op.execute("ALTER TYPE order_status ADD VALUE 'gone'")
      """;

  static final String MADE =
      """
      CREATE TYPE order_status AS ENUM (%s);
      CREATE TABLE orders (id serial PRIMARY KEY, status order_status NOT NULL);
      CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
      INSERT INTO alembic_version VALUES ('%s');
      """;

  private final Path root;

  /** Writes it into a folder. */
  OrdersService(Path root) throws IOException {
    this.root = root;
    write("orders/models.py", MODELS);
    write("orders/alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("orders/migrations/env.py", "");
    write("orders/migrations/versions/one.py", FIRST);
    write("orders/migrations/versions/two.py", SECOND);
  }

  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static Database made(Cluster cluster, String labels, String revision) throws ServerException {
    Database database = cluster.fresh();
    database.run(MADE.formatted(labels, revision));
    return database;
  }

  static String words(Address address) {
    return "host=%s port=%d user=%s password=%s dbname=%s"
        .formatted(
            address.host(), address.port(), address.user(), address.password(), address.database());
  }

  Audited audit(Commits commits, String... databases) throws Exception {
    return audit(commits, Limits.usual(), databases);
  }

  Audited audit(Commits commits, Limits limits, String... databases) throws Exception {
    List<Said> said = new ArrayList<>();
    for (String database : databases) {
      said.add(new Said(Optional.of("orders"), database, false));
    }
    return report(commits, limits, said).services().getFirst();
  }

  AuditReport report(Commits commits, Limits limits, List<Said> said) throws Exception {
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    return Audit.of(
        workspace,
        Whereabouts.in(workspace, Map.of(), said),
        commits,
        new Asked(Set.of(), 4, limits, Asked.Counting.EXACT),
        line -> {});
  }

  AuditedDatabase.Reading reading(String words) throws Exception {
    return audit(Commits.unknown(), words).databases().getFirst().reading();
  }

  Read read(Database database) throws Exception {
    AuditedDatabase.Reading reading = reading(words(database.address()));
    assertThat(reading).isInstanceOf(Read.class);
    return (Read) reading;
  }

  static AuditedEnum only(Read read) {
    assertThat(read.enums()).hasSize(1);
    return read.enums().getFirst();
  }
}
