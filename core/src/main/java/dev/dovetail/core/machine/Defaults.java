package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Touches;
import java.util.List;
import java.util.Optional;

/** Defaults and generated columns: analysed once, in the type of their column. */
final class Defaults {

  private Defaults() {}

  /** A default for a column or domain; none where it is a mere NULL. */
  static Optional<Stored> of(Catalog catalog, String column, TypeRef type, Expression expression) {
    if (expression instanceof Expression.ColumnRef) {
      throw Catalog.refuse("0A000", "cannot use column reference in DEFAULT expression");
    }
    if (expression instanceof Expression.Scalar || expression instanceof Expression.Exists) {
      throw Catalog.refuse("0A000", "cannot use subquery in DEFAULT expression");
    }
    Node node =
        Assignment.to(
            catalog, new Analysis(catalog, Scope.NONE).read(expression), column, type, "default ");
    boolean nothing =
        node instanceof Node.NullConst && type.modifiers().isEmpty()
            || expression instanceof Expression.Null && type.modifiers().isEmpty();
    return nothing ? Optional.empty() : Optional.of(new Stored(node, ""));
  }

  /** Says so where the text of a default is not known to the letter. */
  static void doubtText(Catalog catalog, Thing.Table table, Thing.Column column) {
    if (column.value().isEmpty() || column.generated()) {
      return;
    }
    Deparse deparse = new Deparse(catalog);
    String text = deparse.text(column.value().get().node());
    if (!deparse.exact()) {
      String name = table.name() + "." + column.name();
      catalog.doubt(
          "the default of " + name + " is known, its exact text is not: " + text,
          new Touches.Named(List.of(name)));
    }
  }
}
