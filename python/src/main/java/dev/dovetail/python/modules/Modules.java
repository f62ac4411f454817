package dev.dovetail.python.modules;

import dev.dovetail.core.source.Tree;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.PythonParser;
import dev.dovetail.python.syntax.PythonSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the file that an import means, and parses each file once. Built once per tree, in time
 * linear in its files; may be asked from several threads.
 *
 * <p>Where Python would look depends on how a program is started, which nobody writes down. So the
 * folders above the importing file are tried, nearest first, each with its {@code src}; then every
 * folder of the repository where packages begin (see {@link Roots}), and of those the one that
 * shares most of its path with the importing file. When two are equally near, the answer is that it
 * is not known.
 */
public final class Modules {

  private record Named(String name, String folder) {}

  /** What was found out of one state of the files, for all who ask about it. */
  private record Found(
      Map<String, Optional<PythonVersions>> versions,
      Map<Named, Optional<Module>> modules,
      Map<String, Optional<PythonFile>> parsed) {

    static Found nothing() {
      return new Found(
          new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  private final Tree tree;
  private final Roots roots;
  private final Parses parses;
  private final Found known;
  private final Optional<Inquiry> inquiry;

  public Modules(Tree tree) {
    this(tree, new Parses());
  }

  /** With what was parsed of an earlier state of the repository. */
  public Modules(Tree tree, Parses parses) {
    this(tree, parses.roots(tree), parses, Found.nothing(), Optional.empty());
  }

  private Modules(Tree tree, Roots roots, Parses parses, Found known, Optional<Inquiry> inquiry) {
    this.tree = tree;
    this.roots = roots;
    this.parses = parses;
    this.known = known;
    this.inquiry = inquiry;
  }

  /** The same tree for another reader, whose files are told apart. */
  public Modules apart() {
    return new Modules(tree, roots, parses, Found.nothing(), inquiry.map(any -> new Inquiry()));
  }

  /** The same, where it is remembered of each reader what was asked and answered. */
  public Modules remembering() {
    return new Modules(tree, roots, parses, known, Optional.of(new Inquiry()));
  }

  /** What one reader takes, so that it is remembered apart from others where it is at all. */
  public Modules forOne() {
    return inquiry.isPresent() ? remembering() : this;
  }

  /**
   * Whether a later state of the files answers all that was asked of this one as this one did. Only
   * one that is {@link #remembering} can tell; any other says no.
   */
  public boolean isAnsweredAlikeBy(Modules later) {
    return inquiry.isPresent() && inquiry.get().isAnsweredAlikeBy(later, roots.equals(later.roots));
  }

  /**
   * Counts as asked what was asked of an earlier state, which {@link #isAnsweredAlikeBy this}
   * answers alike.
   */
  public void goOnFrom(Modules earlier) {
    inquiry.ifPresent(own -> earlier.inquiry.ifPresent(own::addAll));
  }

  private <T> T ask(Question<T> question) {
    T answer = question.answer(this);
    inquiry.ifPresent(it -> it.heard(question, answer));
    return answer;
  }

  private Optional<byte[]> read(String path) {
    Optional<byte[]> content = content(path);
    inquiry.ifPresent(it -> it.read(path, content));
    return content;
  }

  Optional<byte[]> content(String path) {
    return tree.read(path);
  }

  /** What the content of a file tells by itself, worked out anew only where it is another. */
  public <T> T glance(String path, byte[] content, Class<T> type, Function<byte[], T> look) {
    return parses.glance(path, content, type, look);
  }

  /** What a tree tells by itself, worked out once for all states of the file's repository. */
  public <T> T told(PythonFile file, Class<T> type, Function<PythonFile, T> look) {
    return parses.told(file, type, look);
  }

  /** What the names of all files tell, worked out anew only where they are others. */
  public <T> T listed(Class<T> type, Function<List<String>, T> look) {
    return parses.listed(tree.files(), type, look);
  }

  /** The files that were parsed, so far: by all readers. */
  public Set<String> parsed() {
    return Set.copyOf(known.parsed().keySet());
  }

  /**
   * The files that this reader parsed, and those of no Python that it read; none where that is not
   * remembered.
   */
  public Set<String> asked() {
    return inquiry.map(Inquiry::asked).orElse(Set.of());
  }

  /**
   * The module that {@code import name} in a file means; empty when it is none of the repository's,
   * or when several of the same name are equally near.
   *
   * @param from the importing file
   */
  public Optional<Module> find(String name, String from) {
    if (name.isEmpty() || Installed.isLibrary(firstOf(name))) {
      return Optional.empty();
    }
    return ask(new Question.Find(name, folderOf(from)));
  }

  Optional<Module> found(String name, String folder) {
    return known.modules().computeIfAbsent(new Named(name, folder), any -> search(name, folder));
  }

  /**
   * The module that {@code from ..name import} in a file means.
   *
   * @param level how many dots
   * @param name may be empty
   */
  public Optional<Module> relative(int level, String name, String from) {
    String folder = folderOf(from);
    for (int up = 1; up < level; up++) {
      if (folder.isEmpty()) {
        return Optional.empty();
      }
      folder = folderOf(folder);
    }
    return ask(new Question.Below(folder, name));
  }

  Optional<Module> below(String folder, String name) {
    return name.isEmpty() ? roots.packageAt(folder) : roots.resolve(folder, name);
  }

  /** Whether a module of such a name is somewhere in the repository, though it is not found. */
  public boolean isLost(String name, String from) {
    return !name.isEmpty()
        && !Installed.isLibrary(firstOf(name))
        && !Installed.isPythons(firstOf(name))
        && find(name, from).isEmpty()
        && ask(new Question.Somewhere(name));
  }

  boolean isSomewhere(String name) {
    return roots.holding(firstOf(name)).stream()
        .anyMatch(root -> roots.resolve(root, name).isPresent());
  }

  /** The module of a name inside a package. */
  public Optional<Module> child(Module parent, String name) {
    return parent.folder().flatMap(folder -> ask(new Question.Child(folder, name)));
  }

  Optional<Module> resolved(String folder, String name) {
    return roots.resolve(folder, name);
  }

  /** The versions of Python that a file is for, by the nearest project file that says so. */
  public PythonVersions versions(String path) {
    String folder = folderOf(path);
    while (true) {
      Optional<PythonVersions> said = said(folder);
      if (said.isPresent()) {
        return said.get();
      }
      if (folder.isEmpty()) {
        return PythonVersions.ANY;
      }
      folder = folderOf(folder);
    }
  }

  private Optional<PythonVersions> said(String folder) {
    return ask(new Question.Versions(folder));
  }

  Optional<PythonVersions> saidIn(String folder) {
    return known
        .versions()
        .computeIfAbsent(
            folder,
            any ->
                List.of("pyproject.toml", "setup.cfg", "setup.py").stream()
                    .flatMap(name -> tree.read(join(folder, name)).stream())
                    .flatMap(bytes ->
                        PythonVersions.in(new String(bytes, StandardCharsets.UTF_8)).stream())
                    .findFirst());
  }

  /**
   * Whether a module was found by its name from a folder that is itself a package: Python looks
   * there only where a script is started from it.
   */
  public boolean isInsidePackage(Module module, String name) {
    String path = module.folder().or(module::file).orElse("");
    String end = name.replace('.', '/') + (module.folder().isPresent() ? "" : ".py");
    return path.endsWith("/" + end)
        && ask(new Question.IsPackage(path.substring(0, path.length() - end.length() - 1)));
  }

  boolean isPackage(String folder) {
    return roots.isPackage(folder);
  }

  /** The module that a file is. */
  public Module of(String path) {
    boolean isPackage = path.equals("__init__.py") || path.endsWith("/__init__.py");
    return new Module(
        isPackage ? Optional.of(folderOf(path)) : Optional.empty(), Optional.of(path));
  }

  /** What a file of the repository holds; empty where there is none. */
  public Optional<byte[]> bytes(String path) {
    return read(path);
  }

  /** Whether the repository has a file. */
  public boolean hasFile(String path) {
    return ask(new Question.HasFile(path));
  }

  boolean has(String path) {
    return tree.has(path);
  }

  /** Whether the folder of a file is one of the repository's. */
  public boolean hasFilesBeside(String path) {
    return ask(new Question.HasFiles(folderOf(path)));
  }

  boolean hasFiles(String folder) {
    return !tree.files(folder).isEmpty();
  }

  /**
   * A file's tree, parsed once; empty where there is no such file. One that cannot be decoded has
   * no statements, and an error that says so.
   */
  public Optional<PythonFile> parse(String path) {
    inquiry.ifPresent(it -> it.parsed(path, content(path)));
    return known
        .parsed()
        .computeIfAbsent(
            path, any -> tree.read(path).map(bytes -> parses.of(path, bytes, Modules::parsed)));
  }

  private static PythonFile parsed(String path, byte[] bytes) {
    return switch (PythonSource.decode(bytes)) {
      case PythonSource.Text text -> PythonParser.parse(path, text.text());
      case PythonSource.Undecodable undecodable ->
          new PythonFile(path, List.of(), List.of(undecodable.problem()));
    };
  }

  private Optional<Module> search(String name, String folder) {
    // A folder inside a package is on Python's path only when a script is started from there, so
    // it comes second.
    boolean pythons = Installed.isPythons(firstOf(name));
    for (boolean insidePackages : new boolean[] {false, true}) {
      for (String above : ancestors(folder)) {
        boolean looked = pythons ? roots.isRoot(above) : roots.isPackage(above) == insidePackages;
        if (looked) {
          Optional<Module> found =
              roots.resolve(above, name).or(() -> roots.resolve(join(above, "src"), name));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return pythons ? Optional.empty() : nearest(name, folder);
  }

  private Optional<Module> nearest(String name, String folder) {
    int best = -1;
    List<Module> found = new ArrayList<>();
    for (String root : roots.holding(firstOf(name))) {
      Optional<Module> module = roots.resolve(root, name);
      int shared = sharedFolders(root, folder);
      if (module.isPresent() && shared >= best) {
        if (shared > best) {
          found.clear();
        }
        best = shared;
        found.add(module.get());
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static List<String> ancestors(String folder) {
    List<String> all = new ArrayList<>();
    String above = folder;
    while (!above.isEmpty()) {
      all.add(above);
      above = folderOf(above);
    }
    all.add("");
    return all;
  }

  private static int sharedFolders(String one, String other) {
    int shared = 0;
    int limit = Math.min(one.length(), other.length());
    for (int i = 0; i <= limit; i++) {
      boolean oneEnds = i == one.length() || one.charAt(i) == '/';
      boolean otherEnds = i == other.length() || other.charAt(i) == '/';
      if (oneEnds && otherEnds && i > 0) {
        shared++;
      }
      if (i == limit || one.charAt(i) != other.charAt(i)) {
        break;
      }
    }
    return shared;
  }

  static String firstOf(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() ? name : name.isEmpty() ? folder : folder + "/" + name;
  }
}
