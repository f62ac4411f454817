package dev.dovetail.workspace;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of what is kept for the next run, a file for each question. What is kept is never
 * trusted: a file that is cut off is passed over. Two runs at once each write a file of their own
 * and move it into place.
 */
final class Shelf {

  private static final int MOST_KEPT = 100;
  private static final int LARGEST = 64 << 20;

  private final Path folder;
  private final Path file;

  /**
   * @param question all that decides what is kept
   * @param ending of the file
   */
  Shelf(Path folder, String question, String ending) {
    byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
    this.folder = folder;
    this.file = folder.resolve("%016x.%s".formatted(Fingerprint.of(bytes, bytes.length), ending));
  }

  /** What was kept; empty where nothing was, or not all of it is there. */
  Optional<DataInputStream> read() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    byte[] kept = Files.readAllBytes(file);
    int body = kept.length - Long.BYTES;
    if (body < 0 || ByteBuffer.wrap(kept, body, Long.BYTES).getLong() != print(kept, body)) {
      return Optional.empty();
    }
    return Optional.of(new DataInputStream(new ByteArrayInputStream(kept, 0, body)));
  }

  /** Where that fails, nothing is kept. */
  void keep(byte[] body) {
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "new", ".kept");
      try {
        byte[] whole = Arrays.copyOf(body, body.length + Long.BYTES);
        ByteBuffer.wrap(whole).putLong(body.length, print(body, body.length));
        Files.write(written, whole);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
      forget();
    } catch (IOException e) {
      // The next run works it out anew.
    }
  }

  private static long print(byte[] bytes, int length) {
    return Fingerprint.of(bytes, length);
  }

  /** The oldest make room. */
  private void forget() throws IOException {
    List<Path> kept;
    try (Stream<Path> files = Files.list(folder)) {
      kept = files.toList();
    }
    if (kept.size() > MOST_KEPT) {
      Map<Path, Long> ages = new TreeMap<>();
      for (Path one : kept) {
        ages.put(one, one.toFile().lastModified());
      }
      for (Path one :
          kept.stream()
              .sorted(Comparator.comparing(ages::get))
              .limit(kept.size() - MOST_KEPT / 2)
              .toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
