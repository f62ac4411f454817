package dev.dovetail.python.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folders that a {@code pyproject.toml} says hold packages: {@code where} and {@code
 * package-dir} of setuptools, {@code from} of poetry, {@code packages} of hatch, {@code
 * package-dir} of pdm. Read by line; a folder named too many does no harm, it is only looked into.
 */
final class ProjectFile {

  private static final Set<String> KEYS =
      Set.of("where", "package-dir", "from", "packages", "dev-mode-dirs", "module-root", "\"\"");

  private ProjectFile() {}

  static List<String> packageFolders(String text) {
    List<String> folders = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      int equals = stripped.indexOf('=');
      if (inside || (equals > 0 && KEYS.contains(stripped.substring(0, equals).strip()))) {
        boolean hatch = stripped.startsWith("packages");
        for (String quoted : quoted(stripped)) {
          String folder = clean(quoted);
          // Hatch names the package itself, the others the folder around it.
          folders.add(hatch && folder.contains("/") ? Modules.folderOf(folder) : folder);
        }
        String value = inside ? stripped : stripped.substring(equals + 1);
        inside =
            value.lastIndexOf('[') > value.lastIndexOf(']') || (inside && !value.contains("]"));
      }
    }
    return folders.stream().filter(ProjectFile::isInside).toList();
  }

  private static List<String> quoted(String line) {
    List<String> all = new ArrayList<>();
    int start = -1;
    char quote = ' ';
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (start < 0 && (c == '"' || c == '\'')) {
        start = i + 1;
        quote = c;
      } else if (start >= 0 && c == quote) {
        all.add(line.substring(start, i));
        start = -1;
      }
    }
    return all;
  }

  private static String clean(String folder) {
    String clean = folder.startsWith("./") ? folder.substring(2) : folder;
    return clean.endsWith("/") ? clean.substring(0, clean.length() - 1) : clean;
  }

  private static boolean isInside(String folder) {
    return !folder.isEmpty() && !folder.startsWith("/") && !folder.contains("..");
  }
}
