package dev.dovetail.core.machine;

/** Puts a value into a column's type, as INSERT, UPDATE and DEFAULT do. */
final class Assignment {

  private Assignment() {}

  static Node to(Catalog catalog, Node value, String column, TypeRef type, String what) {
    if (value.type().literal()) {
      return new Analysis(catalog, Scope.NONE).literal(value, type);
    }
    if (value.type().unsure() || type.unsure()) {
      return value;
    }
    if (!new Coercion(catalog).assignable(value.type(), type)) {
      throw Catalog.refuse(
          "42804",
          "column "
              + Catalog.shown(column)
              + " is of type "
              + catalog.visible(type.plain())
              + " but "
              + (what.isBlank() ? "" : what)
              + "expression is of type "
              + catalog.visible(value.type().plain()));
    }
    return value.type().same(type) ? value : new Node.CastTo(value, type.plain(), false);
  }
}
