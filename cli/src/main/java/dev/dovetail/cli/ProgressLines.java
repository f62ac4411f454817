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
  private static final String UP = "\u001b[%dA";

  /** What is left of the line, and of the screen. */
  private static final String CLEAR_LINE = "\u001b[K";

  private static final String CLEAR_BELOW = "\u001b[J";

  /** A line that is longer than the terminal is wide would count twice. */
  private static final String CUT = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintStream err;
  private final boolean quiet;
  private final boolean live;
  private final long start;
  private final Map<String, String> underWay = new LinkedHashMap<>();
  private final Map<String, Long> lastSaid = new LinkedHashMap<>();
  private int services;
  private int done;
  private boolean closed;
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
      stay(line);
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
    if (live) {
      redraw();
    } else if (!quiet) {
      stay("%s: begins".formatted(service));
    }
  }

  @Override
  public synchronized void step(String service, Check check, int number, int of, String revision) {
    String where = "%s %d of %d, %s".formatted(check.word(), number, of, revision);
    underWay.put(service, where);
    long now = System.nanoTime();
    if (!live && !quiet && now - lastSaid.getOrDefault(service, now) > SIGN_OF_LIFE_NANOS) {
      lastSaid.put(service, now);
      stay("%s: %s".formatted(service, where));
    }
    if (live && now - drawnAt > REDRAW_NANOS) {
      redraw();
    }
  }

  @Override
  public synchronized void ends(Verified verified) {
    underWay.remove(verified.service());
    done++;
    if (!quiet) {
      stay(
          "%s: %s, %.1f s"
              .formatted(verified.service(), outcome(verified), verified.took().toNanos() / 1e9));
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
    closed = true;
    if (!quiet) {
      stay("verified in %.2f s".formatted((System.nanoTime() - start) / 1e9));
    }
  }

  /** Lines that stay, above those that change; in one piece, so that nothing flickers. */
  private void stay(String... lines) {
    StringBuilder out = new StringBuilder(up());
    for (String line : lines) {
      out.append(plain(line)).append(drawn > 0 ? CLEAR_LINE : "").append('\n');
    }
    out.append(picture());
    print(out);
  }

  private void redraw() {
    print(up() + picture());
  }

  private String up() {
    return drawn > 0 ? UP.formatted(drawn) : "";
  }

  /** A line for each service under way, and the bar; or nothing over what was there. */
  private String picture() {
    boolean clears = drawn > 0;
    drawn = 0;
    if (!live || services == 0 || closed) {
      return clears ? CLEAR_BELOW : "";
    }
    StringBuilder out = new StringBuilder(CUT);
    underWay.forEach((service, where) ->
        out.append(plain("  " + service + ": " + where)).append(CLEAR_LINE).append('\n'));
    int full = BAR * done / services;
    out.append(
        String.format(
            Locale.ROOT,
            "[%s%s] %d of %d services, %.1f s",
            "#".repeat(full),
            ".".repeat(BAR - full),
            done,
            services,
            (System.nanoTime() - start) / 1e9));
    out.append(CLEAR_LINE).append('\n').append(CLEAR_BELOW).append(WRAP);
    drawn = underWay.size() + 1;
    drawnAt = System.nanoTime();
    return out.toString();
  }

  private static String plain(String line) {
    return line.replaceAll("[\\p{Cntrl}]", "?");
  }

  private void print(CharSequence text) {
    err.print(text);
    err.flush();
  }
}
