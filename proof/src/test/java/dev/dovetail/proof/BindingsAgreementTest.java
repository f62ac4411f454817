package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.proof.BindingGenerator.Style;
import dev.dovetail.python.model.Folders;
import dev.dovetail.python.model.PythonModels;
import dev.dovetail.python.model.PythonModels.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Enums bound to columns in every way that a seeded generator knows, imported by every real
 * SQLAlchemy that is here: the type and the labels that are read are those that it stores, or it is
 * said what is not known. No enum column is passed over, and no other is taken for one.
 */
class BindingsAgreementTest {

  private static final long SEED = Long.getLong("dovetail.seed", 20_251_121L);
  private static final int MODULES = Integer.getInteger("dovetail.modules", 80);

  @TempDir private Path folder;

  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> unsure = new TreeMap<>();
  private int equal;

  @Test
  void what_columns_store_of_enums_is_read_as_sqlalchemy_stores_it() throws IOException {
    List<RealAlchemy> alchemies = RealAlchemy.found();
    assumeFalse(alchemies.isEmpty(), "no Python with SQLAlchemy was found");
    Map<String, Double> shares = new TreeMap<>();
    for (RealAlchemy alchemy : alchemies) {
      int equalBefore = equal;
      int openBefore = open();
      agree(alchemy, Style.CLASSIC);
      if (!alchemy.version().startsWith("1.")) {
        agree(alchemy, Style.MODERN);
      }
      double open = open() - openBefore;
      shares.put(alchemy.version(), open / (open + equal - equalBefore));
    }
    System.out.printf("%d enum columns are equal, %d are not known%n", equal, open());
    if (Boolean.getBoolean("dovetail.refused")) {
      unsure.forEach((reason, times) -> System.out.println("  " + times + " x " + reason));
      wrong.forEach(what -> System.out.println("WRONG " + what));
    }
    assertThat(wrong).as("seed %s", SEED).isEmpty();
    // Whatever is here: of the old ones more is left open than of those in use.
    shares.forEach((version, share) ->
        assertThat(share)
            .as("share that is not known of SQLAlchemy %s", version)
            .isLessThan(version.startsWith("1.") ? 0.07 : 0.02));
  }

  private int open() {
    return unsure.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void agree(RealAlchemy alchemy, Style style) throws IOException {
    Path here = Files.createDirectory(folder.resolve(alchemy.version() + "_" + style));
    Map<String, String> modules = new TreeMap<>();
    for (int i = 0; i < MODULES; i++) {
      String name = "m%05d".formatted(i);
      modules.put(name, BindingGenerator.module(SEED + i, style));
      Files.writeString(here.resolve(name + ".py"), modules.get(name));
    }
    int imported = 0;
    RealPython python = new RealPython(alchemy.python(), "");
    for (JsonNode real : python.read("bindings.py", "module", here)) {
      String name = real.path("module").asText();
      if (real.has("error")) {
        if (Boolean.getBoolean("dovetail.refused")) {
          String first = real.path("error").asText().lines().findFirst().orElse("");
          System.out.println("  " + name + " " + first);
        }
        continue;
      }
      imported++;
      String where =
          "SQLAlchemy %s, %s, seed %d, "
              .formatted(alchemy.version(), style, SEED + Long.parseLong(name.substring(1)));
      compare(where, real, columns(modules.get(name), alchemy));
    }
    System.out.printf(
        "SQLAlchemy %s, %s: %d of %d modules import%n",
        alchemy.version(), style, imported, MODULES);
    assertThat(imported).isGreaterThan(MODULES / 2);
  }

  private static List<EnumColumn> columns(String text, RealAlchemy alchemy) {
    Generation generation =
        alchemy.version().startsWith("1.") ? Generation.CLASSIC : Generation.MODERN;
    return new PythonModels(new MemoryTree(Map.of("models.py", text)))
        .read(List.of(""), Folders.of(List.of()), generation)
        .columns();
  }

  private void compare(String where, JsonNode real, List<EnumColumn> columns) {
    Map<String, EnumColumn> read = new TreeMap<>();
    Set<String> lost = new HashSet<>();
    for (EnumColumn column : columns) {
      column.unknown().ifPresent(why -> lost.add(column.column()));
      if (read.put(column.table() + "." + column.column(), column) != null) {
        wrong.add(where + column.table() + "." + column.column() + " is read twice");
      }
    }
    for (JsonNode one : real.path("columns")) {
      String key = one.path("table").asText() + "." + one.path("name").asText();
      Optional<EnumColumn> ours = Optional.ofNullable(read.remove(key));
      boolean other = one.path("storage").asText().equals("other");
      if (ours.isEmpty() && !other && lost.contains(one.path("name").asText())) {
        unsure.merge("the table is not known", 1, Integer::sum);
      } else if (ours.isEmpty() && !other) {
        wrong.add(where + key + " is not read: " + one);
      } else if (ours.isPresent() && ours.get().unknown().isPresent()) {
        unsure.merge(ours.get().unknown().get().replaceAll("\\d+", "N"), 1, Integer::sum);
      } else if (ours.isPresent() && other) {
        boolean text = ours.get().storage() != EnumColumn.Storage.NATIVE;
        if (!text) {
          wrong.add(where + key + " is no enum, read " + shown(ours.get()));
        }
      } else if (ours.isPresent()) {
        compare(where + key, one, ours.get());
      }
    }
    read.values().stream()
        .filter(column -> column.unknown().isEmpty())
        .forEach(column -> wrong.add(where + "there is no " + shown(column)));
  }

  private void compare(String where, JsonNode real, EnumColumn ours) {
    List<String> labels = new ArrayList<>();
    real.path("labels").forEach(label -> labels.add(label.asText()));
    String expected =
        "%s %s %s%s"
            .formatted(
                real.path("storage").asText(),
                real.path("type").asText("-").replace("null", "-"),
                labels,
                real.path("array").asBoolean() ? "[]" : "");
    if (expected.equals(shown(ours))) {
      equal++;
    } else {
      wrong.add(where + ": real " + expected + ", read " + shown(ours));
    }
  }

  private static String shown(EnumColumn column) {
    return "%s %s %s%s"
        .formatted(
            column.storage(),
            column.typeName().orElse("-"),
            column.labels().stream().map(label -> label.text()).toList(),
            column.array() ? "[]" : "");
  }
}
