package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Python on this machine, with whatever libraries it has. */
record RealPython(String command, String version) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One for each minor version, those of the search path and of pyenv; none older than 3.8. */
  static List<RealPython> found() {
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("DOVETAIL_PYTHON"))
        .ifPresent(all -> candidates.addAll(List.of(all.split(File.pathSeparator))));
    candidates.add("python3");
    for (int minor = 8; minor < 16; minor++) {
      candidates.add("python3." + minor);
    }
    candidates.addAll(ofPyenv());
    Map<String, RealPython> found = new LinkedHashMap<>();
    for (String candidate : candidates) {
      version(candidate)
          .ifPresent(
              version -> found.putIfAbsent(version, new RealPython(candidate, "3." + version)));
    }
    return found.entrySet().stream()
        .filter(entry -> Integer.parseInt(entry.getKey()) >= 8)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether it can import something. */
  boolean has(String module) {
    try {
      return said(List.of(command, "-c", "import " + module + "; print('has it')"))
          .contains("has it");
    } catch (IOException absent) {
      return false;
    }
  }

  /** What a script of this package prints of a folder: the JSON behind a word. */
  List<JsonNode> read(String script, String word, Path folder) throws IOException {
    try (InputStream in = RealPython.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new AssertionError(script + " is not on the class path");
      }
      String source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<JsonNode> read = new ArrayList<>();
      for (String line : said(List.of(command, "-c", source, folder.toString()))) {
        if (line.startsWith(word + " ")) {
          read.add(JSON.readTree(line.substring(word.length() + 1)));
        }
      }
      return read;
    }
  }

  private static List<String> ofPyenv() {
    String root =
        Optional.ofNullable(System.getenv("PYENV_ROOT"))
            .orElse(System.getProperty("user.home") + "/.pyenv");
    try (Stream<Path> versions = Files.list(Path.of(root, "versions"))) {
      return versions.map(version -> version.resolve("bin/python").toString()).sorted().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static Optional<String> version(String command) {
    try {
      return said(List.of(command, "-c", "import sys; print('minor %d %d' % sys.version_info[:2])"))
          .stream()
          .filter(line -> line.startsWith("minor 3 "))
          .map(line -> line.substring("minor 3 ".length()))
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
