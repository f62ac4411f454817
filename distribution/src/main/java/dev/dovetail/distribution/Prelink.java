package dev.dovetail.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Settles before packing what the JVM would otherwise link anew at every start.
 *
 * <p>{@code Prelink FOLDER} rewrites the jars of Dovetail in a folder in place. Same jars, same
 * result.
 */
final class Prelink {
  private Prelink() {}

  public static void main(String[] args) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> String.valueOf(file.getFileName()).startsWith("dovetail-"))
              .sorted()
              .toList();
    }
    for (Path jar : jars) {
      rewrite(jar);
    }
  }

  private static void rewrite(Path jar) throws IOException {
    Path linked = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipFile from = new ZipFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(linked))) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) () -> from.stream().<ZipEntry>map(e -> e).iterator()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          to.write(entry.getName().endsWith(".class") ? linked(bytes) : bytes);
        }
        to.closeEntry();
      }
    }
    Files.move(linked, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] linked(byte[] type) {
    return RecordMethods.linked(TypeSwitches.linked(type));
  }
}
