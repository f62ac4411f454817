package dev.dovetail.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the companion of a folder listens: in a folder that nobody else may enter.
 *
 * @param folder the one that checks are asked in
 * @param jar which Dovetail
 */
record CompanionPlace(Path folder, Path jar, Path socket) {

  private static final Set<PosixFilePermission> ONLY_OURS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** No system takes a longer name of a socket. */
  private static final int LONGEST = 100;

  /** Empty where nothing private can be had, or Dovetail runs from no jar. */
  static Optional<CompanionPlace> here(Map<String, String> environment) {
    Path jar = Path.of(System.getProperty("java.class.path", ""));
    if (!jar.toString().endsWith(".jar") || !jar.isAbsolute()) {
      return Optional.empty();
    }
    Path folder = Path.of("").toAbsolutePath();
    String temporary = System.getProperty("java.io.tmpdir", "");
    Path place =
        Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", temporary))
            .resolve("dovetail-" + System.getProperty("user.name"));
    Path socket = place.resolve(Long.toHexString(print(folder + "\n" + jar)));
    return socket.toString().length() <= LONGEST && isOnlyOurs(place)
        ? Optional.of(new CompanionPlace(folder, jar, socket))
        : Optional.empty();
  }

  /** Two of the same print are told apart by what they say. */
  private static long print(String text) {
    long print = 1125899906842597L;
    for (int i = 0; i < text.length(); i++) {
      print = 31 * print + text.charAt(i);
    }
    return print;
  }

  /** Makes the folder where it is not there. */
  private static boolean isOnlyOurs(Path place) {
    try {
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(place, PosixFilePermissions.asFileAttribute(ONLY_OURS));
      }
      PosixFileAttributes found =
          Files.readAttributes(place, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          && found.permissions().equals(ONLY_OURS)
          && found.owner().getName().equals(System.getProperty("user.name"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
