package dev.dovetail.python.syntax;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Python at hand that reads text by itself: what it says of a text is right. */
final class Judge {

  /** Before it, f-strings were read by other rules, and patterns not at all. */
  private static final int OLDEST_MINOR = 10;

  private final String command;
  private final int minor;
  private final Path library;

  private Judge(String command, int minor, Path library) {
    this.command = command;
    this.minor = minor;
    this.library = library;
  }

  /** The one that the variable DOVETAIL_PYTHON names, or the newest on the path or of pyenv. */
  static Optional<Judge> find() {
    Optional<Judge> named =
        Optional.ofNullable(System.getenv("DOVETAIL_PYTHON")).flatMap(Judge::ask);
    if (named.isPresent()) {
      return named;
    }
    List<String> commands = new ArrayList<>();
    for (int minor = 14; minor >= OLDEST_MINOR; minor--) {
      commands.add("python3." + minor);
    }
    commands.add("python3");
    commands.addAll(installedByPyenv());
    return commands.stream()
        .flatMap(command -> ask(command).stream())
        .max(Comparator.comparingInt(Judge::minor));
  }

  private static List<String> installedByPyenv() {
    String home = System.getProperty("user.home");
    Path root = Path.of(System.getenv().getOrDefault("PYENV_ROOT", home + "/.pyenv"), "versions");
    try (Stream<Path> versions = Files.list(root)) {
      return versions.sorted().map(version -> version.resolve("bin/python3").toString()).toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static Optional<Judge> ask(String command) {
    String question =
        "import sys, sysconfig; print(sys.version_info[1], sysconfig.get_paths()['stdlib'])";
    try {
      Process process =
          new ProcessBuilder(command, "-c", question)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0 || !answer.contains(" ")) {
        return Optional.empty();
      }
      int minor = Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
      Path library = Path.of(answer.substring(answer.indexOf(' ') + 1));
      return minor < OLDEST_MINOR
          ? Optional.empty()
          : Optional.of(new Judge(command, minor, library));
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  int minor() {
    return minor;
  }

  boolean placesFields() {
    return minor >= 12;
  }

  /** Every Python file of its standard library, tests included. */
  List<Path> library() {
    try (Stream<Path> files = Files.walk(library)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .filter(file -> !file.toString().contains("-packages"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Asks about texts, all at once.
   *
   * @param mode {@code trees} or {@code tokens}
   * @return a line for each: {@code ok} and digests, {@code deep}, or {@code error} and a message
   */
  List<String> judge(String mode, List<byte[]> texts) {
    List<String> answers = run(mode, texts);
    if (answers.size() != texts.size()) {
      throw new IllegalStateException(
          "the judge answered " + answers.size() + " of " + texts.size() + " questions");
    }
    return answers;
  }

  /** The judge's reading of one text, in full. */
  String show(String mode, byte[] text) {
    return String.join("\n", run("show-" + mode, List.of(text)));
  }

  private List<String> run(String mode, List<byte[]> texts) {
    try {
      Path script = Files.createTempFile("judge", ".py");
      try (InputStream in = Judge.class.getResourceAsStream("judge.py")) {
        Files.write(script, in.readAllBytes());
      }
      Process process =
          new ProcessBuilder(command, script.toString(), mode)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Thread writer = Thread.ofVirtual().start(() -> send(process, texts));
      List<String> answers = new ArrayList<>();
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        reader.lines().forEach(answers::add);
      }
      writer.join();
      process.waitFor();
      Files.delete(script);
      return answers;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  private static void send(Process process, List<byte[]> texts) {
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream())) {
      for (byte[] text : texts) {
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  static String digest(String notation) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(notation.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
