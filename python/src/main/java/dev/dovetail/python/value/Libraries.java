package dev.dovetail.python.value;

import java.util.Map;

/**
 * The names of libraries in one canonical form. {@code sqlalchemy.sql.sqltypes.Enum}, {@code
 * sqlalchemy.types.Enum} and {@code sqlalchemy.Enum} are one thing and are called {@code
 * sqlalchemy.Enum}; what a dialect has of its own keeps its package, {@code
 * sqlalchemy.dialects.postgresql.ENUM}; {@code alembic.op} is the module and {@code
 * alembic.op.execute} a function of it.
 */
public final class Libraries {

  private static final Map<String, String> MODULES = Map.of();

  private Libraries() {}

  /** The canonical form of a dotted path. */
  public static String canonical(String path) {
    return MODULES.getOrDefault(path, path);
  }

  static Value attribute(Value.Library owner, String name) {
    return new Value.Library(canonical(owner.path() + "." + name));
  }
}
