package dev.dovetail.cli;

import dev.dovetail.cli.Companion.Question;
import dev.dovetail.cli.Companion.Reply;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The process that a check leaves behind: see {@link Companion}. It answers one question at a time,
 * and ends when nobody has asked for a while, when Dovetail or the folder is another, and when it
 * has grown.
 */
@Command(name = "companion", hidden = true)
final class CompanionCommand implements Callable<Integer> {

  private static final long SECOND = 1_000_000_000L;

  /** So long after a question what it left in memory is given back. */
  private static final long REST = 5 * SECOND;

  private static final long MOST_HELD = 600L << 20;

  /** What is checked first, so that the next is quick. */
  @Parameters(paramLabel = "WORD")
  List<String> words = new ArrayList<>();

  private final Map<String, String> environment;
  private final Keepsakes keepsakes;
  private final AtomicBoolean busy = new AtomicBoolean(true);
  private volatile long asked = System.nanoTime();

  CompanionCommand(Map<String, String> environment) {
    this.environment = environment;
    this.keepsakes = new Keepsakes(environment);
  }

  @Override
  public Integer call() throws IOException {
    Optional<CompanionPlace> place = CompanionPlace.here(environment);
    Optional<String> build = Remembered.build();
    if (place.isPresent() && build.isPresent()) {
      Path socket = place.get().socket();
      try (FileChannel file =
              FileChannel.open(
                  socket.resolveSibling(socket.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock alone = file.tryLock()) {
        if (alone != null) {
          listen(place.get(), build.get());
        }
      }
    }
    return 0;
  }

  private void listen(CompanionPlace place, String build) throws IOException {
    Files.deleteIfExists(place.socket());
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place.socket()));
      inBackground(() -> {
        List<String> first = new ArrayList<>(words);
        first.addFirst("check");
        var unused = reply(first, environment);
        busy.set(false);
      });
      inBackground(() -> watch(server, place));
      while (server.isOpen()) {
        SocketChannel channel = server.accept();
        if (busy.compareAndSet(false, true)) {
          inBackground(() -> {
            boolean goesOn = false;
            try {
              goesOn = answer(channel, place, build);
            } finally {
              // Whatever befell it: nobody is kept waiting.
              close(channel);
              asked = System.nanoTime();
              busy.set(false);
              if (!goesOn) {
                close(server);
              }
            }
          });
        } else {
          say(channel, Reply.alone());
        }
      }
    } catch (IOException e) {
      // It was closed, for its time is over.
    } finally {
      Files.deleteIfExists(place.socket());
    }
  }

  /** Whether this one can still answer. */
  private boolean answer(SocketChannel channel, CompanionPlace place, String build) {
    try {
      Question question = Question.read(new DataInputStream(Channels.newInputStream(channel)));
      boolean ours =
          question.folder().equals(place.folder().toString())
              && question.jar().equals(place.jar().toString());
      boolean same = Remembered.build().filter(build::equals).isPresent();
      say(channel, ours && same ? reply(question.words(), question.environment()) : Reply.alone());
      return same;
    } catch (IOException e) {
      // Who asked has gone.
      return true;
    }
  }

  private static void say(SocketChannel channel, Reply reply) {
    try (channel) {
      reply.write(
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel))));
    } catch (IOException e) {
      // Who asked has gone.
    }
  }

  /** What cannot be answered at once and for good is left to who asks. */
  private Reply reply(List<String> question, Map<String, String> asking) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(InputStream.nullInputStream(), print(out), print(err));
    int exit =
        Main.run(
            question.toArray(String[]::new),
            streams,
            List.of(new CheckCommand(streams, keepsakes.asked(asking))));
    return exit > 1
        ? Reply.alone()
        : new Reply(
            exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private void watch(ServerSocketChannel server, CompanionPlace place) {
    long limit = Companion.minutes(environment) * 60L * SECOND;
    long tidied = 0;
    while (server.isOpen()) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      long idle = System.nanoTime() - asked;
      boolean grown = false;
      if (idle > REST && tidied != asked && !busy.get()) {
        tidied = asked;
        System.gc();
        grown = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() > MOST_HELD;
      }
      if (idle > limit || grown || !Files.isDirectory(place.folder())) {
        close(server);
      }
    }
  }

  static void inBackground(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Then it is closed.
    }
  }
}
