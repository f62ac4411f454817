package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Touches;
import java.util.List;

/** Checks, predicates and other conditions. */
final class Conditions {

  private Conditions() {}

  static Node read(Catalog catalog, Scope scope, Expression expression) {
    Analysis analysis = new Analysis(catalog, scope);
    Node node = analysis.read(expression);
    if (node.type().literal()) {
      return analysis.literal(node, TypeRef.BOOL);
    }
    if (!node.type().unsure() && !catalog.below(node.type()).is(TypeRef.BOOL)) {
      throw Catalog.refuse(
          "42804",
          "argument of CHECK must be type boolean, not type "
              + catalog.visible(node.type().plain()));
    }
    return node;
  }

  /** Refuses what may change by itself, as indexes and generated columns do. */
  static void immutable(Catalog catalog, Node root, String words) {
    for (Node node : root.all()) {
      boolean changes =
          switch (node) {
            case Node.Call call -> call.routine() == 0 && !Functions.immutable(call.name());
            case Node.Keyword keyword -> true;
            case Node.CastTo cast ->
                cast.shown()
                    && Coercion.string(cast.type())
                    && catalog.isEnum(catalog.below(cast.operand().type()));
            case Node.LabelConst other -> false;
            case Node.LabelArray other -> false;
            case Node.Const other -> false;
            case Node.NullConst other -> false;
            case Node.ColumnVar other -> false;
            case Node.Value other -> false;
            case Node.RelationConst other -> false;
            case Node.Op other -> false;
            case Node.Logic other -> false;
            case Node.NullTest other -> false;
            case Node.Quantified other -> false;
            case Node.Listing other -> false;
            case Node.Choice other -> false;
            case Node.Several other -> false;
            case Node.Dark other -> false;
          };
      if (changes) {
        throw Catalog.refuse("42P17", words);
      }
    }
  }

  /**
   * Whether all rows of a table pass a check: refuses where one is known not to, and doubts where
   * that is not known.
   */
  static void hold(Catalog catalog, Thing.Table table, Node check, String constraint) {
    switch (table.rows()) {
      case Rows.Unknown unknown ->
          doubt(catalog, table, "the check " + constraint + " depends on the rows of ");
      case Rows.Known known -> {
        for (java.util.Map<Integer, Rows.Cell> row : known.rows()) {
          switch (new Evaluation(catalog, table, row).truth(check)) {
            case FALSE ->
                throw Catalog.refuse(
                    "23514",
                    "check constraint "
                        + Catalog.shown(constraint)
                        + " of relation "
                        + Catalog.shown(table.name())
                        + " is violated by some row");
            case UNSURE ->
                doubt(catalog, table, "the check " + constraint + " depends on the rows of ");
            case TRUE, NULL -> {}
          }
        }
      }
    }
  }

  /** Notes that a statement may be refused, by rows that are not known. */
  static void doubt(Catalog catalog, Thing.Table table, String what) {
    catalog.doubt(what + table.name(), new Touches.Acceptance(List.of(table.name())));
  }
}
