package dev.dovetail.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The directions between rooms and the habits inside them.
 *
 * <p>A rule over no classes is a rule that cannot fail, so the number of classes seen is held too.
 */
class ArchitectureTest {
  /** Raise it as the house grows; a fall means that a module has slipped out of sight. */
  private static final int CLASSES_AT_LEAST = 600;

  @Test
  void every_room_is_seen_and_listed() {
    Map<String, Long> rooms =
        House.CLASSES.stream()
            .collect(Collectors.groupingBy(House::roomOf, TreeMap::new, Collectors.counting()));
    System.out.println("classes seen: " + House.CLASSES.size() + " " + rooms);

    assertThat(rooms.keySet()).isEqualTo(House.MAY_USE.keySet());
    assertThat(House.CLASSES.size()).isGreaterThanOrEqualTo(CLASSES_AT_LEAST);
  }

  @Test
  void rooms_know_only_the_rooms_below_them() {
    Set<String> offences = new TreeSet<>();
    for (JavaClass type : House.CLASSES) {
      String room = House.roomOf(type);
      type.getDirectDependenciesFromSelf().stream()
          .filter(use -> use.getTargetClass().getPackageName().startsWith("dev.dovetail."))
          .filter(use -> !House.roomOf(use.getTargetClass()).equals(room))
          .filter(use ->
              !House.MAY_USE
                  .getOrDefault(room, Set.of())
                  .contains(House.roomOf(use.getTargetClass())))
          .forEach(use -> offences.add(use.getDescription()));
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void packages_do_not_run_in_circles() {
    slices().matching("dev.dovetail.(**)").should().beFreeOfCycles().check(House.CLASSES);
  }

  @Test
  void only_the_rooms_of_databases_speak_jdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.dovetail.postgres..", "dev.dovetail.guard..", "dev.dovetail.spring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
        .check(House.CLASSES);
  }

  @Test
  void what_applications_embed_needs_nothing_but_the_jdk() {
    noClasses()
        .that()
        .resideInAPackage("dev.dovetail.guard..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.dovetail.guard..", "java..", "javax.sql..", "org.jspecify.annotations..")
        .check(House.CLASSES);
  }

  @Test
  void only_the_command_line_prints_or_exits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.dovetail.cli..")
        .should()
        .accessTargetWhere(
            targets(
                "System.out, System.err, System.in or exit", ArchitectureTest::isStandardStream))
        .check(House.CLASSES);
  }

  @Test
  void what_is_said_depends_on_what_is_read_alone() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.dovetail.core..",
            "dev.dovetail.sql..",
            "dev.dovetail.python..",
            "dev.dovetail.migrations..",
            "dev.dovetail.report..")
        .should()
        .accessTargetWhere(
            targets(
                "a clock, chance, the environment or the default locale and zone",
                ArchitectureTest::isWhim))
        .check(House.CLASSES);
  }

  @Test
  void files_are_read_through_trees_and_processes_started_at_the_edge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.dovetail.core..",
            "dev.dovetail.sql..",
            "dev.dovetail.python..",
            "dev.dovetail.migrations..",
            "dev.dovetail.report..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.file\\.Files|java\\.io\\.File.*|java\\.lang\\.Process.*|java\\.net\\..*")
        .check(House.CLASSES);
  }

  @Test
  void the_habits_are_noticed_where_they_are() {
    List<AccessTarget> targets =
        new ClassFileImporter()
            .importClasses(Offender.class).get(Offender.class).getAccessesFromSelf().stream()
                .map(access -> (AccessTarget) access.getTarget())
                .toList();
    assertThat(targets).anyMatch(ArchitectureTest::isStandardStream);
    assertThat(targets).anyMatch(ArchitectureTest::isWhim);
  }

  /** Has both habits. */
  private static final class Offender implements Runnable {
    @Override
    public void run() {
      System.out.println(Instant.now());
    }
  }

  private static DescribedPredicate<JavaAccess<?>> targets(
      String what, java.util.function.Predicate<AccessTarget> targets) {
    return DescribedPredicate.describe(what, access -> targets.test(access.getTarget()));
  }

  private static boolean isStandardStream(AccessTarget target) {
    return target.getOwner().getName().equals("java.lang.System")
        && Set.of("out", "err", "in", "exit").contains(target.getName());
  }

  private static boolean isWhim(AccessTarget target) {
    String owner = target.getOwner().getName();
    if (owner.equals("java.lang.System")) {
      return List.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "identityHashCode")
          .contains(target.getName());
    }
    return (owner.startsWith("java.time.") && target.getName().equals("now"))
        || owner.equals("java.time.Clock")
        || owner.equals("java.util.Random")
        || owner.equals("java.util.concurrent.ThreadLocalRandom")
        || (owner.equals("java.util.UUID") && target.getName().equals("randomUUID"))
        || (owner.equals("java.lang.Math") && target.getName().equals("random"))
        || (owner.equals("java.util.Locale") && target.getName().equals("getDefault"));
  }
}
