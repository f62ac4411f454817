package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Statement;
import java.util.List;

/** Carries out one statement on a catalog; transactions are the session's. */
final class Execution {

  private final Catalog catalog;
  private final boolean inTransaction;
  private final List<Doubt> former;

  Execution(Catalog catalog, boolean inTransaction) {
    this(catalog, inTransaction, List.of());
  }

  Execution(Catalog catalog, boolean inTransaction, List<Doubt> former) {
    this.catalog = catalog;
    this.inTransaction = inTransaction;
    this.former = former;
  }

  /** Whether a doubt of before, or one met just now, concerns what was asked for. */
  boolean doubtful(Catalog at) {
    return former.stream().anyMatch(doubt -> doubt.touches().concerns(at.consulted()))
        || at.doubts().stream().anyMatch(doubt -> doubt.touches().concerns(at.consulted()));
  }

  void run(Statement statement) {
    switch (statement) {
      case Statement.CreateEnum create -> new TypeStatements(catalog).create(create);
      case Statement.AddValue add -> new TypeStatements(catalog).add(add);
      case Statement.RenameValue rename -> new TypeStatements(catalog).rename(rename);
      case Statement.RenameType rename -> new TypeStatements(catalog).rename(rename);
      case Statement.SetTypeSchema move -> new TypeStatements(catalog).move(move);
      case Statement.DropType drop -> new TypeStatements(catalog).drop(drop);
      case Statement.CreateDomain create -> new TypeStatements(catalog).create(create);
      case Statement.AlterDomain alter -> new TypeStatements(catalog).alter(alter);
      case Statement.CreateComposite create -> new TypeStatements(catalog).create(create);
      case Statement.CreateRange create -> new TypeStatements(catalog).create(create);
      case Statement.CreateSchema create -> new SchemaStatements(catalog).create(create);
      case Statement.DropSchema drop -> new SchemaStatements(catalog).drop(drop);
      case Statement.RenameSchema rename -> new SchemaStatements(catalog).rename(rename);
      case Statement.CreateExtension create -> new SchemaStatements(catalog).create(create);
      case Statement.CreateTable create -> new TableStatements(catalog).create(create);
      case Statement.AlterTable alter -> new AlterTable(catalog).run(alter);
      case Statement.DropTable drop -> new RelationStatements(catalog).drop(drop);
      case Statement.RenameColumn rename -> new RelationStatements(catalog).rename(rename);
      case Statement.RenameConstraint rename -> new RelationStatements(catalog).rename(rename);
      case Statement.RenameRelation rename -> new RelationStatements(catalog).rename(rename);
      case Statement.SetRelationSchema move -> new RelationStatements(catalog).move(move);
      case Statement.CreateSequence create -> new RelationStatements(catalog).create(create);
      case Statement.OwnSequence own -> new RelationStatements(catalog).own(own);
      case Statement.DropSequence drop -> new RelationStatements(catalog).drop(drop);
      case Statement.DropView drop -> new RelationStatements(catalog).drop(drop);
      case Statement.CreateIndex create ->
          new IndexStatements(catalog).create(create, inTransaction);
      case Statement.DropIndex drop -> new IndexStatements(catalog).drop(drop, inTransaction);
      case Statement.CreateView create -> new AttachedStatements(catalog).create(create);
      case Statement.CreateFunction create -> new AttachedStatements(catalog).create(create);
      case Statement.DropFunction drop -> new AttachedStatements(catalog).drop(drop);
      case Statement.CreateTrigger create -> new AttachedStatements(catalog).create(create);
      case Statement.CreatePolicy create -> new AttachedStatements(catalog).create(create);
      case Statement.CreateRule create -> new AttachedStatements(catalog).create(create);
      case Statement.DropOnTable drop -> new AttachedStatements(catalog).drop(drop);
      case Statement.CreateCast create -> new AttachedStatements(catalog).create(create);
      case Statement.CommentOn comment -> new AttachedStatements(catalog).comment(comment);
      case Statement.Insert insert -> new RowStatements(catalog).insert(insert);
      case Statement.Update update -> new RowStatements(catalog).update(update);
      case Statement.Delete delete -> new RowStatements(catalog).delete(delete);
      case Statement.Truncate truncate -> new RowStatements(catalog).truncate(truncate);
      case Statement.Select select -> new RowStatements(catalog).select(select.query());
      case Statement.DoBlock block -> new Blocks(catalog, this).run(block.block());
      case Statement.SetSearchPath set -> catalog.back(catalog.snapshot().on(set.schemas()));
      case Statement.ResetSearchPath reset ->
          catalog.back(catalog.snapshot().on(Snapshot.DEFAULT_PATH));
      case Statement.Immaterial none -> {}
      case Statement.DropValue drop -> throw noDropValue();
      case Statement.Refused refused -> throw Catalog.refuse(refused.sqlstate(), refused.message());
      case Statement.Opaque opaque -> throw new Unclear(opaque.reason(), opaque.touches());
      case Statement.Begin begin -> notHere();
      case Statement.Commit commit -> notHere();
      case Statement.Rollback rollback -> notHere();
      case Statement.Savepoint savepoint -> notHere();
      case Statement.ReleaseSavepoint release -> notHere();
      case Statement.RollbackTo rollback -> notHere();
    }
  }

  /** The grammar knows it since 17, to say that nobody has done it. */
  private Denial noDropValue() {
    return catalog.version().major() >= 17
        ? Catalog.refuse("0A000", "dropping an enum value is not implemented")
        : Catalog.refuse("42601", "syntax error at or near \"VALUE\"");
  }

  private static void notHere() {
    throw Catalog.refuse("2D000", "invalid transaction termination");
  }
}
