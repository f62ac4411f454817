package dev.dovetail.cli;

import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.verify.Progress;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says on the error stream how a verification goes on. On a terminal each service under way has a
 * line that changes, over a bar for the whole; elsewhere a line is printed, and flushed, when
 * something begins or ends, so that a log never looks dead.
 */
final class ProgressLines implements Progress, AutoCloseable {

  private static final int BAR = 30;
  private static final long REDRAW_NANOS = 50_000_000;
  private static final long SIGN_OF_LIFE_NANOS = 10_000_000_000L;
  private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

  private final PrintStream err;
  private final boolean quiet;
  private final boolean live;
  private final long start;
  private final Map<String, String> underWay = new LinkedHashMap<>();
  private final Map<String, Long> lastSaid = new LinkedHashMap<>();
  private int services;
  private int done;
  private int drawn;
  private long drawnAt;

  ProgressLines(PrintStream err, boolean quiet, boolean terminal, long start) {
    this.err = err;
    this.quiet = quiet;
    this.live = terminal && !quiet && !"true".equals(System.getenv("CI"));
    this.start = start;
  }

  synchronized void say(String line) {
    if (!quiet) {
      erase();
      println(line);
      draw();
    }
  }

  @Override
  public synchronized void starts(int count) {
    services = count;
  }

  @Override
  public synchronized void begins(String service) {
    underWay.put(service, "begins");
    lastSaid.put(service, System.nanoTime());
    if (!live && !quiet) {
      println("%s: begins".formatted(service));
    }
    redraw();
  }

  @Override
  public synchronized void step(String service, Check check, int number, int of, String revision) {
    String where = "%s %d of %d, %s".formatted(check.word(), number, of, revision);
    underWay.put(service, where);
    long now = System.nanoTime();
    if (!live && !quiet && now - lastSaid.getOrDefault(service, now) > SIGN_OF_LIFE_NANOS) {
      lastSaid.put(service, now);
      println("%s: %s".formatted(service, where));
    }
    if (now - drawnAt > REDRAW_NANOS) {
      redraw();
    }
  }

  @Override
  public synchronized void ends(Verified verified) {
    underWay.remove(verified.service());
    done++;
    if (!quiet) {
      erase();
      println(
          "%s: %s, %.1f s"
              .formatted(verified.service(), outcome(verified), verified.took().toNanos() / 1e9));
      draw();
    }
  }

  private static String outcome(Verified verified) {
    List<String> bad = new ArrayList<>();
    for (Checked checked : verified.checks()) {
      if (checked.outcome() instanceof Outcome.Unverified) {
        return "not verified";
      }
      if (checked.outcome() instanceof Outcome.Failed) {
        boolean error = checked.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
        bad.add(checked.check().word() + (error ? " failed" : " warns"));
      }
    }
    return bad.isEmpty() ? "ok" : String.join(", ", bad);
  }

  @Override
  public synchronized void close() {
    erase();
    if (!quiet) {
      println("verified in %.2f s".formatted((System.nanoTime() - start) / 1e9));
    }
  }

  private void redraw() {
    erase();
    draw();
  }

  private void erase() {
    err.print(UP_AND_CLEAR.repeat(drawn));
    drawn = 0;
  }

  private void draw() {
    if (!live || services == 0) {
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    underWay.forEach((service, where) -> println("  " + service + ": " + where));
    int full = BAR * done / services;
    println(
        String.format(
            Locale.ROOT,
            "[%s%s] %d of %d services, %.1f s",
            "#".repeat(full),
            ".".repeat(BAR - full),
            done,
            services,
            seconds));
    drawn = underWay.size() + 1;
    drawnAt = System.nanoTime();
  }

  private void println(String line) {
    err.print(line.replaceAll("[\\p{Cntrl}]", "?") + "\n");
    err.flush();
  }
}
