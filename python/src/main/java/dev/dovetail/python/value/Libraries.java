package dev.dovetail.python.value;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of libraries in one canonical form.
 *
 * <p>{@code sqlalchemy.sql.sqltypes.Enum}, {@code sqlalchemy.types.Enum} and {@code
 * sqlalchemy.Enum} are one thing and are called {@code sqlalchemy.Enum}. What a dialect has of its
 * own keeps its package: {@code sqlalchemy.dialects.postgresql.ENUM}, also when it is taken from
 * {@code sqlalchemy.dialects.postgresql.named_types}; but the types that the dialect's package
 * merely hands on, such as {@code sqlalchemy.dialects.postgresql.VARCHAR}, are {@code
 * sqlalchemy.VARCHAR}. {@code sqlalchemy.orm} and {@code sqlalchemy.exc} keep their package. {@code
 * alembic.op} is the module and {@code alembic.op.execute} a function of it.
 */
public final class Libraries {

  /** Packages that define what a shorter one hands on, the longest first. */
  private static final List<Map.Entry<String, String>> PACKAGES =
      List.of(
          Map.entry(
              "sqlalchemy.dialects.postgresql.named_types.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.base.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.array.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.json.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.types.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.ranges.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.dialects.postgresql.hstore.", "sqlalchemy.dialects.postgresql."),
          Map.entry("sqlalchemy.sql.sqltypes.", "sqlalchemy."),
          Map.entry("sqlalchemy.sql.type_api.", "sqlalchemy.types."),
          Map.entry("sqlalchemy.sql.functions.func.", "sqlalchemy.func."),
          Map.entry("sqlalchemy.sql.expression.", "sqlalchemy."),
          Map.entry("sqlalchemy.sql.schema.", "sqlalchemy."),
          Map.entry("sqlalchemy.sql.elements.", "sqlalchemy."),
          Map.entry("sqlalchemy.sql.ddl.", "sqlalchemy.schema."),
          Map.entry("sqlalchemy.sql.text", "sqlalchemy.text"),
          Map.entry("sqlalchemy.sql.func", "sqlalchemy.func"),
          Map.entry("sqlalchemy.sql.column", "sqlalchemy.column"),
          Map.entry("sqlalchemy.sql.table", "sqlalchemy.table"),
          Map.entry("sqlalchemy.sql.select", "sqlalchemy.select"),
          Map.entry("sqlalchemy.sql.insert", "sqlalchemy.insert"),
          Map.entry("sqlalchemy.sql.update", "sqlalchemy.update"),
          Map.entry("sqlalchemy.sql.delete", "sqlalchemy.delete"),
          Map.entry("sqlalchemy.sql.and_", "sqlalchemy.and_"),
          Map.entry("sqlalchemy.sql.or_", "sqlalchemy.or_"),
          Map.entry("sqlalchemy.sql.null", "sqlalchemy.null"),
          Map.entry("sqlalchemy.sql.true", "sqlalchemy.true"),
          Map.entry("sqlalchemy.sql.false", "sqlalchemy.false"),
          Map.entry("sqlalchemy.sql.literal", "sqlalchemy.literal"),
          Map.entry("sqlalchemy.sql.bindparam", "sqlalchemy.bindparam"),
          Map.entry(
              "sqlalchemy.engine.reflection.Inspector", "sqlalchemy.engine.reflection.Inspector"),
          Map.entry("sqlalchemy.inspection.inspect", "sqlalchemy.inspect"),
          Map.entry("sqlalchemy.orm.session.", "sqlalchemy.orm."),
          Map.entry("sqlalchemy.orm.decl_api.", "sqlalchemy.orm."),
          Map.entry(
              "sqlalchemy.ext.declarative.declarative_base", "sqlalchemy.orm.declarative_base"),
          Map.entry("sqlalchemy.ext.declarative.declared_attr", "sqlalchemy.orm.declared_attr"),
          Map.entry("alembic.operations.ops.", "alembic.operations.ops."));

  /** Packages of SQLAlchemy that hand on its types: what they have that it has not is their own. */
  private static final List<String> HANDED_ON =
      List.of("sqlalchemy.types.", "sqlalchemy.schema.", "sqlalchemy.dialects.postgresql.");

