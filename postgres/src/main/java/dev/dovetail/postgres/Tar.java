package dev.dovetail.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Unpacks an archive of files, folders and links. */
final class Tar {

  private static final int BLOCK = 512;
  private static final int MOST_OF_A_NAME = 1 << 16;

  private final InputStream source;
  private final Path folder;
  private final byte[] buffer = new byte[1 << 16];

  private Tar(InputStream source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  static void unpack(InputStream source, Path folder) throws IOException {
    new Tar(source, folder).unpack();
  }

  private void unpack() throws IOException {
    byte[] header = new byte[BLOCK];
    String longName = "";
    while (source.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      long size = number(header, 124, 12);
      String name = longName.isEmpty() ? name(header) : longName;
      longName = "";
      switch (header[156]) {
        case '0', 0 -> file(inside(name), size, number(header, 100, 8));
        case '5' -> Files.createDirectories(inside(name));
        case '2' -> link(inside(name), text(header, 157, 100));
        // GNU's way to write the name of the next entry.
        case 'L' -> longName = longName(size);
        case 'g', 'x' -> throw new IOException("an archive of a form that is not read here");
        default -> skip(size);
      }
    }
  }

  private void file(Path file, long size, long mode) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; ) {
        int read = source.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive ends within " + file);
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    boolean program = (mode & 0100) != 0;
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    source.skipNBytes(padding(size));
  }

  private void link(Path link, String target) throws IOException {
    Files.createDirectories(link.resolveSibling(""));
    inside(folder.relativize(link.resolveSibling(target).normalize()).toString());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private String longName(long size) throws IOException {
    if (size > MOST_OF_A_NAME) {
      throw new IOException("a name of " + size + " bytes in an archive");
    }
    byte[] name = source.readNBytes((int) size);
    source.skipNBytes(padding(size));
    return text(name, 0, name.length);
  }

  private void skip(long size) throws IOException {
    source.skipNBytes(size + padding(size));
  }

  /** Nothing is written elsewhere, whatever the archive says. */
  private Path inside(String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder) || Files.isSymbolicLink(path)) {
      throw new IOException("an archive leads out of its folder: " + name);
    }
    for (Path above = path.getParent();
        above != null && above.startsWith(folder) && !above.equals(folder);
        above = above.getParent()) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("an archive leads through a link: " + name);
      }
    }
    return path;
  }

  private static String name(byte[] header) {
    String prefix = header[257] == 'u' && header[262] == 0 ? text(header, 345, 155) : "";
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(Arrays.copyOfRange(bytes, from, end), StandardCharsets.UTF_8);
  }

  /** Octal digits; what is larger than they can say does not occur. */
  private static long number(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    if (!digits.matches("[0-7]{1,12}")) {
      throw new IOException("no number in the header of an archive: " + digits);
    }
    return Long.parseLong(digits, 8);
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }
}
