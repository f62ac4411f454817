package dev.dovetail.git;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code git log --raw -z} says, word by word. */
final class LogReader {

  /** A word that begins with this begins a commit; no path and no raw line can. */
  private static final char COMMIT = '\u0001';

  static final String FORMAT = "--format=%x01%H%x00%P%x00%aI%x00%an%x00%s";

  private final List<String> words;
  private int at;

  private LogReader(List<String> words) {
    this.words = words;
  }

  static List<Commit> read(byte[] said) {
    LogReader reader = new LogReader(Git.words(said));
    List<Commit> commits = new ArrayList<>();
    while (reader.at < reader.words.size()) {
      if (reader.isCommit()) {
        commits.add(reader.commit());
      } else {
        reader.at++;
      }
    }
    return commits;
  }

  private boolean isCommit() {
    String word = words.get(at);
    return !word.isEmpty() && word.charAt(0) == COMMIT;
  }

  private Commit commit() {
    String id = next().substring(1);
    String parents = next();
    OffsetDateTime date = OffsetDateTime.parse(next());
    String author = next();
    String subject = next();
    List<Change> changes = new ArrayList<>();
    while (at < words.size() && !isCommit()) {
      String raw = next().stripLeading();
      if (raw.startsWith(":")) {
        change(raw, next()).ifPresent(changes::add);
      }
    }
    return new Commit(
        id,
        parents.isEmpty() ? List.of() : List.of(parents.split(" ")),
        date,
        author,
        subject,
        changes);
  }

  /** {@code :100644 100644 old new M}; what is no file, such as a submodule, is left out. */
  private static Optional<Change> change(String raw, String path) {
    String[] parts = raw.split(" ");
    Optional<String> before = blob(parts[0].substring(1), parts[2]);
    Optional<String> after = blob(parts[1], parts[3]);
    return before.isEmpty() && after.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change(path, before, after));
  }

  static Optional<String> blob(String mode, String id) {
    return mode.startsWith("100") ? Optional.of(id) : Optional.empty();
  }

  private String next() {
    return at < words.size() ? words.get(at++) : "";
  }
}
