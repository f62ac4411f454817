package dev.dovetail.core.schema;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How PostgreSQL writes and cuts names and string literals. */
public final class Identifiers {

  private static final int LONGEST = 63;

  /** Words that PostgreSQL quotes when they are names: all but its unreserved keywords. */
  private static final Set<String> QUOTED_WORDS =
      Set.of(
          """
          all analyse analyze and any array as asc asymmetric authorization between bigint
          binary bit boolean both case cast char character check coalesce collate collation
          column concurrently constraint create cross current_catalog current_date
          current_role current_schema current_time current_timestamp current_user dec decimal
          default deferrable desc distinct do else end except exists extract false fetch float
          for foreign freeze from full grant greatest group grouping having ilike in initially
          inner inout int integer intersect interval into is isnull join lateral leading least
          left like limit localtime localtimestamp national natural nchar none normalize not
          notnull null nullif numeric offset on only or order out outer overlaps overlay
          placing position precision primary real references returning right row select
          session_user setof similar smallint some substring symmetric table tablesample then
          time timestamp to trailing treat trim true union unique user using values varchar
          variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
          xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
          """
              .strip()
              .split("\\s+"));

  private Identifiers() {}

  /** The name as {@code quote_ident} gives it. */
  public static String quote(String name) {
    boolean plain = isPlain(name) && !QUOTED_WORDS.contains(name);
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** The text as a string literal, in the form the catalog prints: a backslash stands as it is. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The text as {@code quote_literal} gives it: safe wherever backslashes are escapes. */
  public static String quoteLiteral(String text) {
    return text.contains("\\") ? "E" + literal(text.replace("\\", "\\\\")) : literal(text);
  }

  /** The name as the server keeps it: cut to 63 bytes at a character's edge. */
  public static String cut(String name) {
    if (name.length() * 3 <= LONGEST) {
      return name;
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST) {
      return name;
    }
    int end = LONGEST;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
