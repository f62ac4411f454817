package dev.dovetail.workspace;

import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.sql.SqlReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A SQL script with what a database holds before its first migration. */
public final class Baseline {

  private Baseline() {}

  static Session apply(Session empty, String path, Tree tree) throws ConfigurationException {
    Optional<byte[]> sql = tree.read(path);
    if (sql.isEmpty()) {
      throw new ConfigurationException("setup or baseline: there is no file `" + path + "`");
    }
    return apply(empty, path, new String(sql.get(), StandardCharsets.UTF_8));
  }

  /** Every statement in turn; one that PostgreSQL would refuse makes the script useless. */
  public static Session apply(Session empty, String name, String sql)
      throws ConfigurationException {
    Session session = empty;
    for (SqlReader.Read read : SqlReader.statements(sql)) {
      Outcome outcome = session.apply(read.statement(), new Origin.InFile(name, read.span()));
      session =
          switch (outcome) {
            case Session next -> next;
            case Refusal refusal ->
                throw new ConfigurationException(
                    name,
                    read.span().line(),
                    read.span().column(),
                    refusal.message() + " (" + refusal.sqlstate() + ")");
          };
    }
    // Migrations come by another connection, to which no setting of the script clings.
    return session.apply(new Statement.ResetSearchPath(), new Origin.Implied(name))
            instanceof Session connected
        ? connected
        : session;
  }
}
