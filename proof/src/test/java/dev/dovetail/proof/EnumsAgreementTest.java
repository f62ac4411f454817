package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.model.PythonModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Enums as random as a seeded writer makes them, run by every real Python that is here: the members
 * that are read of their text are those that it makes, or it is said what is not known.
 */
class EnumsAgreementTest {

  private static final long SEED = Long.getLong("dovetail.seed", 20_251_121L);
  private static final int PACKAGES = Integer.getInteger("dovetail.packages", 100);

  @TempDir private Path folder;

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> unsure = new TreeMap<>();
  private int equal;

  @Test
  void the_members_of_enums_are_read_as_python_makes_them() throws IOException {
    agree(RealPython.found(), EnumPackages::of);
  }

  /** Any Django does; {@code DOVETAIL_PYTHON} may name a Python that has one. */
  @Test
  void the_choices_of_django_are_read_as_it_makes_them() throws IOException {
    List<RealPython> pythons =
        RealPython.found().stream().filter(python -> python.has("django")).toList();
    assumeFalse(pythons.isEmpty(), "no Python with Django was found");
    agree(
        pythons,
        (name, seed) ->
            Map.of(name + "/__init__.py", "", name + "/states.py", ChoicesWriter.of(seed)));
  }

  private void agree(List<RealPython> pythons, BiFunction<String, Long, Map<String, String>> writer)
      throws IOException {
    assumeFalse(pythons.isEmpty(), "no Python was found");
    Map<String, Map<String, String>> packages = new LinkedHashMap<>();
    for (int i = 0; i < PACKAGES; i++) {
      String name = "p%05d".formatted(i);
      packages.put(name, writer.apply(name, SEED + i));
      for (Map.Entry<String, String> file : packages.get(name).entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    Map<String, Map<String, DeclaredEnum>> anywhere = new LinkedHashMap<>();
    packages.forEach((name, files) -> anywhere.put(name, read(name, files, "")));
    for (RealPython python : pythons) {
      int imported = 0;
      String pinned = "requires-python = '==" + python.version().replace(' ', '.') + ".*'";
      for (JsonNode real : python.read("enums.py", "package", folder)) {
        String name = real.path("module").asText();
        if (!real.has("error")) {
          imported++;
          Map<String, String> files = packages.get(name);
          compare(python, name, real, read(name, files, pinned), files, unsure);
          // What is said of every Python is right for each.
          compare(python, name, real, anywhere.get(name), files, new TreeMap<>());
        } else if (Boolean.getBoolean("dovetail.refused")) {
          System.out.println("  " + name + " " + real.path("error").asText());
        }
      }
      System.out.printf(
          "Python %s: %d of %d packages import%n", python.version(), imported, PACKAGES);
      assertThat(imported).isGreaterThan(PACKAGES / 3);
    }
    int open = unsure.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%d enums are equal, %d are not known%n", equal, open);
    if (Boolean.getBoolean("dovetail.refused")) {
      unsure.forEach((reason, times) -> System.out.println("  " + times + " x " + reason));
      wrong.forEach(what -> System.out.println("WRONG " + what));
    }
    assertThat(wrong).as("seed %s", SEED).isEmpty();
    assertThat((double) open / (open + equal)).as("share that is not known").isLessThan(0.1);
  }

  private static Map<String, DeclaredEnum> read(
      String name, Map<String, String> files, String project) {
    Map<String, String> all = new TreeMap<>(files);
    all.put("pyproject.toml", project);
    Map<String, DeclaredEnum> read = new TreeMap<>();
    for (DeclaredEnum declared : new PythonModels(new MemoryTree(all)).read(List.of("")).enums()) {
      if (declared.module().equals(name + ".states")) {
        read.put(declared.name(), declared);
      }
    }
    return read;
  }

  private void compare(
      RealPython python,
      String name,
      JsonNode real,
      Map<String, DeclaredEnum> read,
      Map<String, String> files,
      Map<String, Integer> open) {
    for (JsonNode one : real.path("enums")) {
      String called = one.path("name").asText();
      String where =
          "Python %s, seed %d, %s"
              .formatted(python.version(), SEED + Long.parseLong(name.substring(1)), called);
      Optional<DeclaredEnum> ours = Optional.ofNullable(read.get(called));
      if (ours.isEmpty()) {
        wrong.add(where + " is not read");
      } else if (ours.get().unknown().isPresent()) {
        open.merge(ours.get().unknown().get().replaceAll("State\\d+", "State"), 1, Integer::sum);
      } else {
        int before = wrong.size();
        compare(where, one, ours.get(), files.get(name + "/states.py").lines().toList());
        equal += wrong.size() == before ? 1 : 0;
      }
    }
  }

  private void compare(String where, JsonNode real, DeclaredEnum ours, List<String> lines) {
    List<String> expected = shown(real);
    List<String> actual = ours.members().stream().map(EnumsAgreementTest::shown).toList();
    boolean same = expected.size() == actual.size();
    for (int i = 0; same && i < actual.size(); i++) {
      // A value of which no text is said, as a tuple, is not wrong.
      String known = actual.get(i).endsWith("=?") ? actual.get(i).replaceFirst("\\?$", "") : "";
      same =
          expected.get(i).equals(actual.get(i))
              || (!known.isEmpty() && expected.get(i).startsWith(known));
    }
    if (!same) {
      wrong.add(where + ": real " + expected + ", read " + actual);
    }
    for (DeclaredEnum.Member member : ours.members()) {
      if (member.origin() instanceof Origin.InFile place) {
        String line = lines.get(place.span().line() - 1);
        String plain = member.name().replaceFirst("^_[^_].*__", "__");
        boolean computed = line.contains("(") || line.matches("(WORDS|SIDES|PLACES) .*");
        if (!line.contains(plain) && !computed) {
          wrong.add(where + ": " + member.name() + " stands not in: " + line);
        }
      }
    }
  }

  private static String shown(DeclaredEnum.Member member) {
    return member.name()
        + member.aliasOf().map(of -> "->" + of).orElse("")
        + "="
        + member.value().map(text -> (member.text() ? "'" : "") + text).orElse("?");
  }

  private static List<String> shown(JsonNode real) {
    List<String> members = new ArrayList<>();
    for (JsonNode member : real.path("members")) {
      String name = member.path("name").asText();
      String of = member.path("of").asText();
      String text =
          switch (member.path("kind").asText()) {
            case "str" -> "'" + member.path("text").asText();
            case "int", "bool" -> member.path("text").asText();
            default -> "?";
          };
      members.add(name + (of.equals(name) ? "" : "->" + of) + "=" + text);
    }
    return members;
  }
}