  private static final Set<String> TYPES_OF_SQLALCHEMY =
      Set.of(
          "ARRAY",
          "BIGINT",
          "BINARY",
          "BLOB",
          "BOOLEAN",
          "BigInteger",
          "Boolean",
          "CHAR",
          "CLOB",
          "DATE",
          "DATETIME",
          "DECIMAL",
          "DOUBLE",
          "Date",
          "DateTime",
          "Double",
          "Enum",
          "FLOAT",
          "Float",
          "INT",
          "INTEGER",
          "Integer",
          "Interval",
          "JSON",
          "LargeBinary",
          "NCHAR",
          "NUMERIC",
          "NVARCHAR",
          "Numeric",
          "PickleType",
          "REAL",
          "SMALLINT",
          "SmallInteger",
          "String",
          "TEXT",
          "TIME",
          "TIMESTAMP",
          "Text",
          "Time",
          "TupleType",
          "TypeDecorator",
          "UUID",
          "Unicode",
          "UnicodeText",
          "Uuid",
          "VARBINARY",
          "VARCHAR",
          "Column",
          "MetaData",
          "Table",
          "ForeignKey",
          "ForeignKeyConstraint",
          "Index",
          "CheckConstraint",
          "UniqueConstraint",
          "PrimaryKeyConstraint",
          "Sequence",
          "Computed",
          "Identity",
          "DefaultClause",
          "FetchedValue",
          "Constraint");

  /** Names that the PostgreSQL dialect has its own of, though SQLAlchemy has one too. */
  private static final Set<String> OF_POSTGRESQL =
      Set.of(
          "ARRAY",
          "ENUM",
          "JSON",
          "TIME",
          "TIMESTAMP",
          "INTERVAL",
          "UUID",
          "Insert",
          "BIT",
          "BYTEA");

  private static final Set<String> CONSTRUCTORS =
      Set.of(
          "text",
          "column",
          "table",
          "literal",
          "literal_column",
          "select",
          "insert",
          "update",
          "delete",
          "null",
          "true",
          "false",
          "and_",
          "or_",
          "not_",
          "cast",
          "case",
          "bindparam",
          "desc",
          "asc",
          "distinct",
          "exists",
          "type_coerce",
          "tuple_",
          "union",
          "union_all",
          "values",
          "extract");

  private Libraries() {}

  /** The canonical form of a dotted path. */
  public static String canonical(String path) {
    if (!path.startsWith("sqlalchemy.")) {
      return path;
    }
    String result = path;
    for (Map.Entry<String, String> entry : PACKAGES) {
      boolean whole = !entry.getKey().endsWith(".");
      if (whole ? result.equals(entry.getKey()) : result.startsWith(entry.getKey())) {
        result = entry.getValue() + result.substring(entry.getKey().length());
        break;
      }
    }
    for (String handing : HANDED_ON) {
      if (result.startsWith(handing)) {
        String name = result.substring(handing.length());
        boolean own = handing.endsWith("postgresql.") && OF_POSTGRESQL.contains(name);
        return TYPES_OF_SQLALCHEMY.contains(name) && !own ? "sqlalchemy." + name : result;
      }
    }
    return result;
  }

  static Value attribute(Value.Library owner, String name) {
    return new Value.Library(canonical(owner.path() + "." + name));
  }

  /** Whether a call only makes an object, a type, a column, an expression, and does nothing. */
  static boolean isConstructor(String path) {
    if (StandardLibrary.isHarmless(path)) {
      return true;
    }
    if (!path.startsWith("sqlalchemy.")) {
      return false;
    }
    String name = path.substring(path.lastIndexOf('.') + 1);
    boolean session = path.startsWith("sqlalchemy.orm.") || path.startsWith("sqlalchemy.ext.");
    return path.startsWith("sqlalchemy.func.")
        || (path.equals("sqlalchemy." + name) && CONSTRUCTORS.contains(name))
        || (Character.isUpperCase(name.charAt(0)) && !session);
  }
}
