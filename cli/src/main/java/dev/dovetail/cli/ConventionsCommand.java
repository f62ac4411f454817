package dev.dovetail.cli;

import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Workspace;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code dovetail conventions}: what services have agreed on. */
@Command(
    name = "conventions",
    mixinStandardHelpOptions = true,
    description = "What the services of a repository have agreed on for tables that they share.")
final class ConventionsCommand implements Callable<Integer> {

  private final Streams streams;
  @Spec CommandSpec spec = CommandSpec.create();

  ConventionsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    streams.err().print(new CommandLine(spec).getUsageMessage());
    return Main.USAGE;
  }

  @Command(
      name = "infer",
      mixinStandardHelpOptions = true,
      description = {
        "Write the conventions that most services follow already, for dovetail.toml.",
        "They are read off the migrations; who departs from them stands in a comment."
      })
  int infer(@Mixin Folder folder, @Mixin StackOptions stack) {
    Workspace workspace = folder.open(folder.read(streams), stack.versions());
    if (workspace.services().isEmpty()) {
      streams.err().println("dovetail: no service found in `" + folder.path + "`");
      return Main.NOT_VERIFIED;
    }
    try {
      String toml = workspace.inferConventions();
      if (toml.isEmpty()) {
        streams.err().println("dovetail: no table is shared by half of the services");
      }
      streams.out().print(toml);
      return 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }
}
