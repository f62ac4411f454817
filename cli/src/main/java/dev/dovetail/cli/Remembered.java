package dev.dovetail.cli;

import dev.dovetail.workspace.Chronicle.Kept;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.PastStates;
import dev.dovetail.workspace.Recollection;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Where answers are remembered, and by which build they were given: the jars that it runs from.
 * What runs from a folder of classes is under work, and remembers nothing.
 */
final class Remembered {

  static final String VARIABLE = "DOVETAIL_MEMORY";

  /** The property that names the folder, which the launcher sets. */
  static final String FOLDER = "dovetail.cache";

  private final Map<String, String> environment;

  Remembered(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Empty where nothing is to be remembered. */
  Optional<Recollection> about(FolderTree tree, List<String> question, long now) {
    if (environment.getOrDefault(VARIABLE, "").equals("off")) {
      return Optional.empty();
    }
    return build()
        .flatMap(build ->
            folder("answers")
                .map(folder -> {
                  List<String> whole = new ArrayList<>(question);
                  whole.addFirst(build);
                  return new Recollection(tree, String.join("\n", whole), folder, now);
                }));
  }

  /** Where what is known of a history is kept for the next run; empty where nothing is to be. */
  Optional<Kept> history(List<String> question) {
    return place("histories", question, Kept::new);
  }

  /** States of a repository that were checked before; empty where nothing is to be remembered. */
  Optional<PastStates> states(List<String> question) {
    return place("states", question, PastStates::new);
  }

  private <T> Optional<T> place(
      String kind, List<String> question, BiFunction<Path, String, T> made) {
    if (environment.getOrDefault(VARIABLE, "").equals("off") || !recalls()) {
      return Optional.empty();
    }
    return build()
        .flatMap(build ->
            folder(kind)
                .map(folder -> {
                  List<String> whole = new ArrayList<>(question);
                  whole.addFirst(build);
                  return made.apply(folder, String.join("\n", whole));
                }));
  }

  /** Whether what is remembered may be said again: while a build is tried out it may not. */
  boolean recalls() {
    return !environment.getOrDefault(VARIABLE, "").equals("new");
  }

  private Optional<Path> folder(String kind) {
    return Optional.ofNullable(System.getProperty(FOLDER))
        .map(Path::of)
        .or(() -> said("XDG_CACHE_HOME").map(cache -> Path.of(cache, "dovetail")))
        .or(() -> said("HOME").map(home -> Path.of(home, ".cache", "dovetail")))
        .map(cache -> cache.resolve(kind));
  }

  private Optional<String> said(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }

  /** What this is, where it runs from jars. */
  static Optional<String> build() {
    try {
      Path jar =
          Path.of(Remembered.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        return Optional.empty();
      }
      StringBuilder build = new StringBuilder();
      try (Stream<Path> jars = Files.list(jar.getParent())) {
        for (Path one : jars.sorted().toList()) {
          build
              .append(one)
              .append(' ')
              .append(Files.size(one))
              .append(' ')
              .append(Files.getLastModifiedTime(one))
              .append(';');
        }
      }
      return Optional.of(build.toString());
    } catch (IOException | URISyntaxException | SecurityException e) {
      return Optional.empty();
    }
  }
}
