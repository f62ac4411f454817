package dev.dovetail.migrations.alembic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of SQL that SQLAlchemy writes. Names are always quoted, for they are meant exactly. */
final class Sql {

  private static final int LONGEST_NAME = 63;

  private Sql() {}

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** An empty schema is none. */
  static String name(Optional<String> schema, String name) {
    return schema.filter(s -> !s.isEmpty()).map(s -> name(s) + ".").orElse("") + name(name);
  }

  static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A string literal, whatever the setting of backslashes. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A name that a convention made: SQLAlchemy cuts it with four digits of its hash. */
  static String cut(String name) {
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    String digits = md5(name);
    return name.substring(0, LONGEST_NAME - 8) + "_" + digits.substring(digits.length() - 4);
  }

  /** Whether SQLAlchemy would refuse a name that somebody wrote. */
  static boolean tooLong(String name) {
    return name.length() > LONGEST_NAME;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has MD5", e);
    }
  }
}
