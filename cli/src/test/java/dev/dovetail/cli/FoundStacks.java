package dev.dovetail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What scripts/test-env has prepared. */
final class FoundStacks {

  private FoundStacks() {}

  /** The Python with the newest SQLAlchemy 2. */
  static Optional<String> newest() throws IOException {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve(".dovetail/test-env/stacks.properties");
      if (Files.isReadable(file)) {
        Properties stacks = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
          stacks.load(in);
        }
        return Stream.of("sa21.python", "sa20.python")
            .flatMap(key -> Stream.ofNullable(stacks.getProperty(key)))
            .findFirst();
      }
    }
    return Optional.empty();
  }
}
