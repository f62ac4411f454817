package dev.dovetail.cli;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks of what is staged follow each other closely, and most of each goes into starting: so the
 * first leaves a process behind, its companion, that answers the next ones for some minutes. What
 * it answers is what would be found without it; where it is not there, or busy, or does not know,
 * whoever asks works it out alone.
 */
final class Companion {

  static final String VARIABLE = "DOVETAIL_COMPANION";

  /** Minutes without a question after which a companion ends. */
  static final int MINUTES = 10;

  /** Longer than this nobody waits for another process. */
  private static final long PATIENCE_SECONDS = 30;

  private static final Set<String> PLAIN = Set.of("--staged", "--quiet", "--strict", "--fail-fast");
  private static final Set<String> FORMATS =
      Set.of("text", "json", "sarif", "junit", "gitlab", "rdjson", "markdown");

  /** It stays, so it takes little memory, and gives back what it does not need. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx1g",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30");

  private final List<String> words;
  private final Map<String, String> environment;
  private boolean reached;

  private Companion(List<String> words, Map<String, String> environment) {
    this.words = words;
    this.environment = environment;
  }

  /**
   * Empty where a process of its own is right: for other commands, where a machine asks that will
   * not ask again, and where nothing is to be kept.
   */
  static Optional<Companion> of(String[] words, Map<String, String> environment) {
    return words.length > 1
            && words[0].equals("check")
            && isUsual(words)
            && minutes(environment) > 0
            && environment.getOrDefault("CI", "").isEmpty()
            && environment.getOrDefault(Remembered.VARIABLE, "").isEmpty()
        ? Optional.of(new Companion(List.of(words), environment))
        : Optional.empty();
  }

  /** How long one waits for questions; 0 where there is to be none. */
  static int minutes(Map<String, String> environment) {
    String said = environment.getOrDefault(VARIABLE, "");
    return said.equals("off")
        ? 0
        : said.length() < 4 && said.matches("[0-9]+") ? Integer.parseInt(said) : MINUTES;
  }

  /**
   * Whether nothing is asked for that belongs to the asking process alone, such as its terminal.
   */
  private static boolean isUsual(String[] words) {
    boolean staged = false;
    for (int i = 1; i < words.length; i++) {
      String word = words[i];
      boolean format = word.equals("--format") && i + 1 < words.length;
      if (format) {
        i++;
      }
      staged |= word.equals("--staged");
      if (format ? !FORMATS.contains(words[i]) : word.startsWith("-") && !PLAIN.contains(word)) {
        return false;
      }
    }
    return staged;
  }

  /** What is asked of a companion. */
  record Question(String folder, String jar, List<String> words, Map<String, String> environment) {

    void write(DataOutputStream out) throws IOException {
      text(out, folder);
      text(out, jar);
      out.writeInt(words.size());
      for (String word : words) {
        text(out, word);
      }
      out.writeInt(environment.size());
      for (Map.Entry<String, String> one : environment.entrySet()) {
        text(out, one.getKey());
        text(out, one.getValue());
      }
      out.flush();
    }

    static Question read(DataInputStream in) throws IOException {
      String folder = text(in);
      String jar = text(in);
      List<String> words = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        words.add(text(in));
      }
      Map<String, String> environment = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        environment.put(text(in), text(in));
      }
      return new Question(folder, jar, words, environment);
    }
  }

  /**
   * What it says.
   *
   * @param exit {@link #ALONE} where whoever asks is to work it out alone
   */
  record Reply(int exit, String out, String err) {

    static final int ALONE = -1;

    static Reply alone() {
      return new Reply(ALONE, "", "");
    }

    void write(DataOutputStream to) throws IOException {
      to.writeInt(exit);
      text(to, out);
      text(to, err);
      to.flush();
    }

    static Reply read(DataInputStream in) throws IOException {
      return new Reply(in.readInt(), text(in), text(in));
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new IOException("cut off");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut off");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The exit code, where a companion answered and its answer is printed. */
  OptionalInt answer(PrintStream out, PrintStream err) {
    Optional<CompanionPlace> place = CompanionPlace.here(environment);
    if (place.isEmpty() || !Files.exists(place.get().socket())) {
      return OptionalInt.empty();
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(place.get().socket()));
      reached = true;
      giveUpLater(channel);
      DataOutputStream asked =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
      question(place.get()).write(asked);
      Reply reply = Reply.read(new DataInputStream(Channels.newInputStream(channel)));
      if (reply.exit() == Reply.ALONE) {
        return OptionalInt.empty();
      }
      out.print(reply.out());
      err.print(reply.err());
      return OptionalInt.of(reply.exit());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  private Question question(CompanionPlace place) {
    List<String> asked = new ArrayList<>(words);
    // It has no terminal.
    asked.add(Colour.isWanted(environment) ? "--color=always" : "--color=never");
    return new Question(place.folder().toString(), place.jar().toString(), asked, environment);
  }

  /** A companion that hangs is none. */
  private static void giveUpLater(SocketChannel channel) {
    Thread watch =
        new Thread(() -> {
          try {
            Thread.sleep(PATIENCE_SECONDS * 1000);
            channel.close();
          } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
          }
        });
    watch.setDaemon(true);
    watch.start();
  }

  /** Leaves a companion behind for who asks next; nothing where none can be. */
  void leave(PrintStream err) {
    Optional<CompanionPlace> place = CompanionPlace.here(environment);
    if (place.isEmpty() || reached) {
      return;
    }
    try {
      Process started = start(place.get());
      if (!words.contains("--quiet")) {
        err.printf(
            "process %d stays for %d minutes, so that the next check is quicker; %s=off does"
                + " without%n",
            started.pid(), minutes(environment), VARIABLE);
      }
    } catch (IOException e) {
      // The next check starts anew, too.
    }
  }

  private Process start(CompanionPlace place) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    String cache = System.getProperty(Remembered.FOLDER, "");
    if (!cache.isEmpty()) {
      command.add("-D" + Remembered.FOLDER + "=" + cache);
    }
    command.addAll(List.of("-jar", place.jar().toString(), "companion", "--"));
    command.addAll(words.subList(1, words.size()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(place.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // An index that git makes for one commit is gone by then.
    builder.environment().remove("GIT_INDEX_FILE");
    return builder.start();
  }
}
