package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who answers for which folder, by the repository's CODEOWNERS; the last line that fits counts. */
public final class Owners {

  private static final List<String> PLACES =
      List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

  private record Line(Pattern pattern, List<String> owners) {}

  private final List<Line> lines;

  private Owners(List<Line> lines) {
    this.lines = lines;
  }

  /** Those of a repository; nobody's where it has no such file. */
  public static Owners in(Tree tree) {
    List<Line> lines = new ArrayList<>();
    Optional<byte[]> file = PLACES.stream().flatMap(path -> tree.read(path).stream()).findFirst();
    for (String line : text(file).split("\n", -1)) {
      String said = line.replaceAll("(^|\\s)#.*", "").strip();
      if (!said.isEmpty() && !said.startsWith("[") && !said.startsWith("^[")) {
        String[] words = said.split("\\s+");
        lines.add(new Line(pattern(words[0]), Arrays.asList(words).subList(1, words.length)));
      }
    }
    return new Owners(lines);
  }

  private static String text(Optional<byte[]> file) {
    return file.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** The owners of a folder, or of all that is in it. */
  public List<String> of(String folder) {
    List<String> owners = List.of();
    for (Line line : lines) {
      if (line.pattern().matcher(folder + "/").find()) {
        owners = line.owners();
      }
    }
    return List.copyOf(owners);
  }

  /** As git ignores: with a slash before its end it begins at the root, else it may be anywhere. */
  private static Pattern pattern(String written) {
    boolean rooted = written.substring(0, Math.max(0, written.length() - 1)).contains("/");
    String inner = written.replaceAll("^/|/$", "").replaceAll("/\\*\\*?$", "");
    StringBuilder regex = new StringBuilder(rooted ? "^" : "(^|/)");
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c == '*' && i + 1 < inner.length() && inner.charAt(i + 1) == '*') {
        regex.append(".*");
        i++;
      } else {
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    return Pattern.compile(regex.append('/').toString());
  }
}
