package dev.dovetail.verify.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What migrations and tools print: read for as long as they live, so that nobody waits on a full
 * pipe, and kept up to a bound, the beginning and the end of each command.
 */
final class Printed {

  private static final int MOST_LINES = 200;
  private static final int LONGEST_LINE = 2000;
  private static final String MARK = "\0dovetail ";

  private final List<String> head = new ArrayList<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private long left;
  private int ended = -1;
  private boolean closed;

  /** Begins to read, on a thread of its own. */
  static Printed of(InputStream stream, String name) {
    Printed printed = new Printed();
    Thread.ofPlatform().daemon().name(name).start(() -> printed.pump(stream));
    return printed;
  }

  /** What was printed up to the end of a command; the next one begins with nothing. */
  synchronized List<String> until(int command) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    try {
      while (ended < command && !closed && System.nanoTime() < deadline) {
        wait(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return take();
  }

  private List<String> take() {
    List<String> lines = new ArrayList<>(head);
    if (left > 0) {
      lines.add("... (" + left + " lines left out)");
    }
    lines.addAll(tail);
    head.clear();
    tail.clear();
    left = 0;
    return lines;
  }

  private void pump(InputStream stream) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n') {
            add(line.toString(StandardCharsets.UTF_8));
            line.reset();
          } else if (line.size() < LONGEST_LINE) {
            line.write(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      // The process is gone, and with it what it had still to say.
    }
    if (line.size() > 0) {
      add(line.toString(StandardCharsets.UTF_8));
    }
    close();
  }

  private synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void add(String line) {
    if (line.startsWith(MARK)) {
      ended = Integer.parseInt(line.substring(MARK.length()).strip());
      notifyAll();
    } else if (!line.isBlank() && head.size() < MOST_LINES / 2) {
      head.add(line);
    } else if (!line.isBlank()) {
      tail.add(line);
      if (tail.size() > MOST_LINES / 2) {
        tail.removeFirst();
        left++;
      }
    }
  }
}
