package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern GUARD =
      Pattern.compile("(?i)(\\bCREATE\\s+TYPE\\s+)IF\\s+NOT\\s+EXISTS\\s+");

  @Override
  Optional<Suggestion> corrected(Origin.InFile place) {
    return Optional.of(
        Suggestion.unsafe("leave `IF NOT EXISTS` out", new Edit.Matching(place, GUARD, "$1")));
  }
}
