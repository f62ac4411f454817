package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Action;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement could change, should it not be known whether it is carried out. */
final class Mentions {

  private final Set<String> names = new LinkedHashSet<>();
  private boolean anything;

  private Mentions() {}

  static Touches of(Statement statement) {
    Mentions mentions = new Mentions();
    mentions.add(statement);
    return mentions.touches();
  }

  static Touches of(Action action) {
    Mentions mentions = new Mentions();
    mentions.add(List.of(action));
    return mentions.touches();
  }

  /** Both, as one. */
  static Touches both(Touches one, Touches other) {
    if (one instanceof Touches.Anything || other instanceof Touches.Anything) {
      return Touches.anything();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Touches touches : List.of(one, other)) {
      switch (touches) {
        case Touches.Anything none -> {}
        case Touches.Named named -> names.addAll(named.names());
        case Touches.Column column -> names.add(column.table());
        case Touches.Rows rows -> {
          if (rows.tables().isEmpty()) {
            return Touches.anything();
          }
          names.addAll(rows.tables());
        }
        case Touches.Acceptance acceptance -> {}
      }
    }
    return new Touches.Named(List.copyOf(names));
  }

  private Touches touches() {
    return anything ? Touches.anything() : new Touches.Named(List.copyOf(names));
  }

  private void add(Name name) {
    names.add(name.name());
  }

  private void add(List<Action> actions) {
    for (Action action : actions) {
      switch (action) {
        case Action.Run run -> add(run.statement());
        case Action.If choice -> {
          choice.arms().forEach(arm -> add(arm.actions()));
          add(choice.otherwise());
        }
        case Action.Nested nested -> add(nested.block());
        case Action.RaiseException raise -> {}
        case Action.Nothing nothing -> {}
        case Action.Obscure obscure -> add(obscure.touches());
      }
    }
  }

  private void add(Touches touches) {
    switch (touches) {
      case Touches.Anything all -> anything = true;
      case Touches.Named named -> names.addAll(named.names());
      case Touches.Column column -> names.add(column.table());
      case Touches.Rows rows -> names.addAll(rows.tables());
      case Touches.Acceptance acceptance -> {}
    }
  }

  private void add(Statement.Block block) {
    add(block.actions());
    block.handlers().forEach(handler -> add(handler.actions()));
  }

  private void add(Statement statement) {
    switch (statement) {
      case Statement.CreateEnum create -> add(create.type());
      case Statement.AddValue add -> add(add.type());
      case Statement.RenameValue rename -> add(rename.type());
      case Statement.RenameType rename -> {
        add(rename.type());
        names.add(rename.to());
      }
      case Statement.SetTypeSchema move -> add(move.type());
      case Statement.CreateDomain create -> add(create.domain());
      case Statement.AlterDomain alter -> add(alter.domain());
      case Statement.CreateComposite create -> add(create.type());
      case Statement.CreateRange create -> add(create.type());
      case Statement.DropType drop -> dropped(drop.types(), drop.cascade());
      case Statement.CreateTable create -> {
        add(create.table());
        create
            .columns()
            .forEach(column -> names.add(create.table().name() + "_" + column.name() + "_seq"));
      }
      case Statement.AlterTable alter -> alter(alter);
      case Statement.DropTable drop -> dropped(drop.tables(), drop.cascade());
      case Statement.RenameColumn rename -> add(rename.table());
      case Statement.RenameConstraint rename -> add(rename.table());
      case Statement.RenameRelation rename -> {
        add(rename.relation());
        names.add(rename.to());
      }
      case Statement.SetRelationSchema move -> add(move.relation());
      case Statement.Truncate truncate -> truncate.tables().forEach(this::add);
      case Statement.CreateIndex create -> {
        add(create.table());
        create.index().ifPresent(names::add);
      }
      case Statement.DropIndex drop -> dropped(drop.indexes(), drop.cascade());
      case Statement.CreateSequence create -> add(create.sequence());
      case Statement.OwnSequence own -> add(own.sequence());
      case Statement.DropSequence drop -> dropped(drop.sequences(), drop.cascade());
      case Statement.CreateView create -> add(create.view());
      case Statement.DropView drop -> dropped(drop.views(), drop.cascade());
      case Statement.CreateFunction create -> add(create.function());
      case Statement.DropFunction drop -> dropped(List.of(drop.function()), drop.cascade());
      case Statement.CreateTrigger create -> add(create.table());
      case Statement.CreatePolicy create -> add(create.table());
      case Statement.CreateRule create -> add(create.table());
      case Statement.DropOnTable drop -> add(drop.table());
      case Statement.CreateCast create -> {
        add(create.from().name());
        add(create.to().name());
      }
      case Statement.CreateSchema create -> names.add(create.schema());
      case Statement.DropSchema drop -> {
        names.addAll(drop.schemas());
        anything |= drop.cascade();
      }
      case Statement.RenameSchema rename -> {
        names.add(rename.from());
        names.add(rename.to());
      }
      case Statement.CreateExtension create -> names.add(create.extension());
      case Statement.Insert insert -> add(insert.table());
      case Statement.Update update -> add(update.table());
      case Statement.Delete delete -> add(delete.table());
      case Statement.DoBlock block -> add(block.block());
      case Statement.Opaque opaque -> add(opaque.touches());
      case Statement.Refused refused -> {}
      case Statement.DropValue drop -> {}
      case Statement.Immaterial immaterial -> {}
      case Statement.CommentOn comment -> {}
      case Statement.Select select -> {}
      case Statement.SetSearchPath set -> anything = true;
      case Statement.ResetSearchPath reset -> anything = true;
      case Statement.Begin begin -> {}
      case Statement.Commit commit -> {}
      case Statement.Rollback rollback -> anything = true;
      case Statement.Savepoint savepoint -> {}
      case Statement.ReleaseSavepoint release -> {}
      case Statement.RollbackTo rollback -> anything = true;
    }
  }

  private void dropped(List<Name> dropped, boolean cascade) {
    dropped.forEach(this::add);
    anything |= cascade;
  }

  private void alter(Statement.AlterTable alter) {
    add(alter.table());
    for (TableChange change : alter.changes()) {
      Optional<String> constraint =
          change instanceof TableChange.AddConstraint added
              ? added.constraint().name()
              : Optional.empty();
      constraint.ifPresent(names::add);
      boolean cascades =
          change instanceof TableChange.DropColumn dropped && dropped.cascade()
              || change instanceof TableChange.DropConstraint gone && gone.cascade();
      anything |= cascades;
    }
  }

  /** The names as a list for a message. */
  static List<String> listed(Touches touches) {
    return switch (touches) {
      case Touches.Anything all -> List.of();
      case Touches.Named named -> named.names();
      case Touches.Column column -> List.of(column.table());
      case Touches.Rows rows -> new ArrayList<>(rows.tables());
      case Touches.Acceptance acceptance -> List.of();
    };
  }
}
