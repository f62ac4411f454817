package dev.dovetail.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the rooms show each other, type by type, is written down: a type that becomes public is a
 * decision, and shows in the change that makes it.
 */
class PublicSurfaceTest {
  private static final Path FILE =
      Path.of(System.getProperty("repository", ".."), "architecture", "public-surface.txt");

  @Test
  void public_types_are_those_written_down() throws IOException {
    List<String> found =
        House.CLASSES.stream()
            .filter(PublicSurfaceTest::isShown)
            .map(PublicSurfaceTest::line)
            .sorted()
            .toList();
    if (Boolean.getBoolean("surface.rewrite")) {
      Files.write(FILE, found);
    }
    List<String> written = Files.readAllLines(FILE);
    assertThat(changes(written, found))
        .as("where this is meant, `scripts/public-surface` rewrites the list: commit it")
        .isEmpty();
  }

  private static List<String> changes(List<String> before, List<String> after) {
    return Stream.concat(
            before.stream().filter(type -> !after.contains(type)).map("gone: "::concat),
            after.stream().filter(type -> !before.contains(type)).map("new: "::concat))
        .toList();
  }

  /** Public all the way out: a public type inside a hidden one is hidden. */
  private static boolean isShown(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getSimpleName().equals("package-info")
        && type.getEnclosingClass().map(PublicSurfaceTest::isShown).orElse(true);
  }

  private static String line(JavaClass type) {
    String kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    return type.getName() + " " + kind;
  }
}
