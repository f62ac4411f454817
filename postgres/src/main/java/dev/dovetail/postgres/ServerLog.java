package dev.dovetail.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server says, as it says it; the last lines are kept. In memory: a disk may be full. */
final class ServerLog implements Runnable {

  private static final int KEPT = 40;
  private static final int LONGEST = 500;

  /** One process went down, and the server takes all others with it. */
  private static final String FALL = "terminating any other active server processes";

  private static final Pattern WENT_DOWN =
      Pattern.compile("LOG: +(.*(?:was terminated by|exited with exit code) .*)");
  private static final Pattern WAS_RUNNING =
      Pattern.compile("DETAIL: +Failed process was running: (.*)");

  private final InputStream source;
  private final Deque<String> lines = new ArrayDeque<>();
  private final List<String> falls = new ArrayList<>();
  private String wentDown = "a process of it went down";
  private boolean ready;
  private boolean ended;

  ServerLog(InputStream source) {
    this.source = source;
  }

  @Override
  public void run() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(source, Text.CHARSET))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      // The pipe broke: whoever wrote to it is gone.
    }
    end();
  }

  private synchronized void take(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    Matcher down = WENT_DOWN.matcher(line);
    Matcher running = WAS_RUNNING.matcher(line);
    if (down.find()) {
      wentDown = down.group(1);
    } else if (running.find()) {
      wentDown += ", which was running `" + running.group(1).strip() + "`";
    } else if (line.contains(FALL)) {
      falls.add(wentDown);
    }
    if (line.contains("database system is ready to accept connections")) {
      ready = true;
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
    falls.add("it ended, and not by us");
    notifyAll();
  }

  /** Waits until the server takes connections; false where it ended first, or took too long. */
  synchronized boolean awaitReady(long millis) throws InterruptedException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!ready && !ended) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return ready;
  }

  /** How often it fell so far, and what it said of it; its end is one more. */
  synchronized List<String> falls() {
    return List.copyOf(falls);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** The last lines, without the times before them. */
  synchronized String said() {
    return lines.isEmpty() ? "it said nothing" : String.join("\n", lines);
  }
}
