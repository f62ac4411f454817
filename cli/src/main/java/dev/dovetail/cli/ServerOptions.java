package dev.dovetail.cli;

import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/** Where the disposable server comes from. */
@Command
final class ServerOptions {

  /** There is no server to be had; the message says what to do. Exit code 3. */
  static final class NoServer extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoServer(String message) {
      super(message);
    }
  }

  /**
   * @param say hears of what takes long
   */
  Cluster start(StackOptions stack, Consumer<String> say) {
    List<PostgresBinaries> found = PostgresBinaries.found();
    PostgresBinaries binaries =
        found.stream()
            .filter(b -> stack.postgres.map(major -> b.major() == major).orElse(true))
            .findFirst()
            .orElseThrow(() -> new NoServer(missing(stack, found)));
    try {
      return DisposablePostgres.start(binaries, say);
    } catch (IOException e) {
      throw new NoServer(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoServer("it was interrupted");
    }
  }

  private static String missing(StackOptions stack, List<PostgresBinaries> found) {
    String wanted = stack.postgres.map(major -> "PostgreSQL " + major).orElse("PostgreSQL");
    String there =
        found.isEmpty()
            ? ""
            : "; here are "
                + String.join(", ", found.stream().map(b -> String.valueOf(b.major())).toList());
    return "no %s server on this machine%s: install it, as in `apt install postgresql`"
        .formatted(wanted, there);
  }
}
