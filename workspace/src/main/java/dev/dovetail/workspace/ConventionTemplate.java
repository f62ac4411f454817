package dev.dovetail.workspace;

import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Convention.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conventions as {@code dovetail.toml} has them, each with a comment on who departs from it. */
final class ConventionTemplate {

  private ConventionTemplate() {}

  /**
   * @param conformities how the services stand to the convention
   */
  static String of(Convention convention, List<Conformity> conformities) {
    StringBuilder toml = new StringBuilder();
    List<String> fit =
        conformities.stream().filter(Conformity::fits).map(Conformity::service).toList();
    List<Conformity> part = conformities.stream().filter(it -> !it.departures().isEmpty()).toList();
    toml.append("# as in %s\n".formatted(fit.isEmpty() ? "no service" : String.join(", ", fit)));
    for (Conformity other : part) {
      other.lines().forEach(line -> toml.append("# ").append(shown(line)).append('\n'));
    }
    toml.append("[conventions.").append(key(convention.name())).append("]\n");
    toml.append("tables = ").append(list(convention.tables())).append('\n');
    if (convention.measure() instanceof Written written) {
      write(toml, convention, written);
    }
    return toml.toString();
  }

  private static void write(StringBuilder toml, Convention convention, Written written) {
    if (!written.indexes().isEmpty()) {
      toml.append("indexes = [\n");
      written.indexes().forEach(index -> toml.append("  ").append(index(index)).append(",\n"));
      toml.append("]\n");
    }
    if (!written.constraints().isEmpty()) {
      toml.append("constraints = [\n");
      for (Convention.Constraint constraint : written.constraints()) {
        List<String> parts = new ArrayList<>();
        constraint.name().ifPresent(name -> parts.add("name = " + quote(name)));
        parts.add("definition = " + quote(constraint.definition()));
        toml.append("  { ").append(String.join(", ", parts)).append(" },\n");
      }
      toml.append("]\n");
    }
    if (!written.columns().isEmpty()) {
      toml.append("\n[conventions.").append(key(convention.name())).append(".columns]\n");
      for (Convention.Column column : written.columns()) {
        toml.append(key(column.name()))
            .append(" = ")
            .append(quote((column.type().orElse("") + " " + column.rest()).strip()))
            .append('\n');
      }
    }
  }

  private static String index(Convention.Index index) {
    List<String> parts = new ArrayList<>();
    index.name().ifPresent(name -> parts.add("name = " + quote(name)));
    parts.add("columns = " + list(index.keys()));
    if (index.unique()) {
      parts.add("unique = true");
    }
    index.method().ifPresent(method -> parts.add("method = " + quote(method)));
    if (!index.include().isEmpty()) {
      parts.add("include = " + list(index.include()));
    }
    index.where().ifPresent(where -> parts.add("where = " + quote(where)));
    return "{ " + String.join(", ", parts) + " }";
  }

  private static String list(List<String> texts) {
    return texts.stream()
        .map(ConventionTemplate::quote)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String key(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? name : quote(name);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isHidden(c)) {
            quoted.append("\\u%04X".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** A comment may hold no control characters, and no name of a repository may feign text. */
  private static String shown(String line) {
    StringBuilder shown = new StringBuilder();
    line.chars().forEach(c -> shown.append(isHidden(c) ? '?' : (char) c));
    return shown.toString();
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }
}
