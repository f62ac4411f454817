package dev.dovetail.python.modules;

import dev.dovetail.core.source.Tree;
import dev.dovetail.python.syntax.PythonFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The trees of files as they were parsed last, and what a glance at them told, for whoever reads
 * many states of one repository: a file that did not change is not parsed again.
 */
public final class Parses {

  private static final class Parse {
    private final byte[] content;
    private final PythonFile file;
    private final Map<Class<?>, Object> told = new ConcurrentHashMap<>();

    Parse(byte[] content, PythonFile file) {
      this.content = content;
      this.file = file;
    }
  }

  private static final class Glanced {
    private final byte[] content;
    private final Object told;

    Glanced(byte[] content, Object told) {
      this.content = content;
      this.told = told;
    }
  }

  private static final class Listed {
    private final List<String> files;
    private final Object told;

    Listed(List<String> files, Object told) {
      this.files = files;
      this.told = told;
    }
  }

  private final Map<String, Parse> last = new ConcurrentHashMap<>();
  private final Map<Class<?>, Listed> names = new ConcurrentHashMap<>();
  private final Map<String, Glanced> glances = new ConcurrentHashMap<>();

  PythonFile of(String path, byte[] content, BiFunction<String, byte[], PythonFile> parse) {
    Parse known = last.get(path);
    if (known != null && Arrays.equals(known.content, content)) {
      return known.file;
    }
    PythonFile file = parse.apply(path, content);
    last.put(path, new Parse(content, file));
    return file;
  }

  /** What a tree tells by itself, worked out once. */
  @SuppressWarnings("ReferenceEquality") // Another tree of the same file is told apart at once.
  <T> T told(PythonFile file, Class<T> type, Function<PythonFile, T> look) {
    Parse known = last.get(file.path());
    if (known == null || known.file != file) {
      return look.apply(file);
    }
    Object told = known.told.get(type);
    if (told == null) {
      told = look.apply(file);
      known.told.put(type, told);
    }
    return type.cast(told);
  }

  <T> T glance(String path, byte[] content, Class<T> type, Function<byte[], T> look) {
    Glanced known = glances.get(path);
    if (known != null && type.isInstance(known.told) && Arrays.equals(known.content, content)) {
      return type.cast(known.told);
    }
    T told = look.apply(content);
    glances.put(path, new Glanced(content, told));
    return told;
  }

  /** What the names of all files tell, worked out anew only where they are others. */
  <T> T listed(List<String> files, Class<T> type, Function<List<String>, T> look) {
    Listed known = names.get(type);
    if (known != null && known.files.equals(files)) {
      return type.cast(known.told);
    }
    T told = look.apply(files);
    names.put(type, new Listed(files, told));
    return told;
  }

  /**
   * The folders where packages may begin, worked out anew only where a name or a project's file is
   * another.
   */
  Roots roots(Tree tree) {
    Listed known = names.get(Roots.class);
    if (known != null
        && known.files.equals(tree.files())
        && known.told instanceof Roots roots
        && roots.isOf(tree)) {
      return roots;
    }
    Roots roots = Roots.of(tree);
    names.put(Roots.class, new Listed(tree.files(), roots));
    return roots;
  }
}
