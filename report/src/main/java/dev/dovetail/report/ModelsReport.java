package dev.dovetail.report;

import static java.util.stream.Collectors.joining;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault;
import dev.dovetail.core.declared.DeclaredColumn.Role;
import dev.dovetail.core.declared.DeclaredColumn.ServerDefault;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models of a service, for whoever writes rows of them: which fields must be given, which may
 * be left out, and which are the database's own; with the labels of the enums that they store.
 */
public final class ModelsReport {

  private static final String USUAL = "public";

  private final List<DeclaredTable> models;
  private final List<EnumColumn> enums;

  private ModelsReport(List<DeclaredTable> models, List<EnumColumn> enums) {
    this.models = models;
    this.enums = enums;
  }

  public static String text(List<DeclaredTable> models, List<EnumColumn> enums) {
    return new ModelsReport(models, enums).text();
  }

  public static String json(List<DeclaredTable> models, List<EnumColumn> enums) {
    return new ModelsReport(models, enums).json();
  }

  // ---- text

  private String text() {
    List<String> lines = new ArrayList<>();
    for (DeclaredTable model : models) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      model(model, lines);
    }
    Set<String> labels = new LinkedHashSet<>();
    for (EnumColumn column : enums) {
      labels.add(
          column.typeName().map(name -> "enum " + name).orElse("enum of " + place(column))
              + column.declared().map(it -> " (" + it.name() + ")").orElse("")
              + ": "
              + column
                  .unknown()
                  .map(reason -> "not known, " + reason)
                  .orElseGet(() ->
                      column.labels().stream().map(label -> label.text()).collect(joining(", "))));
    }
    if (!labels.isEmpty()) {
      lines.add("");
      lines.addAll(labels);
    }
    return lines.stream().map(Printable::of).map(line -> line + "\n").collect(joining());
  }

  private static String place(EnumColumn column) {
    return column.table() + "." + column.column();
  }

  private void model(DeclaredTable model, List<String> lines) {
    lines.add(
        "%s: table %s (%s)"
            .formatted(
                model.model().orElse(model.name()),
                model.schema().orElse(USUAL) + "." + model.name(),
                Place.shown(model.origin())));
    Map<String, List<List<String>>> groups = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      groups.put(title(role), new ArrayList<>());
    }
    for (DeclaredColumn column : model.columns()) {
      String title =
          switch (column.role()) {
            case Reading.Known<Role>(Role role) -> title(role);
            case Reading.Unsure<Role>(String reason) -> "not known: " + reason;
          };
      groups.computeIfAbsent(title, it -> new ArrayList<>()).add(row(model, column));
    }
    List<List<String>> all = groups.values().stream().flatMap(List::stream).toList();
    groups.values().removeIf(List::isEmpty);
    groups.forEach((title, rows) -> {
      lines.add("  " + title);
      Columns columns = new Columns(all, Set.of());
      rows.forEach(row -> lines.add("    " + columns.line(row)));
    });
    model.unsure().forEach(reason -> lines.add("  more may be there: " + reason));
  }

  private static String title(Role role) {
    return switch (role) {
      case REQUIRED -> "required";
      case OPTIONAL -> "optional: NULL when left out";
      case DEFAULTED -> "defaulted: filled in when left out";
      case SERVER_MANAGED -> "server-managed: filled in by the database, not to be set";
    };
  }

  private List<String> row(DeclaredTable model, DeclaredColumn column) {
    String name = column.attribute().orElse(column.name());
    List<String> notes = new ArrayList<>();
    if (!name.equals(column.name())) {
      notes.add("column " + column.name());
    }
    if (column.primaryKey()) {
      notes.add("primary key");
    }
    references(model, column).ifPresent(to -> notes.add("refers to " + to));
    column.codeDefault().ifPresent(it -> notes.add("default " + shown(it)));
    serverDefault(column).ifPresent(notes::add);
    column.onUpdate().ifPresent(it -> notes.add("on update " + shown(it)));
    if (!column.initial()) {
      notes.add("not taken by the constructor");
    }
    return List.of(name, column.annotation().orElse(""), type(column), String.join(", ", notes));
  }

  private String type(DeclaredColumn column) {
    return switch (column.type().map(type -> type.displayed(USUAL))) {
      case Reading.Known<String>(String type) ->
          type.startsWith(USUAL + ".") ? type.substring(USUAL.length() + 1) : type;
      case Reading.Unsure<String>(String reason) -> "?";
    };
  }

  private static String shown(CodeDefault code) {
    return switch (code.kind()) {
      case VALUE, SQL -> code.text();
      case CALLED -> "what " + code.text() + " returns";
      case UNCLEAR -> "that is not known";
    };
  }

  private static Optional<String> serverDefault(DeclaredColumn column) {
    if (column.serverOnUpdate()) {
      return Optional.of("changed by the database on update");
    }
    return column
        .serverDefault()
        .known()
        .flatMap(it ->
            switch (it) {
              case ServerDefault.None none -> Optional.empty();
              case ServerDefault.Expression(String sql) -> Optional.of("DEFAULT " + sql);
              case ServerDefault.Serial serial -> Optional.of("the next number");
              case ServerDefault.Identity identity -> Optional.of("the next number");
              case ServerDefault.Generated(String sql) -> Optional.of("always " + sql);
              case ServerDefault.Elsewhere elsewhere -> Optional.of("set by the database");
            });
  }

  private static Optional<String> references(DeclaredTable model, DeclaredColumn column) {
    return model.constraints().stream()
        .filter(DeclaredConstraint.ForeignKey.class::isInstance)
        .map(DeclaredConstraint.ForeignKey.class::cast)
        .filter(key -> key.columns().contains(column.name()))
        .flatMap(key ->
            key.target().known().stream()
                .map(target -> {
                  int at = key.columns().indexOf(column.name());
                  return target.schema().map(schema -> schema + ".").orElse("")
                      + target.table()
                      + (at < target.columns().size() ? "." + target.columns().get(at) : "");
                }))
        .findFirst();
  }

  // ---- JSON

  private String json() {
    List<Map<String, Object>> out = new ArrayList<>();
    for (DeclaredTable model : models) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("model", model.model());
      one.put("schema", model.schema());
      one.put("table", model.name());
      one.put("file", Place.file(model.origin()));
      one.put("line", Place.line(model.origin()));
      one.put("fields", model.columns().stream().map(column -> field(model, column)).toList());
      one.put("unsure", model.unsure());
      out.add(one);
    }
    return Json.write(Map.of("models", out));
  }

  private Map<String, Object> field(DeclaredTable model, DeclaredColumn column) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", column.attribute().orElse(column.name()));
    field.put("column", column.name());
    field.put(
        "role",
        column.role().known().map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    field.put("annotation", column.annotation());
    field.put("type", column.type().map(type -> type.displayed(USUAL)).known());
    field.put("nullable", column.nullable().known());
    field.put("primary_key", column.primaryKey());
    field.put("default", column.codeDefault().map(ModelsReport::shown));
    field.put("server_default", serverDefault(column));
    field.put("on_update", column.onUpdate().map(ModelsReport::shown));
    field.put("refers_to", references(model, column));
    field.put("labels", labels(model, column));
    return field;
  }

  private Optional<List<String>> labels(DeclaredTable model, DeclaredColumn column) {
    return enums.stream()
        .filter(it -> it.table().equals(model.name()) && it.column().equals(column.name()))
        .filter(it -> it.schema().equals(model.schema()) && it.unknown().isEmpty())
        .findFirst()
        .map(it -> it.labels().stream().map(label -> label.text()).toList());
  }
}
