package dev.dovetail.python.modules;

import dev.dovetail.python.syntax.PythonFile;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * The trees of files as they were parsed last, for whoever reads many states of one repository: a
 * file that did not change is not parsed again.
 */
public final class Parses {

  private static final class Parse {
    private final byte[] content;
    private final PythonFile file;

    Parse(byte[] content, PythonFile file) {
      this.content = content;
      this.file = file;
    }
  }

  private final Map<String, Parse> last = new ConcurrentHashMap<>();

  PythonFile of(String path, byte[] content, BiFunction<String, byte[], PythonFile> parse) {
    Parse known = last.get(path);
    if (known != null && Arrays.equals(known.content, content)) {
      return known.file;
    }
    PythonFile file = parse.apply(path, content);
    last.put(path, new Parse(content, file));
    return file;
  }
}
