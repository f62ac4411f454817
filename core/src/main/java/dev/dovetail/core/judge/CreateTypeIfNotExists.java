package dev.dovetail.core.judge;

/** Other databases and other statements know IF NOT EXISTS; CREATE TYPE does not. */
final class CreateTypeIfNotExists extends CertainFailure {

  CreateTypeIfNotExists() {
    super(
        "create-type-if-not-exists",
        Category.MIGRATIONS,
        "CREATE TYPE IF NOT EXISTS is no PostgreSQL",
        Cause.CREATE_TYPE_IF_NOT_EXISTS,
        new Words(
            "PostgreSQL has no `CREATE TYPE IF NOT EXISTS`",
            "leave `IF NOT EXISTS` out; where the type may be there, ask pg_type first, or use"
                + " `postgresql.ENUM(...).create(bind, checkfirst=True)`"),
        new Words(
            "PostgreSQL has no `CREATE TYPE IF NOT EXISTS`",
            "leave `IF NOT EXISTS` out; where the type may be there, ask pg_type first, or catch"
                + " duplicate_object in a DO block"));
  }
}
