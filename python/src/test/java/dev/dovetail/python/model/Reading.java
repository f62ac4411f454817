package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Map;

/** Short ways to read models in tests. */
final class Reading {

  private Reading() {}

  static Models models(Map<String, String> files) {
    return new PythonModels(new MemoryTree(files)).read(List.of(""));
  }

  static Models models(String text) {
    return models(Map.of("app/models.py", text));
  }

  static DeclaredEnum only(Models models) {
    return models.enums().getFirst();
  }

  static EnumColumn onlyColumn(Models models) {
    return models.columns().getFirst();
  }

  static List<String> labels(EnumColumn column) {
    return column.labels().stream().map(Label::text).toList();
  }

  static List<String> members(DeclaredEnum declared) {
    return declared.members().stream()
        .map(member -> member.name() + "=" + member.value().orElse("?"))
        .toList();
  }

  static String place(Origin origin) {
    return origin instanceof Origin.InFile file
        ? file.path() + ":" + file.span().line() + ":" + file.span().column()
        : origin.toString();
  }
}
