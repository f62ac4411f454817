package dev.dovetail.cli;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.KnownFindings;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dovetail baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Write down what is found today, so that check fails only on what is new.",
      "Run again, it takes out what has been mended since. It never adds."
    })
final class BaselineCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();

  BaselineCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      List<Finding> findings = workspace.check().findings();
      if (tree.has(KnownFindings.FILE)) {
        shrink(workspace.known(), findings);
      } else {
        begin(KnownFindings.of(findings));
      }
      return 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private void begin(KnownFindings known) {
    write(known);
    streams
        .out()
        .printf(
            "%d findings are written to %s: commit it, and check fails only on what is new%n",
            known.size(), KnownFindings.FILE);
  }

  private void shrink(KnownFindings known, List<Finding> findings) {
    KnownFindings still = known.still(findings);
    if (still.size() < known.size()) {
      write(still);
    }
    streams
        .out()
        .printf("%d mended and taken out, %d stay%n", known.size() - still.size(), still.size());
    int added = known.without(findings).size();
    if (added > 0) {
      streams
          .out()
          .printf(
              "%d new findings are not added: mend them, or allow each in its place"
                  + " (`dovetail: allow RULE reason`)%n",
              added);
    }
  }

  private void write(KnownFindings known) {
    Path file = folder.path.resolve(KnownFindings.FILE);
    try {
      Files.writeString(file, known.text(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
