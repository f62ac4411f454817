package dev.dovetail.python.value;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the Python that a test compares with. */
final class Pythons {

  private Pythons() {}

  static Optional<Path> find() {
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("DOVETAIL_PYTHON")).map(Path::of).ifPresent(candidates::add);
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(File.pathSeparator)) {
      candidates.add(Path.of(folder, "python3"));
    }
    return candidates.stream().filter(Files::isExecutable).findFirst();
  }
}
