package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where disposable servers may leave and use files.
 *
 * @param cache what the next run can use again
 * @param runs where a run's own files may stand, the best place first
 */
record Premises(Path cache, List<Path> runs) {

  /** What a server and a few dozen small databases need. */
  private static final long ROOM = 256L << 20;

  Premises {
    runs = List.copyOf(runs);
  }

  /** Memory before disk: nothing of a run has to last. */
  static Premises usual() {
    List<Path> runs = new ArrayList<>();
    runs.add(Path.of("/dev/shm"));
    variable("XDG_RUNTIME_DIR").ifPresent(runs::add);
    runs.add(Path.of(System.getProperty("java.io.tmpdir")));
    Path cache =
        variable("XDG_CACHE_HOME")
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return new Premises(cache.resolve("dovetail"), runs);
  }

  /** The first place with room; where none has, the last, which then says what it lacks. */
  Path run() throws IOException {
    for (Path place : runs) {
      if (Files.isWritable(place) && Files.getFileStore(place).getUsableSpace() >= ROOM) {
        return place;
      }
    }
    return runs.get(runs.size() - 1);
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}
