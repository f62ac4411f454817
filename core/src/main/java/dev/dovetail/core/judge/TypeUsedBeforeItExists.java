package dev.dovetail.core.judge;

/** Only create_table creates an enum type by itself; add_column and alter_column do not. */
final class TypeUsedBeforeItExists extends CertainFailure {

  TypeUsedBeforeItExists() {
    super(
        "type-used-before-it-exists",
        Category.MIGRATIONS,
        "a migration uses a type that is not there yet",
        Cause.TYPE_NOT_YET,
        new Words(
            "nothing created the type before; `create_table` creates the types of its columns,"
                + " `add_column` and `alter_column` do not",
            "create it first: `sa.Enum(..., name=...).create(op.get_bind())`, or `CREATE TYPE`"),
        new Words(
            "nothing created the type before", "create it first: `CREATE TYPE ... AS ENUM (...)`"));
  }
}
