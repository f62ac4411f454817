package dev.dovetail.python.model;

import dev.dovetail.core.source.SoughtWords;
import dev.dovetail.python.modules.Modules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Python files that can hold models, and a glance at each: whether it is worth parsing, and
 * what it imports. Every file is read once, and what was asked of the names is remembered.
 */
final class SourceFiles {

  /** What a glance at a file tells. */
  record Glance(boolean promising, List<ImportScan.Imported> imports) {}

  private static final SoughtWords WORDS =
      SoughtWords.of(
          "Enum",
          "Flag",
          "Choices",
          "sqlalchemy",
          "sqlmodel",
          "SQLAlchemy",
          "Mapped",
          "mapped_column",
          "Column(",
          "__tablename__",
          ".Model",
          "Table(");

  private final SourceNames names;
  private final Modules modules;
  private final Map<String, Optional<Glance>> glances = new HashMap<>();
  private final Map<List<String>, List<String>> listed = new HashMap<>();
  private final Map<String, Boolean> had = new HashMap<>();
  private final Map<String, String> called = new HashMap<>();

  SourceFiles(SourceNames names, Modules modules) {
    this.names = names;
    this.modules = modules;
  }

  /** Whether the names of a later state tell the same, as far as it was asked. */
  boolean isAnsweredAlikeBy(SourceNames later) {
    return listed.entrySet().stream().allMatch(it -> later.below(it.getKey()).equals(it.getValue()))
        && had.entrySet().stream().allMatch(it -> later.has(it.getKey()) == it.getValue())
        && called.entrySet().stream()
            .allMatch(it -> later.moduleOf(it.getKey()).equals(it.getValue()));
  }

  boolean has(String path) {
    return had.computeIfAbsent(path, names::has);
  }

  /** The files below any of the folders, sorted. */
  List<String> below(List<String> folders) {
    return listed.computeIfAbsent(folders, names::below);
  }

  /** The dotted name by which a file is most likely imported. */
  String moduleOf(String path) {
    return called.computeIfAbsent(path, names::moduleOf);
  }

  static boolean isBelow(String path, List<String> folders) {
    return folders.stream()
        .anyMatch(
            folder -> folder.isEmpty() || path.startsWith(folder + "/") || path.equals(folder));
  }

  Optional<Glance> glance(String path) {
    return glances.computeIfAbsent(
        path,
        any ->
            modules
                .bytes(path)
                .map(content -> modules.glance(path, content, Glance.class, SourceFiles::glance)));
  }

  private static Glance glance(byte[] content) {
    return new Glance(WORDS.isAnyIn(content), ImportScan.of(content));
  }
}
