package dev.dovetail.cli;

import dev.dovetail.core.judge.Report;
import dev.dovetail.report.TextReport;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dovetail demo}: the bundled examples, checked. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Check the bundled examples and show what is found in them.")
final class DemoCommand implements Callable<Integer> {

  private static final String README = "README.md";

  private final Streams streams;
  @Mixin Colour colour = new Colour();

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> examples = examples();
    if (examples.isEmpty()) {
      streams.err().println("dovetail: the examples are not beside this installation");
      return Main.NOT_VERIFIED;
    }
    try (Stream<Path> folders = Files.list(examples.get())) {
      for (Path example : folders.filter(Files::isDirectory).sorted().toList()) {
        show(example);
      }
    }
    streams.out().println("Try it on your own repository: dovetail check PATH");
    return 0;
  }

  /** What nothing can be checked in is an example of something else. */
  private void show(Path example) throws IOException {
    FolderTree tree = Folder.read(example);
    try {
      Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
      if (!workspace.services().isEmpty()) {
        show(example, tree, workspace.check());
      }
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private void show(Path example, FolderTree tree, Report report) throws IOException {
    streams.out().printf("==== examples/%s ====%n%n", example.getFileName());
    introduction(example).forEach(line -> streams.out().println(line));
    streams.out().printf("%n$ dovetail check examples/%s%n%n", example.getFileName());
    streams.out().println(TextReport.write(report, tree, colour.isOn(), false));
  }

  /** The first paragraph of its README. */
  private static List<String> introduction(Path example) throws IOException {
    if (!Files.exists(example.resolve(README))) {
      return List.of();
    }
    return Files.readAllLines(example.resolve(README)).stream()
        .dropWhile(line -> line.isBlank() || line.startsWith("#"))
        .takeWhile(line -> !line.isBlank())
        .toList();
  }

  /** Beside the archive in a distribution, above the build folder in a checkout, or right here. */
  private static Optional<Path> examples() {
    Stream<Path> starts =
        Stream.concat(Stream.of(Path.of("").toAbsolutePath()), archive().stream());
    return starts
        .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent).limit(6))
        .map(folder -> folder.resolve("examples"))
        .filter(folder -> Files.isDirectory(folder.resolve("classroom")))
        .findFirst();
  }

  private static Optional<Path> archive() {
    try {
      return Optional.of(
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
