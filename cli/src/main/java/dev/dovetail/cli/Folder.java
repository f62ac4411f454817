package dev.dovetail.cli;

import dev.dovetail.core.source.Tree;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The PATH that a command is asked about. */
@Command
final class Folder {

  private static final int MOST_SAID = 5;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATH",
      description = "The repository, or a service in it.")
  Path path = Path.of("");

  private final Set<String> told = new HashSet<>();

  /** The way from the folder in which the command was given; empty for that folder, or none. */
  String fromHere() {
    Path here = Path.of("").toAbsolutePath();
    Path there = path.toAbsolutePath().normalize();
    return there.startsWith(here) ? here.relativize(there).toString().replace('\\', '/') : "";
  }

  /** What the folder itself is called. */
  String name() {
    Path there = path.toAbsolutePath().normalize().getFileName();
    return there == null ? "root" : there.toString();
  }

  FolderTree read(Streams streams) {
    FolderTree tree = read(path);
    tell(tree, streams);
    return tree;
  }

  /** Says what was left out and was not yet said: files come and go while they are read. */
  void tell(FolderTree tree, Streams streams) {
    Map<String, String> leftOut = new TreeMap<>(tree.leftOut());
    leftOut.keySet().removeAll(told);
    told.addAll(leftOut.keySet());
    leftOut.entrySet().stream()
        .limit(MOST_SAID)
        .forEach(entry ->
            streams.err().printf("dovetail: left out %s: %s%n", entry.getKey(), entry.getValue()));
    if (leftOut.size() > MOST_SAID) {
      streams.err().printf("dovetail: and %d more left out%n", leftOut.size() - MOST_SAID);
    }
  }

  static FolderTree read(Path path) {
    if (!Files.isDirectory(path)) {
      String what = Files.exists(path) ? "is no folder" : "is not there";
      throw new UsageException("`%s` %s".formatted(path, what));
    }
    try {
      return FolderTree.of(path);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be read: %s".formatted(path, e));
    }
  }

  /** The same from wherever it is asked about. */
  String whole() {
    return path.toAbsolutePath().normalize().toString();
  }

  Workspace open(FolderTree tree, Versions versions) {
    return open(tree, tree.name(), versions);
  }

  Workspace open(Tree tree, String name, Versions versions) {
    try {
      return Workspace.open(tree, name, versions);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }
}
