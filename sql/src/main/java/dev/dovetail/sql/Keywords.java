package dev.dovetail.sql;

import java.util.Set;

/** PostgreSQL's keywords by where they may serve as names; all others may serve anywhere. */
final class Keywords {

  /** Never a name without quotes, save after AS and after a dot. */
  private static final Set<String> RESERVED =
      words(
          """
          all analyse analyze and any array as asc asymmetric both case cast check collate column
          constraint create current_catalog current_date current_role current_time
          current_timestamp current_user default deferrable desc distinct do else end except false
          fetch for foreign from grant group having in initially intersect into lateral leading
          limit localtime localtimestamp not null offset on only or order placing primary
          references returning select session_user some symmetric table then to trailing true
          union unique user using variadic when where window with
          """);

  /** Names of functions and types, not of columns and tables. */
  private static final Set<String> FUNCTION_NAMES =
      words(
          """
          authorization binary collation concurrently cross current_schema freeze full ilike inner
          is isnull join left like natural notnull outer overlaps right similar tablesample verbose
          """);

  /** Names of columns and tables, not of functions and types. */
  private static final Set<String> COLUMN_NAMES =
      words(
          """
          between bigint bit boolean char character coalesce dec decimal exists extract float
          greatest grouping inout int integer interval least national nchar none normalize nullif
          numeric out overlay position precision real row setof smallint substring time timestamp
          treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest
          xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
          """);

  /** Not an output column's name without AS. */
  private static final Set<String> NEEDS_AS =
      words(
          """
          array as char character create day except fetch filter for from grant group having hour
          intersect into isnull limit minute month notnull offset on order over overlaps precision
          returning second to union varying where window with within without year
          """);

  private Keywords() {}

  private static Set<String> words(String list) {
    return Set.of(list.strip().split("\\s+"));
  }

  static boolean reserved(String word) {
    return RESERVED.contains(word);
  }

  /** May name a column, a table, an alias (ColId). */
  static boolean columnName(String word) {
    return !RESERVED.contains(word) && !FUNCTION_NAMES.contains(word);
  }

  /** May name a type or a function. */
  static boolean functionName(String word) {
    return !RESERVED.contains(word) && !COLUMN_NAMES.contains(word);
  }

  static boolean onlyColumnName(String word) {
    return COLUMN_NAMES.contains(word);
  }

  static boolean bareLabel(String word) {
    return !NEEDS_AS.contains(word);
  }
}
