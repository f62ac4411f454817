package dev.dovetail.verify.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What keeps foreign code from other databases than the disposable one: a network of its own in
 * which there is nothing else, or, where the system gives none, guards in the process itself.
 *
 * @param prefix of the command that is to be confined
 */
record Confinement(boolean namespace, List<String> prefix, String remark) {

  private static final List<String> OWN = List.of("--net", "--pid", "--fork", "--kill-child", "--");

  private static final class Found {
    static final Confinement HERE = find();
  }

  Confinement {
    prefix = List.copyOf(prefix);
  }

  /** The best that this system has. */
  static Confinement here() {
    return Found.HERE;
  }

  static Confinement guards(String why) {
    return new Confinement(
        false,
        List.of(),
        "no network of its own ("
            + why
            + "): connections to other databases are refused by guards in the process");
  }

  private static Confinement find() {
    if (!System.getProperty("os.name").startsWith("Linux")) {
      return guards("only Linux has that");
    }
    for (List<String> right : List.of(List.<String>of(), List.of("--user", "--map-root-user"))) {
      List<String> prefix = new ArrayList<>(List.of("unshare"));
      prefix.addAll(right);
      prefix.addAll(OWN);
      if (works(prefix)) {
        return new Confinement(
            true, prefix, "a network of its own, in which only the disposable server is reachable");
      }
    }
    return guards("unshare is missing or not allowed here");
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
