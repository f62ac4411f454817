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
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      boolean continued = Character.isWhitespace(line.charAt(0)) && current.containsKey(key);
      if (continued) {
        int first = current.get(key) == null ? i + 1 : current.get(key).line();
        current.merge(
            key, new Option(bare, first), (a, b) -> new Option(a.raw() + "\n" + bare, first));
      } else if (bare.startsWith("[") && bare.endsWith("]")) {
        current =
            sections.computeIfAbsent(
                bare.substring(1, bare.length() - 1), name -> new LinkedHashMap<>());
        key = "";
      } else {
        int at = separator(bare);
        if (at > 0) {
          key = bare.substring(0, at).strip().toLowerCase(Locale.ROOT);
          current.put(key, new Option(bare.substring(at + 1).strip(), i + 1));
        }
      }
    }
    return new IniFile(sections);
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
    return option(section, key).map(option -> interpolate(option.raw(), section, here, 0));
  }

  private Optional<Option> option(String section, String key) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key))
        .or(() -> Optional.ofNullable(sections.getOrDefault("DEFAULT", Map.of()).get(key)));
  }

  private String interpolate(String raw, String section, String here, int depth) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
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
        out.append(
            name.equals("here")
                ? here
                : option(section, name)
                    .map(option -> interpolate(option.raw(), section, here, depth + 1))
                    .orElse(""));
        i = end + 2;
      } else {
        out.append('%');
        i = percent + 1;
      }
    }
    return out.append(raw.substring(i)).toString();
  }
}
