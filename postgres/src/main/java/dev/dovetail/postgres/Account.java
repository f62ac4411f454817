package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom a disposable server runs. PostgreSQL refuses root, so root becomes somebody else.
 *
 * @param prefix what stands before each command
 * @param owner who must own the folder of the server, where that is not us
 */
record Account(List<String> prefix, Optional<Integer> owner) {

  private static final int USUAL_NOBODY = 65534;

  Account {
    prefix = List.copyOf(prefix);
  }

  /** Finds a way, by trying: in a container, each of them may be forbidden. */
  static Account forOwnerOf(Path ownFolder) throws IOException, InterruptedException {
    if (!Integer.valueOf(0).equals(Files.getAttribute(ownFolder, "unix:uid"))) {
      return new Account(List.of(), Optional.empty());
    }
    int nobody = nobody();
    String id = Integer.toString(nobody);
    for (Account candidate :
        List.of(
            new Account(
                List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"),
                Optional.of(nobody)),
            new Account(List.of("runuser", "-u", "nobody", "--"), Optional.of(nobody)),
            // In a user namespace without a mapping root is nobody, yet owns its files.
            new Account(List.of("unshare", "-U"), Optional.empty()))) {
      if (candidate.works()) {
        return candidate;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and none of setpriv, runuser and unshare works here; run"
            + " Dovetail as another user, or offer a server with --postgres-url");
  }

  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(words);
    return command;
  }

  /** Gives a file to whom the server runs as. */
  void own(Path file) throws IOException {
    if (owner.isPresent()) {
      Files.setAttribute(file, "unix:uid", owner.get());
    }
  }

  private boolean works() throws InterruptedException {
    try {
      Command.run(command(List.of("true")));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int nobody() {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
        String[] fields = line.split(":", -1);
        if (fields.length > 2 && fields[0].equals("nobody") && fields[2].matches("[0-9]{1,9}")) {
          return Integer.parseInt(fields[2]);
        }
      }
    } catch (IOException e) {
      return USUAL_NOBODY;
    }
    return USUAL_NOBODY;
  }
}
