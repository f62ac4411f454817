package dev.dovetail.core.machine;

import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys that one statement asks for twice. PostgreSQL makes one of them: the primary key where it is
 * among them, else the first; a name that only the other has is taken over.
 */
final class RepeatedKeys {

  private RepeatedKeys() {}

  /** The constraints without those that repeat another, in their order. */
  static List<TableConstraint> without(List<TableConstraint> all) {
    List<TableConstraint> kept = new ArrayList<>(all);
    for (TableConstraint constraint : all) {
      if (constraint instanceof TableConstraint.Unique unique && unique.usingIndex().isEmpty()) {
        leaveOut(unique, kept);
      }
    }
    return kept;
  }

  private static void leaveOut(TableConstraint.Unique unique, List<TableConstraint> kept) {
    int own = identity(kept, unique);
    for (int i = 0; i < kept.size(); i++) {
      boolean repeats =
          switch (kept.get(i)) {
            case TableConstraint.PrimaryKey key -> same(key, unique);
            case TableConstraint.Unique other -> i < own && same(other, unique);
            case TableConstraint.ForeignKey other -> false;
            case TableConstraint.Check other -> false;
            case TableConstraint.Exclusion other -> false;
          };
      if (repeats) {
        kept.set(i, named(kept.get(i), unique.name()));
        kept.remove(own);
        return;
      }
    }
  }

  /** Two constraints may be equal, and only one of them is meant. */
  private static int identity(List<TableConstraint> kept, TableConstraint wanted) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (kept.get(i).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean same(TableConstraint.PrimaryKey key, TableConstraint.Unique unique) {
    return key.usingIndex().isEmpty()
        && key.columns().equals(unique.columns())
        && key.suffix().equals(unique.suffix())
        && !unique.nullsNotDistinct();
  }

  private static boolean same(TableConstraint.Unique known, TableConstraint.Unique unique) {
    return known.usingIndex().isEmpty()
        && known.columns().equals(unique.columns())
        && known.suffix().equals(unique.suffix())
        && known.nullsNotDistinct() == unique.nullsNotDistinct();
  }

  private static TableConstraint named(TableConstraint kept, Optional<String> name) {
    return switch (kept) {
      case TableConstraint.PrimaryKey key ->
          new TableConstraint.PrimaryKey(
              key.name().or(() -> name), key.columns(), key.usingIndex(), key.suffix());
      case TableConstraint.Unique key ->
          new TableConstraint.Unique(
              key.name().or(() -> name),
              key.columns(),
              key.usingIndex(),
              key.nullsNotDistinct(),
              key.suffix());
      case TableConstraint.ForeignKey other -> other;
      case TableConstraint.Check other -> other;
      case TableConstraint.Exclusion other -> other;
    };
  }
}
