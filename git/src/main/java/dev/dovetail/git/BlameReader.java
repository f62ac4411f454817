package dev.dovetail.git;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what {@code git blame --porcelain} says: a header for each line, and each commit once. */
final class BlameReader {

  private static final Pattern HEADER = Pattern.compile("[0-9a-f]{40,64} [0-9]+ [0-9]{1,9}( .*)?");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final Pattern UNCOMMITTED = Pattern.compile("0+");

  private final Map<Integer, String> ids = new TreeMap<>();
  private final Map<String, Map<String, String>> said = new HashMap<>();

  private BlameReader() {}

  static Map<Integer, Commit> read(byte[] bytes) {
    BlameReader reader = new BlameReader();
    reader.lines(new String(bytes, StandardCharsets.UTF_8));
    return reader.commits();
  }

  private void lines(String text) {
    String id = "";
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 2);
      if (HEADER.matcher(line).matches()) {
        id = words[0];
        ids.put(Integer.valueOf(line.split(" ", 4)[2]), id);
      } else if (!line.startsWith("\t") && words.length == 2) {
        said.computeIfAbsent(id, any -> new HashMap<>()).put(words[0], words[1]);
      }
    }
  }

  private Map<Integer, Commit> commits() {
    Map<Integer, Commit> commits = new TreeMap<>();
    ids.forEach((line, id) -> {
      Map<String, String> words = said.getOrDefault(id, Map.of());
      String seconds = words.getOrDefault("author-time", "");
      if (!UNCOMMITTED.matcher(id).matches() && SECONDS.matcher(seconds).matches()) {
        commits.put(line, commit(id, Long.parseLong(seconds), words));
      }
    });
    return commits;
  }

  private static Commit commit(String id, long seconds, Map<String, String> words) {
    return new Commit(
        id,
        List.of(),
        OffsetDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC),
        words.getOrDefault("author", ""),
        words.getOrDefault("summary", ""),
        List.of());
  }
}
