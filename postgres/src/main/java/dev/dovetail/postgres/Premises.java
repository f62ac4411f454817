package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where disposable servers may leave and use files.
 *
 * @param cache what the next run can use again
 * @param programs where the programs of servers are unpacked: who runs them must get there
 * @param runs where a run's own files may stand, the best place first
 */
record Premises(Path cache, Path programs, List<Path> runs) {

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
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
            .resolve("dovetail");
    Path shared = isRoot() && !isOpen(cache) ? Path.of("/var/cache/dovetail") : cache;
    return new Premises(cache, shared.resolve("programs"), runs);
  }

  /** Whether others may pass through all of a path that is there. */
  private static boolean isOpen(Path path) {
    for (Path folder = path; folder != null; folder = folder.getParent()) {
      try {
        if (Files.exists(folder)
            && !Files.getPosixFilePermissions(folder)
                .contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** The first place with room; where none has, the last, which then says what it lacks. */
  Path run() throws IOException {
    for (Path place : runs) {
      if (Files.isWritable(place)
          && isForUs(place)
          && Files.getFileStore(place).getUsableSpace() >= ROOM) {
        return place;
      }
    }
    return runs.get(runs.size() - 1);
  }

  /** The server of root runs as somebody else, who has to remove its folder at the end. */
  private static boolean isForUs(Path place) throws IOException {
    return !isRoot()
        || Files.getPosixFilePermissions(place).contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Optional<Path> variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}
