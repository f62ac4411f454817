package dev.dovetail.report;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.OmittedKey;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is where, to be looked up: the enum types of each service with their values and the tables
 * that use them, and its foreign keys, with those that are not there.
 */
public final class Reference {

  /** Stands in the first line. */
  public static final String SIGNATURE = "<!-- dovetail report --reference -->";

  private static final Pattern KEY =
      Pattern.compile("FOREIGN KEY \\(([^)]*)\\) REFERENCES (.*)", Pattern.DOTALL);

  private final List<OmittedKey> omitted;
  private final StringBuilder out = new StringBuilder();

  private Reference(List<OmittedKey> omitted) {
    this.omitted = omitted;
  }

  public static String write(String name, List<ServiceFacts> services, List<OmittedKey> omitted) {
    Reference reference = new Reference(omitted);
    reference.line(SIGNATURE, "# Enums and foreign keys of " + Markdown.prose(name), "");
    reference.line("As the migrations make them.");
    for (ServiceFacts service : services) {
      service.told().ifPresent(told -> reference.service(service, told));
    }
    return reference.out.toString();
  }

  private void service(ServiceFacts service, Told told) {
    line("", "## " + Markdown.prose(service.name()), "");
    if (!told.doubts().isEmpty()) {
      line(
          "> %s of its migrations could not be understood: what follows may lack something."
              .formatted(PageWords.count(told.doubts().size(), "part")),
          "");
    }
    enums(service, told.schema());
    keys(service, told.schema());
  }

  // ---- enums

  private void enums(ServiceFacts service, Schema schema) {
    if (schema.enums().isEmpty()) {
      line("It has no enum type.");
      return;
    }
    line("| Type | Values | Tables using it | Enum of the code |", "|---|---|---|---|");
    schema
        .enums()
        .forEach((name, type) ->
            line(
                "| %s | %s | %s | %s |"
                    .formatted(
                        Markdown.code(shown(name)),
                        String.join(", ", type.texts().stream().map(Markdown::code).toList()),
                        orNone(tables(schema, name)),
                        orNone(declared(service, name)))));
  }

  private static List<String> tables(Schema schema, ObjectName type) {
    Set<String> tables = new LinkedHashSet<>();
    for (Schema.Table table : schema.tables().values()) {
      if (table.columns().stream()
          .anyMatch(column -> column.enumType().filter(type::equals).isPresent())) {
        tables.add(shown(table.name()));
      }
    }
    return List.copyOf(tables);
  }

  private static List<String> declared(ServiceFacts service, ObjectName type) {
    return service.comparisons().stream()
        .filter(comparison -> comparison.told().filter(it -> it.name().equals(type)).isPresent())
        .map(Comparison::name)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static String orNone(List<String> names) {
    return names.isEmpty() ? "-" : String.join(", ", names.stream().map(Markdown::code).toList());
  }

  // ---- foreign keys

  /** A column that could refer to a table and has no key. */
  private record Bare(String column, String says) {}

  private void keys(ServiceFacts service, Schema schema) {
    List<String> rows = new ArrayList<>();
    List<Bare> bare = new ArrayList<>();
    for (Schema.Table table : schema.tables().values()) {
      Set<String> keyed = new HashSet<>();
      for (Schema.Constraint constraint : table.constraints().values()) {
        Matcher key = KEY.matcher(constraint.definition());
        if (constraint.kind() == ConstraintKind.FOREIGN_KEY && key.matches()) {
          List.of(key.group(1).split(",\\s*")).forEach(keyed::add);
          rows.add(
              "| %s | %s |"
                  .formatted(
                      Markdown.code(shown(table.name()) + "." + key.group(1)),
                      Markdown.code(key.group(2))));
        }
      }
      bare(service, schema, table, keyed, bare);
    }
    line("", "### Foreign keys", "");
    if (rows.isEmpty()) {
      line("There is none.");
    } else {
      line("| From | To |", "|---|---|");
      rows.forEach(this::line);
    }
    List<String> purpose = new ArrayList<>();
    List<String> forgotten = new ArrayList<>();
    for (Bare one : bare) {
      Optional<OmittedKey> meant =
          omitted.stream().filter(key -> key.means(service.name(), one.column())).findFirst();
      if (meant.isPresent()) {
        purpose.add(
            "- %s: %s"
                .formatted(Markdown.code(one.column()), Markdown.prose(meant.get().reason())));
      } else {
        forgotten.add("- [ ] %s %s".formatted(Markdown.code(one.column()), one.says()));
      }
    }
    if (!purpose.isEmpty()) {
      line("", "Left out on purpose, as `dovetail.toml` says:", "");
      purpose.forEach(this::line);
    }
    if (!forgotten.isEmpty()) {
      line("", "Perhaps forgotten; if not, `[[no-foreign-key]]` in `dovetail.toml` says why:", "");
      forgotten.forEach(this::line);
    }
  }

  private void bare(
      ServiceFacts service, Schema schema, Schema.Table table, Set<String> keyed, List<Bare> bare) {
    Set<String> said = new HashSet<>(keyed);
    for (DeclaredTable declared : service.tables()) {
      if (declared.name().equals(table.name().name())) {
        for (DeclaredConstraint constraint : declared.constraints()) {
          if (constraint instanceof DeclaredConstraint.ForeignKey key
              && said.addAll(key.columns())) {
            bare.add(
                new Bare(
                    table.name().name() + "." + String.join(", ", key.columns()),
                    "has a foreign key in the model, and none in the migrations"));
          }
        }
      }
    }
    for (Schema.Column column : table.columns()) {
      String name = table.name().name() + "." + column.name();
      boolean declared = omitted.stream().anyMatch(key -> key.means(service.name(), name));
      if (said.contains(column.name())) {
        continue;
      }
      Optional<Schema.Table> target = target(schema, column.name());
      if (target.isPresent()) {
        bare.add(
            new Bare(
                name, "reads as if it referred to " + Markdown.code(shown(target.get().name()))));
      } else if (declared) {
        bare.add(new Bare(name, ""));
      }
    }
  }

  /** The table that a column is named for: {@code user_id}, {@code parent_task_id}. */
  private static Optional<Schema.Table> target(Schema schema, String column) {
    if (!column.endsWith("_id")) {
      return Optional.empty();
    }
    String stem = column.substring(0, column.length() - "_id".length());
    String last = stem.substring(stem.lastIndexOf('_') + 1);
    for (String word : last.equals(stem) ? List.of(stem) : List.of(stem, last)) {
      Set<String> names = new HashSet<>(List.of(word, word + "s", word + "es"));
      if (word.endsWith("y")) {
        names.add(word.substring(0, word.length() - 1) + "ies");
      }
      Optional<Schema.Table> found =
          schema.tables().values().stream()
              .filter(table -> names.contains(table.name().name()))
              .findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String shown(ObjectName name) {
    return name.schema().equals("public") ? name.name() : name.toString();
  }

  private void line(String... lines) {
    for (String one : lines) {
      out.append(one).append('\n');
    }
  }
}
