package dev.dovetail.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every class that the modules make, and which rooms each room may know. */
final class House {
  /**
   * A room, which is a module and the package of its name, and the rooms it may use. A room that is
   * not listed here does not pass.
   */
  static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("core", Set.of()),
              Map.entry("git", Set.of("core")),
              Map.entry("sql", Set.of("core")),
              Map.entry("python", Set.of("core", "sql")),
              Map.entry("migrations", Set.of("core", "sql", "python")),
              Map.entry("workspace", Set.of("core", "git", "sql", "python", "migrations")),
              Map.entry("postgres", Set.of("core")),
              Map.entry(
                  "verify", Set.of("core", "sql", "python", "migrations", "workspace", "postgres")),
              Map.entry("audit", Set.of("core", "migrations", "workspace", "postgres")),
              Map.entry(
                  "fix",
                  Set.of("core", "sql", "python", "migrations", "workspace", "postgres", "verify")),
              Map.entry(
                  "probe",
                  Set.of("core", "migrations", "workspace", "postgres", "verify", "audit")),
              Map.entry("report", Set.of("core")),
              // What applications embed stands apart: it knows none of us, and none of us knows it.
              Map.entry("guard", Set.of()),
              Map.entry("spring", Set.of("guard")),
              Map.entry(
                  "cli",
                  Set.of(
                      "core",
                      "git",
                      "sql",
                      "python",
                      "migrations",
                      "workspace",
                      "postgres",
                      "verify",
                      "audit",
                      "fix",
                      "probe",
                      "report"))));

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("/architecture/"))
          .importPackages("dev.dovetail");

  private House() {}

  /** The room of a class: the third part of {@code dev.dovetail.room...}. */
  static String roomOf(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.");
    return parts.length > 2 ? parts[2] : "";
  }
}
