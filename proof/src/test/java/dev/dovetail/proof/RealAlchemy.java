package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dovetail.proof.ModelGenerator.Style;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Python on this machine that has SQLAlchemy, and perhaps SQLModel. */
record RealAlchemy(String python, String version, boolean sqlModel) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One for each version; those that {@code DOVETAIL_PYTHON} names come first. */
  static List<RealAlchemy> found() {
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("DOVETAIL_PYTHON"))
        .ifPresent(all -> candidates.addAll(List.of(all.split(File.pathSeparator))));
    RealAlembic.found().forEach(alembic -> candidates.add(alembic.python()));
    Map<String, RealAlchemy> found = new LinkedHashMap<>();
    for (String python : candidates) {
      probe(python).ifPresent(real -> found.putIfAbsent(real.version() + real.sqlModel(), real));
    }
    return List.copyOf(found.values());
  }

  List<Style> styles() {
    if (sqlModel) {
      return List.of(Style.SQLMODEL);
    }
    return version.startsWith("1.") ? List.of(Style.CLASSIC) : List.of(Style.CLASSIC, Style.MODERN);
  }

  /** What it makes of each module in a folder. */
  List<JsonNode> read(Path folder) throws IOException {
    try (InputStream script = RealAlchemy.class.getResourceAsStream("models.py")) {
      if (script == null) {
        throw new AssertionError("models.py is not on the class path");
      }
      String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      List<JsonNode> modules = new ArrayList<>();
      for (String line : said(List.of(python, "-c", source, folder.toString()))) {
        if (line.startsWith("module ")) {
          modules.add(JSON.readTree(line.substring("module ".length())));
        }
      }
      return modules;
    }
  }

  private static Optional<RealAlchemy> probe(String python) {
    String ask =
        """
        import sqlalchemy
        try:
            import sqlmodel
        except ImportError:
            sqlmodel = None
        print("has", sqlalchemy.__version__, "yes" if sqlmodel else "no")
        """;
    try {
      return said(List.of(python, "-c", ask)).stream()
          .filter(line -> line.startsWith("has "))
          .map(line -> line.split(" "))
          .map(words -> new RealAlchemy(python, words[1], words[2].equals("yes")))
          .findFirst();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static List<String> said(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
