package dev.dovetail.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of a git repository, through all its commits. Paths are from that folder, and only what
 * is below it is told.
 */
public final class Repository {

  private final Git git;

  private Repository(Git git) {
    this.git = git;
  }

  /**
   * @throws GitException where there is no git, or the folder is in no repository
   */
  public static Repository holding(Path folder) throws GitException {
    return holding(folder, System.getenv());
  }

  /**
   * The same for somebody else, who may have git look elsewhere.
   *
   * @param environment all that git is to see
   */
  public static Repository holding(Path folder, Map<String, String> environment)
      throws GitException {
    Repository repository = supposed(folder, environment);
    repository.git.line("rev-parse", "--is-inside-work-tree");
    return repository;
  }

  /** The same, where whatever is asked first finds out whether there is one. */
  public static Repository supposed(Path folder, Map<String, String> environment) {
    return new Repository(new Git(folder, environment));
  }

  /** The folder in which git looks for hooks, also where it is configured. */
  public Path hooks() throws GitException {
    return git.hooks();
  }

  /** The folders that belong to this repository: its work tree, and what git keeps of it. */
  public List<Path> own() throws GitException {
    return List.of(
        Path.of(git.line("rev-parse", "--show-toplevel")),
        Path.of(git.line("rev-parse", "--path-format=absolute", "--git-common-dir")));
  }

  /** What tells this folder of this repository from all others, wherever it is checked out. */
  public String place() throws GitException {
    return git.line("rev-parse", "--path-format=absolute", "--git-common-dir") + " " + prefix();
  }

  /** The way from the top of the work tree to the folder; empty for the top itself. */
  public String prefix() throws GitException {
    String prefix = git.line("rev-parse", "--show-prefix");
    return prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
  }

  /** Whether the history was cut off, so that what was before is not seen. */
  public boolean isShallow() throws GitException {
    return git.line("rev-parse", "--is-shallow-repository").equals("true");
  }

