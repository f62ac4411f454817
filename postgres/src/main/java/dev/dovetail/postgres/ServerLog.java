package dev.dovetail.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the server says, as it says it; the last lines are kept. In memory: a disk may be full. */
final class ServerLog implements Runnable {

  private static final int KEPT = 40;
  private static final int LONGEST = 500;

  private final InputStream source;
  private final Deque<String> lines = new ArrayDeque<>();
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
    if (line.contains("database system is ready to accept connections")) {
      ready = true;
      notifyAll();
    }
  }

  private synchronized void end() {
    ended = true;
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

  /** The last lines, without the times before them. */
  synchronized String said() {
    return lines.isEmpty() ? "it said nothing" : String.join("\n", lines);
  }
}
