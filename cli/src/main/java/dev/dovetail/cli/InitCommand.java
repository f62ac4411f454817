package dev.dovetail.cli;

import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationFile;
import dev.dovetail.workspace.ConfigurationTemplate;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dovetail init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Write a dovetail.toml with what was found, and comments.")
final class InitCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();

  InitCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    FolderTree tree = folder.read(streams);
    Path file = folder.path.resolve(ConfigurationFile.NAME);
    if (Files.exists(file)) {
      throw new UsageException("`%s` is there already".formatted(file));
    }
    Workspace workspace = folder.open(tree, Versions.open());
    Files.writeString(
        file,
        ConfigurationTemplate.of(workspace.services()),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW);
    streams.out().printf("wrote %s: %d services%n", file, workspace.services().size());
    return 0;
  }
}
