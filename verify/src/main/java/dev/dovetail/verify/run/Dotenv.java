package dev.dovetail.verify.run;

import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that show what an environment has to hold, such as {@code .env.example}: those in a
 * service's folder and above it, the nearest first. The real {@code .env} is not read: it is
 * somebody's own, and the service's code finds it by itself.
 */
final class Dotenv {

  private static final Pattern FILE =
      Pattern.compile(
          "(?i)[\\w-]*\\.?env[._-](example|sample|template|tmpl|dist|defaults?|test|testing|ci|dev|development)"
              + "|(example|sample|template|test)[._-]env|(env|dotenv)[._-](example|sample|template)");
  private static final Pattern LINE =
      Pattern.compile(
          "^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*"
              + "(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|([^\\n#]*))",
          Pattern.MULTILINE);

  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /** A value as it is written, and the file. */
  record Entry(String value, String file) {}

  static Dotenv around(String folder, Tree tree) {
    Dotenv found = new Dotenv();
    String above = folder;
    while (true) {
      found.in(above, tree);
      if (above.isEmpty()) {
        return found;
      }
      above = above.contains("/") ? above.substring(0, above.lastIndexOf('/')) : "";
    }
  }

  Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  private void in(String folder, Tree tree) {
    String start = folder.isEmpty() ? "" : folder + "/";
    for (String path : tree.files(folder)) {
      String name = path.substring(start.length());
      if (name.indexOf('/') < 0 && FILE.matcher(name).matches()) {
        tree.read(path).ifPresent(bytes -> read(path, new String(bytes, StandardCharsets.UTF_8)));
      }
    }
  }

  private void read(String path, String text) {
    Matcher line = LINE.matcher(text);
    while (line.find()) {
      String value =
          line.group(2) != null
              ? line.group(2)
              : line.group(3) != null ? line.group(3) : line.group(4).strip();
      entries.putIfAbsent(line.group(1), new Entry(value, path));
    }
  }
}
