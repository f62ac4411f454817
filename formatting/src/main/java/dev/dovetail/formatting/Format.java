package dev.dovetail.formatting;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds every Java file under a folder against google-java-format, or rewrites it so.
 *
 * <p>{@code Format check|apply FOLDER}. Exits 1 where a file is not in form, or not Java at all.
 */
final class Format {
  /** Folders that hold no sources of ours; examples are the users' code and keep their own form. */
  private static final Set<String> PASSED_OVER =
      Set.of("target", ".git", ".dovetail", "examples", "node_modules");

  private static final JavaFormatterOptions OPTIONS =
      JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build();

  private Format() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !(args[0].equals("check") || args[0].equals("apply"))) {
      System.err.println("usage: Format check|apply FOLDER");
      System.exit(2);
    }
    System.exit(run(args[0].equals("apply"), Path.of(args[1]), System.out));
  }

  private static int run(boolean apply, Path root, PrintStream out) throws IOException {
    List<Path> files = javaFiles(root);
    List<String> complaints =
        files.parallelStream()
            .flatMap(file -> settle(apply, root, file).stream())
            .sorted()
            .toList();
    complaints.forEach(out::println);
    if (!complaints.isEmpty()) {
      out.printf(
          "%d of %d files are not in form. `scripts/format` puts them right.%n",
          complaints.size(), files.size());
      return 1;
    }
    return 0;
  }

  /** What remains to complain of in this file, after it has been rewritten if that was asked. */
  private static Optional<String> settle(boolean apply, Path root, Path file) {
    String name = root.relativize(file).toString();
    try {
      String source = Files.readString(file);
      String formed = inForm(source);
      if (formed.equals(source)) {
        return Optional.empty();
      }
      if (apply) {
        Files.writeString(file, formed);
        return Optional.empty();
      }
      return Optional.of(name);
    } catch (FormatterException | IOException e) {
      return Optional.of(name + ": " + e.getMessage());
    }
  }

  private static String inForm(String source) throws FormatterException {
    String ordered =
        RemoveUnusedImports.removeUnusedImports(
            ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE));
    Formatter formatter = new Formatter(OPTIONS);
    return StringWrapper.wrap(formatter.formatSource(ordered), formatter);
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            return name != null && PASSED_OVER.contains(name.toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
