package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The data folder of a new cluster. {@code initdb} takes a second, so its result is kept in the
 * cache, once for each installation: one archive, which the server's account is handed opened,
 * because it may not be able to enter the cache.
 */
final class PreparedData {

  static final String ADMIN = "dovetail_admin";

  private static final String ARCHIVE = "data.tar";
  private static final String PASSWORD = "password";
  private static final Duration ABANDONED = Duration.ofMinutes(10);

  private static final List<String> SETTINGS =
      List.of(
          "--username=" + ADMIN,
          // As it is: it goes over this machine's loopback alone, is made for one run, and proving
          // that one knows it without saying it takes Java 20 ms for each connection.
          "--auth=password",
          "--no-sync",
          "--locale=C",
          "--encoding=UTF8",
          // Sixteen times less to copy.
          "--wal-segsize=1");

  private final PostgresBinaries binaries;
  private final Account account;
  private final Path cache;
  private final Consumer<String> progress;

  PreparedData(PostgresBinaries binaries, Account account, Path cache, Consumer<String> progress) {
    this.binaries = binaries;
    this.account = account;
    this.cache = cache.resolve("pg");
    this.progress = progress;
  }

  /** Fills {@code data} in a folder, and gives the administrator's password. */
  String into(Path folder) throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    account.own(data);
    Optional<String> known = unpacked(data);
    if (known.isPresent()) {
      return known.get();
    }
    progress.accept(
        "preparing PostgreSQL %s, once: the next run finds it in %s"
            .formatted(binaries.release(), cache));
    String password = Secret.next();
    make(folder, data, password);
    store(data, password);
    return password;
  }

  private Optional<String> unpacked(Path data) throws InterruptedException {
    Path entry = entry();
    try {
      String password = Files.readString(entry.resolve(PASSWORD)).strip();
      Command.runFrom(
          entry.resolve(ARCHIVE),
          account.command(List.of("tar", "-xf", "-", "-C", data.toString())));
      return Optional.of(password);
    } catch (IOException e) {
      // Not there yet, or spoilt: then it is made anew.
      return Optional.empty();
    }
  }

  private void make(Path folder, Path data, String password)
      throws IOException, InterruptedException {
    Path passwordFile = folder.resolve(PASSWORD);
    Files.writeString(passwordFile, password);
    account.own(passwordFile);
    List<String> words = new ArrayList<>();
    words.add(binaries.program("initdb").toString());
    words.addAll(List.of("-D", data.toString(), "--pwfile=" + passwordFile));
    words.addAll(SETTINGS);
    Command.run(account.command(List.of("sh", "-c", "rm -rf \"$1\"/*", "sh", data.toString())));
    Command.run(account.command(words));
    Files.delete(passwordFile);
  }

  /** Two runs may do this at once: whoever comes second keeps the first one's. */
  private void store(Path data, String password) throws InterruptedException {
    try {
      Files.createDirectories(cache);
      sweep();
      Path entry = entry();
      Path fresh =
          Files.createTempDirectory(
              cache,
              ".new-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        Files.writeString(fresh.resolve(PASSWORD), password);
        Command.runInto(
            fresh.resolve(ARCHIVE),
            account.command(List.of("tar", "-cf", "-", "-C", data.toString(), ".")));
        if (Files.isDirectory(entry)) {
          remove(entry);
        }
        Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        remove(fresh);
      } catch (IOException | InterruptedException e) {
        remove(fresh);
        throw e;
      }
    } catch (IOException e) {
      // Without a cache the next run takes a second longer.
      progress.accept("the cache cannot be written: " + e);
    }
  }

  /** What runs that were killed began to store. */
  private void sweep() throws IOException {
    try (DirectoryStream<Path> begun = Files.newDirectoryStream(cache, ".new-*")) {
      for (Path folder : begun) {
        Instant old = Instant.now().minus(ABANDONED);
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
          remove(folder);
        }
      }
    }
  }

  private static void remove(Path entry) throws IOException {
    for (String file : List.of(PASSWORD, ARCHIVE)) {
      Files.deleteIfExists(entry.resolve(file));
    }
    Files.deleteIfExists(entry);
  }

  /** Named for all that its contents depend on. */
  private Path entry() {
    return cache.resolve(binaries.release() + "-" + fingerprint());
  }

  private String fingerprint() {
    Path server = binaries.program("postgres");
    String all;
    try {
      all =
          String.join(
              "\n",
              String.join(" ", SETTINGS),
              server.toRealPath().toString(),
              Long.toString(Files.size(server)),
              Files.getLastModifiedTime(server).toString());
    } catch (IOException e) {
      all = server.toString();
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 6));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
