package dev.dovetail.verify;

import dev.dovetail.verify.run.Failure;
import java.util.Map;
import java.util.Optional;

/** Why PostgreSQL refuses what it refuses, and what helps, by SQLSTATE. */
final class Reasons {

  private static final Map<String, String> UP =
      Map.ofEntries(
          Map.entry(
              "0A000",
              "PostgreSQL cannot do this while something depends on it, such as a view or a"
                  + " generated column: drop and make that again around it"),
          Map.entry(
              "22P02",
              "a value in the rows is no label of the type: add the label in an earlier migration,"
                  + " or change the rows first"),
          Map.entry(
              "23502",
              "there are rows without a value: fill them before the column becomes NOT NULL, or"
                  + " give a server default"),
          Map.entry(
              "23503",
              "there are rows whose other side is missing: mend them before the foreign key"),
          Map.entry(
              "23505", "there are equal rows: make them distinct before the unique constraint"),
          Map.entry(
              "23514", "there are rows that break the check: mend them before the constraint"),
          Map.entry(
              "25001",
              "this statement does not run in a transaction: put it in `with"
                  + " op.get_context().autocommit_block():`"),
          Map.entry("2BP01", "something still depends on it: drop what depends first"),
          Map.entry(
              "3F000",
              "the schema is not there: create it in an earlier migration, or name it as `baseline`"
                  + " in dovetail.toml"),
          Map.entry(
              "42501",
              "the migration needs more rights than the owner of a database has: run that part as"
                  + " an administrator, and name it as `setup` in dovetail.toml"),
          Map.entry("42601", "PostgreSQL does not know this form of the statement"),
          Map.entry(
              "42701",
              "the column is there already: another migration, or `create_all` at start, made it"),
          Map.entry(
              "42703",
              "the column is not there yet: the migration that makes it comes later, or was never"
                  + " written"),
          Map.entry(
              "42704",
              "the type is not there: `op.add_column` and `op.alter_column` do not create enum"
                  + " types; run `E.create(op.get_bind())` before"),
          Map.entry(
              "42710",
              "it is there already: create it once; an earlier migration made it, or a downgrade"
                  + " left it behind"),
          Map.entry(
              "42723",
              "the function is there already: use `CREATE OR REPLACE`, or drop it in the"
                  + " downgrade"),
          Map.entry(
              "42804",
              "the types do not fit: say how to convert, with `postgresql_using=` or USING, and"
                  + " drop the default before"),
          Map.entry("42883", "no such operator or function for these types: cast one side"),
          Map.entry(
              "42P01",
              "the table is not there: the migration that makes it comes later, or it was made by"
                  + " hand; a `baseline` in dovetail.toml can say what is there before"),
          Map.entry("42P06", "the schema is there already: use `CREATE SCHEMA IF NOT EXISTS`"),
          Map.entry(
              "42P07",
              "the table or index is there already: another migration, or a downgrade that left it"
                  + " behind"),
          Map.entry(
              "55P03", "it waited for a lock: another session of the same migration holds it"),
          Map.entry(
              "55P04",
              "a label that is new in this transaction cannot be used yet: add it in a revision of"
                  + " its own with `transaction_per_migration=True`, or in an autocommit block"),
          Map.entry("57014", "it took longer than the time a statement has"));

  /** Where files of SQL are to be changed, and not Python. */
  private static final Map<String, String> UP_IN_FILES =
      Map.of(
          "25001",
          "this statement does not run in a transaction: give it a file of its own, and tell the"
              + " tool to do without one there",
          "42704",
          "the type is not there: create it in an earlier file",
          "55P04",
          "a label that is new in this transaction cannot be used yet: add it in a file of its"
              + " own");

  private Reasons() {}

  static Optional<String> up(Site site, Failure failure) {
    return failure
        .sqlstate()
        .flatMap(state ->
            Optional.of(state)
                .filter(any -> site.ofSqlFiles())
                .map(UP_IN_FILES::get)
                .or(() -> Optional.ofNullable(UP.get(state))));
  }

  /** What helps a downgrade. */
  static String remedyDown(Site site, Failure failure) {
    return switch (failure.sqlstate().orElse("")) {
      case "42704", "42P01", "42703" ->
          "what it drops is not there any more, or never was under that name: drop it where it was"
              + " made, and once";
      case "2BP01" -> "undo in reverse order: what uses a type goes before the type";
      default -> up(site, failure).orElse("undo in reverse order what the upgrade did");
    };
  }
}
