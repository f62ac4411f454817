package dev.dovetail.verify.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The driver script at work: lines of JSON go in and come out. When this JVM ends, however it ends,
 * the pipe closes and the script ends itself with all that it started.
 */
final class DriverProcess implements AutoCloseable {

  private static final int LONGEST_LINE = 64 << 20;
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final Process process;
  private final OutputStream in;
  private final Printed printed;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  /** What comes from the script. */
  sealed interface Heard {}

  record Message(Json.Fields fields) implements Heard {}

  /** The script is gone. */
  record End(String how) implements Heard {}

  private DriverProcess(Process process) {
    this.process = process;
    this.in = process.getOutputStream();
    this.printed = Printed.of(process.getErrorStream(), "driver-printed");
    Thread.ofPlatform().daemon().name("driver-heard").start(this::listen);
  }

  static DriverProcess start(List<String> command, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new DriverProcess(builder.start());
  }

  /** Sends a message; a script that is gone is noticed by what is heard next. */
  void say(Json.Fields message) {
    try {
      in.write((message.line() + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      // The end is heard from the listening thread.
    }
  }

  /** The next word; empty when there was none in that time. */
  Optional<Heard> hear(Duration limit) {
    try {
      return Optional.ofNullable(heard.poll(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new End("it was interrupted"));
    }
  }

  /** What was printed up to the end of a command. */
  List<String> printed(int command) {
    return printed.until(command);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Closes the pipe, so that the script ends by itself; kills it where it does not. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It is gone already.
    }
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    // Whoever inherits the pipe can outlive the script; its own end is heard all the same.
    var unused =
        process
            .onExit()
            .thenAccept(gone -> heard.add(new End("it ended with code " + gone.exitValue())));
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (Optional<String> line = next(reader); line.isPresent(); line = next(reader)) {
        Json.read(line.get())
            .ifPresent(value -> {
              if (value instanceof Json.Fields fields) {
                heard.add(new Message(fields));
              }
            });
      }
    } catch (IOException e) {
      // As at the end of the stream.
    }
    heard.add(new End("it closed its side"));
  }

  private static Optional<String> next(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    return Optional.empty();
  }
}
