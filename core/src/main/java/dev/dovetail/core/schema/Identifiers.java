package dev.dovetail.core.schema;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** How PostgreSQL writes and cuts names and string literals. */
public final class Identifiers {

  private static final int LONGEST = 63;

  /** Words that PostgreSQL quotes when they are names: all but its unreserved keywords. */
  private static final Set<String> QUOTED_WORDS = Set.of();

  private Identifiers() {}

  /** The name as {@code quote_ident} gives it. */
  public static String quote(String name) {
    boolean plain = name.matches("[a-z_][a-z0-9_]*") && !QUOTED_WORDS.contains(name);
    return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** The text as a string literal, in the form the catalog prints. */
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return text.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
  }

  /** The name as the server keeps it: cut to 63 bytes at a character's edge. */
  public static String cut(String name) {
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
