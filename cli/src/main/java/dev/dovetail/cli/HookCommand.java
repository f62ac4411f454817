package dev.dovetail.cli;

import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dovetail hook}. */
@Command(
    name = "hook",
    mixinStandardHelpOptions = true,
    description = "Check what is staged before each commit.")
final class HookCommand implements Runnable {

  /** Where a checkout keeps what it was built to. */
  private static final Path BUILT = Path.of(".dovetail", "run");

  /** By this a hook is known as ours. */
  private static final String MARK = "# Written by `dovetail hook install`";

  private static final String NAME = "pre-commit";

  private final Streams streams;

  HookCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void run() {
    throw new UsageException("hook: say `install`, `uninstall` or `print`");
  }

  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = {
        "Write a pre-commit hook into the repository that holds PATH.",
        "A hook that is there already stays as it is: what to add to it is said."
      })
  int install(@Mixin Folder folder) {
    Path hook = place(folder);
    String script = script(prefix(folder));
    Optional<String> there = read(hook);
    if (there.isPresent() && !there.get().contains(MARK)) {
      streams.err().println("dovetail: `%s` is there already, and stays as it is".formatted(hook));
      streams.err().println("add this line to it: " + line(prefix(folder)));
      return Main.USAGE;
    }
    try {
      Files.createDirectories(hook.resolveSibling("."));
      Files.writeString(hook, script, StandardCharsets.UTF_8);
      executable(hook);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be written: %s".formatted(hook, e.getMessage()));
    }
    streams.out().println("`%s` checks what is staged, from the next commit on".formatted(hook));
    streams
        .out()
        .printf(
            "it leaves a process for %d minutes, so that the next commit waits less; %s=off does"
                + " without%n",
            Companion.MINUTES, Companion.VARIABLE);
    return 0;
  }

  @Command(
      name = "uninstall",
      mixinStandardHelpOptions = true,
      description = "Remove the hook that `install` wrote; nobody else's.")
  int uninstall(@Mixin Folder folder) {
    Path hook = place(folder);
    Optional<String> there = read(hook);
    if (there.isEmpty()) {
      streams.out().println("there is no hook `%s`".formatted(hook));
      return 0;
    }
    if (!there.get().contains(MARK)) {
      streams
          .err()
          .println("dovetail: `%s` was not written by Dovetail, and stays".formatted(hook));
      return Main.USAGE;
    }
    try {
      Files.delete(hook);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be removed: %s".formatted(hook, e.getMessage()));
    }
    streams.out().println("`%s` is removed".formatted(hook));
    return 0;
  }

  @Command(
      name = "print",
      mixinStandardHelpOptions = true,
      description = "Print what runs the check from git, pre-commit, husky and lefthook.")
  int print() {
    streams
        .out()
        .print(
            """
            # plain git: .git/hooks/pre-commit, or `dovetail hook install`
            dovetail check --staged --quiet

            # pre-commit: .pre-commit-config.yaml
            repos:
              - repo: local
                hooks:
                  - id: dovetail-check
                    name: dovetail check
                    entry: dovetail check --staged --quiet
                    language: system
                    files: \\.(py|sql|ini|toml)$
                    pass_filenames: false

            # husky: .husky/pre-commit
            dovetail check --staged --quiet

            # lefthook: lefthook.yml
            pre-commit:
              commands:
                dovetail:
                  glob: "*.{py,sql,ini,toml}"
                  run: dovetail check --staged --quiet
            """);
    return 0;
  }

  private static String line(String prefix) {
    return "dovetail check --staged --quiet" + (prefix.isEmpty() ? "" : " " + quoted(prefix));
  }

  private static String script(String prefix) {
    String own =
        launcher()
            .map(path -> "[ -n \"$dovetail\" ] || dovetail=%s\n".formatted(quoted(path.toString())))
            .orElse("");
    return """
    #!/bin/sh
    %s; `dovetail hook uninstall` removes it.
    # `git commit --no-verify` passes it over.
    dovetail=$(command -v dovetail)
    %s[ -x "$dovetail" ] || {
      echo "dovetail: not found on the PATH; git commit --no-verify commits without it" >&2
      exit 1
    }
    exec "$dovetail"%s
    """
        .formatted(MARK, own, line(prefix).substring("dovetail".length()));
  }

  /** What starts us, where we were unpacked with it. */
  private static Optional<Path> launcher() {
    try {
      Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path launcher = jar.resolveSibling("../bin/dovetail").normalize();
      return Stream.concat(ofSources(launcher).stream(), Stream.of(launcher))
          .filter(Files::isExecutable)
          .findFirst();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Who runs from its sources is built anew from time to time, and each build has its folder. */
  static Optional<Path> ofSources(Path launcher) {
    int names = launcher.getNameCount();
    return names > BUILT.getNameCount() + 3 && launcher.subpath(names - 5, names - 3).equals(BUILT)
        ? Optional.of(
            launcher.getRoot().resolve(launcher.subpath(0, names - 5)).resolve("dovetail"))
        : Optional.empty();
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static String prefix(Folder folder) {
    try {
      return Repository.holding(folder.path.toAbsolutePath()).prefix();
    } catch (GitException e) {
      throw new UsageException("git: " + e.reason());
    }
  }

  /** Where the hook stands. A folder that other repositories share is nobody's to write to. */
  private static Path place(Folder folder) {
    try {
      Repository repository = Repository.holding(folder.path.toAbsolutePath());
      Path hooks = repository.hooks();
      if (repository.own().stream().noneMatch(hooks::startsWith)) {
        throw new UsageException(
            "core.hooksPath is `%s`, which is not this repository's: add this line to %s there\n%s"
                .formatted(hooks, NAME, line("")));
      }
      return hooks.resolve(NAME);
    } catch (GitException e) {
      throw new UsageException("git: " + e.reason());
    }
  }

  private static Optional<String> read(Path hook) {
    try {
      return Files.exists(hook)
          ? Optional.of(Files.readString(hook, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be read: %s".formatted(hook, e.getMessage()));
    }
  }

  private static void executable(Path hook) throws IOException {
    if (hook.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(hook));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      Files.setPosixFilePermissions(hook, permissions);
    }
  }
}
