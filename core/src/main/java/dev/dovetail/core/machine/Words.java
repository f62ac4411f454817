package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a name out of a text, as {@code '...'::regclass} does. */
final class Words {

  /** Spellings of built-in types that are no names in the catalog. */
  static final Set<String> SQL_TYPES =
      Set.of(
          "integer",
          "int",
          "bigint",
          "smallint",
          "boolean",
          "character",
          "char",
          "decimal",
          "real",
          "float",
          "double",
          "dec",
          "bit",
          "time",
          "timestamp",
          "interval",
          "setof");

  private Words() {}

  static Optional<Name> name(String text) {
    List<String> parts = new ArrayList<>();
    int at = 0;
    String stripped = text.strip();
    while (at < stripped.length()) {
      StringBuilder part = new StringBuilder();
      if (stripped.charAt(at) == '"') {
        for (at++; at < stripped.length(); at++) {
          if (stripped.charAt(at) != '"') {
            part.append(stripped.charAt(at));
          } else if (at + 1 < stripped.length() && stripped.charAt(at + 1) == '"') {
            part.append('"');
            at++;
          } else {
            break;
          }
        }
        at++;
      } else {
        int end = stripped.indexOf('.', at);
        end = end < 0 ? stripped.length() : end;
        part.append(stripped.substring(at, end).toLowerCase(Locale.ROOT));
        at = end;
      }
      parts.add(part.toString());
      if (at < stripped.length() && stripped.charAt(at) != '.') {
        return Optional.empty();
      }
      at++;
    }
    return switch (parts.size()) {
      case 1 -> Optional.of(Name.of(parts.get(0)));
      case 2 -> Optional.of(Name.of(parts.get(0), parts.get(1)));
      default -> Optional.empty();
    };
  }
}
