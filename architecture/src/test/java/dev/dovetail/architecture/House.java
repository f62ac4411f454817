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
          Map.of(
              "core", Set.of(),
              "git", Set.of("core"),
              "sql", Set.of("core"),
              "python", Set.of("core", "sql"),
              "migrations", Set.of("core", "sql", "python"),
              "workspace", Set.of("core", "git", "sql", "python", "migrations"),
              "postgres", Set.of("core"),
              "verify", Set.of("core", "sql", "python", "migrations", "workspace", "postgres"),
              "report", Set.of("core"),
              // What applications embed: it stands alone.
              "guard", Set.of(),
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
                      "report")));

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