  /**
   * The id of a commit by any of its names.
   *
   * @throws GitException where nothing is called so
   */
  public String commit(String name) throws GitException {
    try {
      return git.line("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
    } catch (GitException e) {
      throw new GitException("git knows no commit `%s` here".formatted(name));
    }
  }

  /**
   * The mainline up to a commit, oldest first: each merge is one commit, with all that it brought.
   *
   * @param after commits that it reaches are left out
   */
  public List<Commit> mainline(String tip, Optional<String> after) throws GitException {
    List<String> arguments = log();
    arguments.addAll(List.of("--first-parent", "--diff-merges=first-parent"));
    arguments.add(tip);
    after.ifPresent(commit -> arguments.add("^" + commit));
    return read(arguments, List.of());
  }

  /** Whether a commit is the tip, or one of the first parents behind it. */
  public boolean isOnMainline(String commit, String tip) throws GitException {
    if (commit.equals(tip)) {
      return true;
    }
    try {
      // Each line is a commit and its parents; the last is where the two part.
      List<String> lines =
          git.line("rev-list", "--first-parent", "--parents", tip, "^" + commit).lines().toList();
      String[] last = lines.isEmpty() ? new String[0] : lines.getLast().split(" ");
      return last.length > 1 && last[1].equals(commit);
    } catch (GitException e) {
      return false;
    }
  }

  /** One commit, with all that it changed against its first parent. */
  public Commit one(String id) throws GitException {
    List<String> arguments = log();
    arguments.addAll(List.of("--diff-merges=first-parent", "--max-count=1", id));
    arguments.add("--");
    return LogReader.read(git.ask(arguments.toArray(String[]::new))).getFirst();
  }

  /** The commits that a merge brought, and that touched one of the files; oldest first. */
  public List<Commit> brought(Commit merge, List<String> files) throws GitException {
    if (!merge.isMerge() || files.isEmpty()) {
      return List.of();
    }
    List<String> arguments = log();
    arguments.add("--no-merges");
    merge.parents().stream().skip(1).forEach(arguments::add);
    arguments.add("^" + merge.parents().getFirst());
    return read(arguments, files);
  }

  private static List<String> log() {
    return new ArrayList<>(
        List.of(
            "log",
            "--reverse",
            "--root",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--relative",
            LogReader.FORMAT));
  }

  private List<Commit> read(List<String> arguments, List<String> files) throws GitException {
    arguments.add("--");
    if (files.isEmpty()) {
      arguments.add(".");
    } else {
      files.forEach(file -> arguments.add(":(literal)" + file));
    }
    return LogReader.read(git.ask(arguments.toArray(String[]::new)));
  }

  /** The latest commit that added a file; empty where git knows none. */
  public Optional<Commit> added(String path) throws GitException {
    List<String> arguments = log();
    // Else git counts before it filters.
    arguments.remove("--reverse");
    arguments.addAll(List.of("--diff-filter=A", "--max-count=1"));
    return read(arguments, List.of(path)).stream().findFirst();
  }

  /** The commit of each line of a file as it is now; those that are not committed have none. */
  public Map<Integer, Commit> lines(String path) throws GitException {
    return BlameReader.read(git.ask("blame", "--no-textconv", "--porcelain", "--", path));
  }

  /** The files of a commit: their paths, and the ids of their blobs. */
  public NavigableMap<String, String> files(String commit) throws GitException {
    return files(git, commit);
  }

  private static NavigableMap<String, String> files(Git git, String commit) throws GitException {
    return ofTree(git.ask("ls-tree", "-r", "-z", commit));
  }

  private static NavigableMap<String, String> ofTree(byte[] said) {
    NavigableMap<String, String> files = new TreeMap<>();
    for (String word : Git.words(said)) {
      // `100644 blob id<TAB>path`
      int tab = word.indexOf('\t');
      String[] parts = word.substring(0, tab).split(" ");
      LogReader.blob(parts[0], parts[2]).ifPresent(id -> files.put(word.substring(tab + 1), id));
    }
    return files;
  }

  /**
   * The files as they would be committed now.
   *
   * @throws GitException where a merge is under way that is not settled
   */
  public NavigableMap<String, String> staged() throws GitException {
    return askStaged().get();
  }

  /** What git is still being asked, so that it can be asked more meanwhile. */
  public interface Later<T> {

    T get() throws GitException;
  }

  /** The files as they would be committed now, see {@link #staged}. */
  public Later<NavigableMap<String, String>> askStaged() throws GitException {
    Git.Asked asked = git.begin("ls-files", "--stage", "-z");
    return () -> ofIndex(asked.answer());
  }

  /** The files of the commit that is checked out; none before the first. */
  public Later<NavigableMap<String, String>> askHead() throws GitException {
    Git.Asked asked = git.begin("ls-tree", "-r", "-z", "HEAD");
    return () -> {
      try {
        return ofTree(asked.answer());
      } catch (GitException e) {
        if (head().isEmpty()) {
          return new TreeMap<>();
        }
        throw e;
      }
    };
  }

  private static NavigableMap<String, String> ofIndex(byte[] said) throws GitException {
    NavigableMap<String, String> files = new TreeMap<>();
    for (String word : Git.words(said)) {
      // `100644 id stage<TAB>path`
      int tab = word.indexOf('\t');
      String[] parts = word.substring(0, tab).split(" ");
      if (!parts[2].equals("0")) {
        throw new GitException("`%s` is not merged yet".formatted(word.substring(tab + 1)));
      }
      LogReader.blob(parts[0], parts[1]).ifPresent(id -> files.put(word.substring(tab + 1), id));
    }
    return files;
  }

  /** The commit that is checked out; empty before the first. */
  public Optional<String> head() {
    try {
      return Optional.of(commit("HEAD"));
    } catch (GitException e) {
      return Optional.empty();
    }
  }

  /** Where two commits parted; empty where they have nothing in common, or it is not known here. */
  public Optional<String> parting(String one, String other) {
    try {
      return Optional.of(git.line("merge-base", one, other));
    } catch (GitException e) {
      return Optional.empty();
    }
  }

  /**
   * What a merge of two commits would be, without one.
   *
   * @param scratch a folder for what git has to write
   */
  public Merged merged(String ours, String theirs, Path scratch) throws GitException {
    Git apart = git.writingTo(scratch);
    List<String> said =
        Git.words(
            apart.ask(
                1,
                "merge-tree",
                "--write-tree",
                "-z",
                "--name-only",
                "--no-messages",
                ours,
                theirs));
    if (said.isEmpty()) {
      throw new GitException("git cannot merge without a work tree: it takes git 2.38 or newer");
    }
    List<String> conflicts =
        said.stream()
            .skip(1)
            .filter(path -> !path.isEmpty() && !path.startsWith("../"))
            .distinct()
            .toList();
    return new Merged(files(apart, said.getFirst()), conflicts, new Blobs(apart, new Contents()));
  }

  /** Paths that differ from a commit in the folder as it is now, new ones too. */
  public List<String> changedSince(String commit) throws GitException {
    List<String> changed =
        new ArrayList<>(
            Git.words(
                git.ask(
                    "diff",
                    "--name-only",
                    "-z",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--relative",
                    commit)));
    changed.addAll(Git.words(git.ask("ls-files", "-z", "--others", "--exclude-standard")));
    return changed;
  }

  /** Contents, from a git that runs until they are closed. */
  public Blobs blobs() throws GitException {
    return blobs(new Contents());
  }

  /** The same, where what was read before need not be read again. */
  public Blobs blobs(Contents known) throws GitException {
    return new Blobs(git, known);
  }
}
