package dev.dovetail.verify.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Warm Pythons between two services: loading Alembic takes longer than most histories. There are
 * never more of them than services under way at a time.
 */
public final class WarmPythons implements AutoCloseable {

  private final List<WarmPython> waiting = new ArrayList<>();
  private boolean keeps;

  private WarmPythons(boolean keeps) {
    this.keeps = keeps;
  }

  /** One that keeps them until it is closed. */
  public static WarmPythons kept() {
    return new WarmPythons(true);
  }

  /** For a single service. */
  static WarmPythons none() {
    return new WarmPythons(false);
  }

  /** Starts one that is soon to be taken, and does not wait until it is warm. */
  void warm(Pythons.Python python, String tool, Confinement confinement) {
    try {
      give(WarmPython.start(python, tool, confinement));
    } catch (IOException e) {
      // Whoever takes one meets the same, and says so.
    }
  }

  /** One that waits, or a new one. */
  WarmPython take(Pythons.Python python, String tool, Confinement confinement) throws IOException {
    Optional<WarmPython> there = waiting(python, tool, confinement.namespace());
    return there.isPresent() ? there.get() : WarmPython.start(python, tool, confinement);
  }

  private synchronized Optional<WarmPython> waiting(
      Pythons.Python wanted, String tool, boolean namespace) {
    Optional<WarmPython> found =
        waiting.stream().filter(python -> python.is(wanted, tool, namespace)).findFirst();
    found.ifPresent(waiting::remove);
    return found;
  }

  /** Takes one back that no database holds any more. */
  void give(WarmPython python) {
    if (!python.isClean() || !stays(python)) {
      python.close();
    }
  }

  private synchronized boolean stays(WarmPython python) {
    return keeps && waiting.add(python);
  }

  @Override
  public void close() {
    ended().forEach(WarmPython::close);
  }

  private synchronized List<WarmPython> ended() {
    keeps = false;
    List<WarmPython> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }
}
