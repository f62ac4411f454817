package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was answered about a folder, kept for as long as nothing that the answer was made of has
 * changed: the names of all files, and the content of those that were read. A file with the stamp
 * that it had then is taken for unchanged; any other is read and compared.
 *
 * <p>What is kept of another version or of another question is passed over.
 */
public final class Recollection {

  /** What was answered. */
  public record Answer(String text, int exit) {}

  private static final long FORMAT = 0xD07E7A11_00000001L;

  /**
   * A stamp this young may be that of a file that is being written to: file systems count coarsely.
   */
  private static final long YOUNG = 3_000;

  private static final long NO_STAMP = 0;

  private static final long UNREAD = -1;

  private final FolderTree tree;
  private final String question;
  private final Shelf shelf;
  private final long now;
  private final Map<String, Long> read = new ConcurrentHashMap<>();

  /**
   * @param question all else that decides the answer: what was asked, by which build
   * @param folder where answers are kept
   * @param now in milliseconds: before the tree was walked
   */
  public Recollection(FolderTree tree, String question, Path folder, long now) {
    this.tree = tree;
    this.question = question;
    this.shelf = new Shelf(folder, question, "answer");
    this.now = now;
  }

  /** The tree, from which is noted what the answer is made of. */
  public Tree listening() {
    return new Tree() {
      @Override
      public List<String> files(String below) {
        return tree.files(below);
      }

      @Override
      public boolean has(String path) {
        return tree.has(path);
      }

      @Override
      public Optional<byte[]> read(String path) {
        Optional<byte[]> text = tree.read(path);
        if (tree.has(path)) {
          read.put(path, print(text));
        }
        return text;
      }
    };
  }

  /** The answer of an earlier run, where it would be the same now. */
  public Optional<Answer> recall() {
    try {
      Optional<DataInputStream> kept = shelf.read();
      return kept.isPresent() ? recall(kept.get()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Answer> recall(DataInputStream in) throws IOException {
    if (in.readLong() != FORMAT
        || !text(in).equals(question)
        || in.readLong() != listing()
        || !unchanged(in)) {
      return Optional.empty();
    }
    int exit = in.readInt();
    return Optional.of(new Answer(text(in), exit));
  }

  private boolean unchanged(DataInputStream in) throws IOException {
    int files = in.readInt();
    for (int i = 0; i < files; i++) {
      String path = in.readUTF();
      long stamp = in.readLong();
      long print = in.readLong();
      boolean same =
          stamp != NO_STAMP
              && tree.stamp(path).filter(found -> found.identity() == stamp).isPresent();
      if (!same && print(tree.read(path)) != print) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the answer that came of the listening tree. Where that fails, nothing is kept. */
  public void keep(Answer answer) {
    try {
      shelf.keep(written(answer));
    } catch (IOException e) {
      // The next run answers anew.
    }
  }

  private byte[] written(Answer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(FORMAT);
    text(out, question);
    out.writeLong(listing());
    Map<String, Long> all = new TreeMap<>(read);
    out.writeInt(all.size());
    for (Map.Entry<String, Long> one : all.entrySet()) {
      out.writeUTF(one.getKey());
      out.writeLong(
          tree.stamp(one.getKey())
              .filter(stamp -> stamp.modified() < now - YOUNG)
              // A file that may be read again has the stamp that it had when it might not.
              .filter(stamp -> one.getValue() != UNREAD)
              .map(FolderTree.Stamp::identity)
              .orElse(NO_STAMP));
      out.writeLong(one.getValue());
    }
    out.writeInt(answer.exit());
    text(out, answer.text());
    return bytes.toByteArray();
  }

  /** The names of all files there are. */
  private long listing() {
    byte[] names = String.join("\n", tree.files()).getBytes(StandardCharsets.UTF_8);
    return Fingerprint.of(names, names.length);
  }

  private static long print(Optional<byte[]> text) {
    return text.map(bytes -> Fingerprint.of(bytes, bytes.length)).orElse(UNREAD);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("cut off");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
