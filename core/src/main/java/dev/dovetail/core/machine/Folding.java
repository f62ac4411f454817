package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Table;
import java.util.Map;

/**
 * What is worked out before any row is looked at: a value of constants that cannot be stored is
 * refused over an empty table too.
 */
final class Folding {

  private Folding() {}

  /** A value cut to its column's length, or refused for it. */
  static Node sized(Node node, Column column) {
    return column.type().modifiers().isEmpty() || !Coercion.string(column.type())
        ? node
        : new Node.CastTo(node, column.type(), false);
  }

  /** Refuses a value that fails by itself. */
  static void tryOut(Catalog catalog, Table table, Column column, Node value) {
    if (value.all().stream().allMatch(Folding::folds)) {
      Evaluation evaluation = new Evaluation(catalog, table, Map.of());
      Rows.Cell worked = evaluation.cell(sized(value, column));
      if (evaluation.doubtful() && !(worked instanceof Rows.Cell.None)) {
        Conditions.doubt(
            catalog,
            table,
            "whether a value can be stored in " + column.name() + " is not known for ");
      }
    }
  }

  private static boolean folds(Node node) {
    return switch (node) {
      case Node.LabelConst constant -> true;
      case Node.LabelArray constant -> true;
      case Node.Const constant -> true;
      case Node.NullConst constant -> true;
      case Node.CastTo cast -> true;
      case Node.Op op -> true;
      case Node.Call call -> call.routine() == 0 && Functions.immutable(call.name());
      case Node.ColumnVar other -> false;
      case Node.Value other -> false;
      case Node.RelationConst other -> false;
      case Node.Keyword other -> false;
      case Node.Logic other -> false;
      case Node.NullTest other -> false;
      case Node.Quantified other -> false;
      case Node.Listing other -> false;
      case Node.Choice other -> false;
      case Node.Several other -> false;
      case Node.Dark other -> false;
    };
  }
}
