package dev.dovetail.cli;

import dev.dovetail.core.mended.FileChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;

/**
 * Writes files of a repository. New ones are made, and never written over; an edited one has to be
 * as it was read, stays within the folder whatever links say, and is there in whole or as before.
 */
final class Rewriting {

  private final Path root;

  private Rewriting(Path root) {
    this.root = root;
  }

  /**
   * @param folder where the paths of the changes begin
   */
  static void of(Path folder, List<FileChange> changes) {
    try {
      Rewriting rewriting = new Rewriting(folder.toRealPath());
      for (FileChange change : changes) {
        rewriting.write(change);
      }
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  private void write(FileChange change) {
    Path file = root.resolve(change.path());
    try {
      if (change.before().isPresent()) {
        replace(file, change.before().get(), change.after());
      } else {
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        Files.writeString(file, change.after(), StandardOpenOption.CREATE_NEW);
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("`%s` is there already, and is not written over".formatted(file));
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  /** A link is followed, and what it leads to is written. */
  private void replace(Path file, String before, String after) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(root)) {
      throw new UsageException(
          "`%s` leads out of the folder: nothing more is written".formatted(file));
    }
    if (!new String(Files.readAllBytes(real), StandardCharsets.UTF_8).equals(before)) {
      throw new UsageException(
          "`%s` has changed since it was read: nothing more is written".formatted(file));
    }
    Path next =
        Files.createTempFile(
            real.toAbsolutePath().getParent(), "." + real.getFileName() + ".", ".dovetail");
    try {
      Files.write(next, after.getBytes(StandardCharsets.UTF_8));
      keepMode(real, next);
      Files.move(next, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static void keepMode(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    if (view != null) {
      PosixFileAttributes attributes = view.readAttributes();
      Files.setPosixFilePermissions(to, attributes.permissions());
    }
  }
}
