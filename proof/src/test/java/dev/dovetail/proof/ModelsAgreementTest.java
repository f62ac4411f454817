package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.proof.ModelGenerator.Style;
import dev.dovetail.python.model.Folders;
import dev.dovetail.python.model.Models;
import dev.dovetail.python.model.PythonModels;
import dev.dovetail.python.model.PythonModels.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models as random as a seeded generator writes them, imported by every real SQLAlchemy that is
 * here: the tables that are read of their text are the tables that it makes, or it is said what is
 * not known.
 */
class ModelsAgreementTest {

  private static final long SEED = Long.getLong("dovetail.seed", 20_251_121L);
  private static final int MODULES = Integer.getInteger("dovetail.modules", 120);

  @TempDir private Path folder;

  @Test
  void the_tables_of_models_are_read_as_sqlalchemy_makes_them() throws IOException {
    List<RealAlchemy> alchemies = RealAlchemy.found();
    assumeFalse(alchemies.isEmpty(), "no Python with SQLAlchemy was found");
    List<String> wrong = new ArrayList<>();
    for (RealAlchemy alchemy : alchemies) {
      for (Style style : alchemy.styles()) {
        agree(alchemy, style, wrong);
      }
    }
    if (Boolean.getBoolean("dovetail.refused")) {
      wrong.forEach(what -> System.out.println("WRONG " + what.replace('\n', ' ')));
    }
    assertThat(wrong).as("seed %s", SEED).isEmpty();
  }

  private void agree(RealAlchemy alchemy, Style style, List<String> wrong) throws IOException {
    Path here = Files.createDirectory(folder.resolve(alchemy.version() + "_" + style));
    Map<String, String> modules = new TreeMap<>();
    for (int i = 0; i < MODULES; i++) {
      String name = "m%04d".formatted(i);
      modules.put(name, ModelGenerator.module(SEED + i, style));
      Files.writeString(here.resolve(name + ".py"), modules.get(name));
    }
    TableAgreement agreement = new TableAgreement();
    Map<String, Integer> refused = new TreeMap<>();
    int read = 0;
    for (JsonNode real : alchemy.read(here)) {
      String name = real.path("module").asText();
      if (real.has("error")) {
        refused.merge(real.path("error").asText().lines().findFirst().orElse(""), 1, Integer::sum);
        continue;
      }
      read++;
      List<DeclaredTable> tables = models(modules.get(name), alchemy).tables();
      agreement.compare(real, tables).stream()
          .map(what ->
              "SQLAlchemy %s, seed %d, %s: %s"
                  .formatted(
                      alchemy.version(), SEED + Long.parseLong(name.substring(1)), style, what))
          .forEach(wrong::add);
    }
    System.out.printf(
        "SQLAlchemy %s, %s: %d of %d modules import, %s%n",
        alchemy.version(), style, read, MODULES, agreement);
    if (Boolean.getBoolean("dovetail.refused")) {
      refused.forEach((error, times) -> System.out.println("  " + times + " x " + error));
    }
    assertThat(read).isGreaterThan(MODULES / 2);
    assertThat(agreement.unsureShare()).isLessThan(0.05);
  }

  private static Models models(String text, RealAlchemy alchemy) {
    return new PythonModels(new MemoryTree(Map.of("models.py", text)))
        .read(
            List.of(""),
            Folders.of(List.of()),
            alchemy.version().startsWith("1.") ? Generation.CLASSIC : Generation.MODERN);
  }
}
