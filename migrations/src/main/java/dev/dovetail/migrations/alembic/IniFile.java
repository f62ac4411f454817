package dev.dovetail.migrations.alembic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration file as Python's {@code configparser} reads it: sections, values over several
 * lines, {@code [DEFAULT]}, and {@code %(name)s} in values.
 */
final class IniFile {

  private static final int DEEPEST_INTERPOLATION = 10;
  private static final int LONGEST = 1 << 24;

  /** An option, and the line it stands on. */
  record Option(String raw, int line) {}

  private final Map<String, Map<String, Option>> sections;

  private IniFile(Map<String, Map<String, Option>> sections) {
    this.sections = sections;
  }

  static IniFile parse(String text) {
    Map<String, Map<String, Option>> sections = new LinkedHashMap<>();
    Map<String, Option> current = new LinkedHashMap<>();
    String key = "";
    StringBuilder value = new StringBuilder();
    int first = 1;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      boolean continued = Character.isWhitespace(line.charAt(0)) && !key.isEmpty();
      if (continued) {
        value.append('\n').append(bare);
      } else if (bare.startsWith("[") && bare.endsWith("]")) {
        end(current, key, value, first);
        current =
            sections.computeIfAbsent(
                bare.substring(1, bare.length() - 1), name -> new LinkedHashMap<>());
        key = "";
      } else {
        int at = separator(bare);
        if (at > 0) {
          end(current, key, value, first);
          key = bare.substring(0, at).strip().toLowerCase(Locale.ROOT);
          value.append(bare.substring(at + 1).strip());
          first = i + 1;
        }
      }
    }
    end(current, key, value, first);
    return new IniFile(sections);
  }

  /** The value of an option may have gone on for many lines; with the next one it is whole. */
  private static void end(Map<String, Option> section, String key, StringBuilder value, int line) {
    if (!key.isEmpty()) {
      section.put(key, new Option(value.toString(), line));
    }
    value.setLength(0);
  }

  private static int separator(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    if (equals < 0 || colon < 0) {
      return Math.max(equals, colon);
    }
    return Math.min(equals, colon);
  }

  /** The sections, {@code DEFAULT} left out. */
  List<String> sections() {
    List<String> names = new ArrayList<>(sections.keySet());
    names.remove("DEFAULT");
    return List.copyOf(names);
  }

  /** The line of an option; 1 where it is not said. */
  int line(String section, String key) {
    return option(section, key).map(Option::line).orElse(1);
  }

  /** A value with its references replaced; {@code here} is the folder of the file. */
  Optional<String> get(String section, String key, String here) {
    return option(section, key)
        .map(option -> {
          StringBuilder out = new StringBuilder();
          interpolate(option.raw(), section, here, 0, out);
          return out.toString();
        });
  }

  private Optional<Option> option(String section, String key) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key))
        .or(() -> Optional.ofNullable(sections.getOrDefault("DEFAULT", Map.of()).get(key)));
  }

  /** References multiply: what grows longer than any value is cut. */
  private void interpolate(String raw, String section, String here, int depth, StringBuilder out) {
    int i = 0;
    while (i < raw.length() && out.length() <= LONGEST) {
      int percent = raw.indexOf('%', i);
      if (percent < 0 || depth > DEEPEST_INTERPOLATION) {
        break;
      }
      out.append(raw, i, percent);
      int end = raw.indexOf(")s", percent);
      if (raw.startsWith("%%", percent)) {
        out.append('%');
        i = percent + 2;
      } else if (raw.startsWith("%(", percent) && end > 0) {
        String name = raw.substring(percent + 2, end).toLowerCase(Locale.ROOT);
        if (name.equals("here")) {
          out.append(here);
        } else {
          option(section, name)
              .ifPresent(option -> interpolate(option.raw(), section, here, depth + 1, out));
        }
        i = end + 2;
      } else {
        out.append('%');
        i = percent + 1;
      }
    }
    if (out.length() <= LONGEST) {
      out.append(raw, i, raw.length());
    }
  }
}
