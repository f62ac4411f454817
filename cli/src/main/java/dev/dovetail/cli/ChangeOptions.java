package dev.dovetail.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which change is asked about; none, where all of what is there is. */
@Command
final class ChangeOptions {

  @Option(
      names = "--since",
      paramLabel = "COMMIT",
      description =
          "Only what changed since this commit of git, or since the work here parted from it:"
              + " findings that are new, services that were touched.")
  Optional<String> since = Optional.empty();

  @Option(
      names = "--staged",
      description =
          "What is staged in git, not the files as they are; only what is new against the last"
              + " commit, or against --since.")
  boolean staged;

  @Option(
      names = "--merge-with",
      paramLabel = "COMMIT",
      description =
          "Also what appears only after a merge with this commit or branch, such as a second head."
              + " Nothing is checked out.")
  Optional<String> mergeWith = Optional.empty();

  boolean asked() {
    return staged || since.isPresent() || mergeWith.isPresent();
  }
}
