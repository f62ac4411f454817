package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folders of runs, and those among them whose keeper died before it could remove them. A folder
 * says in {@code lease} which process watches over it: its id, and since when it runs, because ids
 * are used again.
 */
final class StaleFolders {

  static final String PREFIX = "dovetail-pg-";

  /** A folder without a lease may be a moment old. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private static final String LEASE = "lease";

  private StaleFolders() {}

  static void lease(Path folder, ProcessHandle keeper) throws IOException {
    Files.writeString(folder.resolve(LEASE), keeper.pid() + " " + since(keeper) + "\n");
  }

  /** Removes what dead runs left in a place, and ends a server that still runs there. */
  static void sweep(Path place, Path own, Account account) throws InterruptedException {
    for (Path folder : folders(place)) {
      try {
        if (!folder.equals(own) && isOurs(folder, own) && isStale(folder)) {
          endServer(folder);
          Command.run(account.command(List.of("rm", "-rf", folder.toString())));
        }
      } catch (IOException e) {
        // Somebody else removed it, or may: it is not in our way.
      }
    }
  }

  private static List<Path> folders(Path place) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place, PREFIX + "*")) {
      entries.forEach(folders::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    return folders;
  }

  /** In a place that all may write to, others may lay out what is not to be touched. */
  private static boolean isOurs(Path folder, Path own) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(own, "unix:uid"));
  }

  private static boolean isStale(Path folder) throws IOException {
    Path lease = folder.resolve(LEASE);
    if (Files.isRegularFile(lease, LinkOption.NOFOLLOW_LINKS)) {
      String[] words = Files.readString(lease).strip().split(" ", -1);
      if (words.length == 2 && words[0].matches("[0-9]{1,18}")) {
        Optional<ProcessHandle> keeper =
            ProcessHandle.of(Long.parseLong(words[0])).filter(StaleFolders::runs);
        return keeper.isEmpty() || !since(keeper.get()).equals(words[1]);
      }
    }
    FileTime changed = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
    return changed.toInstant().isBefore(Instant.now().minus(GRACE));
  }

  /** A server that has lost its keeper still names its folder among its arguments. */
  private static void endServer(Path folder) throws IOException {
    Path pidFile = folder.resolve("data").resolve("postmaster.pid");
    if (!Files.isRegularFile(pidFile, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (!lines.isEmpty() && lines.get(0).strip().matches("[0-9]{1,18}")) {
      ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
          .filter(process ->
              process.info().commandLine().orElse("").contains(folder.resolve("data").toString()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** In a container nobody may bury the dead: they stay in the list of processes. */
  static boolean runs(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      return process.isAlive()
          && !(Files.isReadable(stat) && Files.readString(stat).contains(") Z "));
    } catch (IOException e) {
      return false;
    }
  }

  private static String since(ProcessHandle process) {
    return process.info().startInstant().map(at -> Long.toString(at.toEpochMilli())).orElse("?");
  }
}
