package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import dev.dovetail.git.CommitTree;
import dev.dovetail.workspace.Past.Stored;
import dev.dovetail.workspace.Transcript.Reader;
import dev.dovetail.workspace.Transcript.Writer;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was found in states of a repository, kept by all that they hold: what a hook checks today is
 * what the next change begins at.
 */
public final class PastStates {

  private final Path folder;
  private final String question;

  /**
   * @param question all else that decides what is found: where, and by which build
   */
  public PastStates(Path folder, String question) {
    this.folder = folder;
    this.question = question;
  }

  /** What is kept of a state. */
  private record Kept(Tree tree, Map<String, List<Stored>> columns, Set<String> fingerprints)
      implements Past {

    @Override
    public Optional<List<Stored>> stored(String service) {
      return Optional.ofNullable(columns.get(service));
    }
  }

  Optional<Past> recall(CommitTree tree) {
    try {
      Optional<DataInputStream> kept = shelf(tree).read();
      return kept.isPresent() ? recall(tree, new Reader(kept.get())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<Past> recall(CommitTree tree, Reader in) throws IOException {
    if (!in.text().equals(asked(tree))) {
      return Optional.empty();
    }
    Map<String, List<Stored>> columns = new TreeMap<>();
    for (int left = in.number(); left > 0; left--) {
      columns.put(in.text(), in.list(() -> stored(in)));
    }
    return Optional.of(new Kept(tree, columns, new HashSet<>(in.texts())));
  }

  private static Stored stored(Reader in) throws IOException {
    return new Stored(in.optional(in::text), in.text(), in.text(), in.texts());
  }

  /** Where that fails, nothing is kept. */
  void keep(CommitTree tree, Map<String, List<Stored>> columns, Set<String> fingerprints) {
    try {
      Writer out = new Writer();
      out.text(asked(tree));
      out.number(columns.size());
      for (Map.Entry<String, List<Stored>> service : new TreeMap<>(columns).entrySet()) {
        out.text(service.getKey());
        out.list(service.getValue(), stored -> write(out, stored));
      }
      out.texts(new TreeSet<>(fingerprints));
      shelf(tree).keep(out.written());
    } catch (IOException e) {
      // The next run reads that state anew.
    }
  }

  private static void write(Writer out, Stored stored) throws IOException {
    out.optional(stored.schema(), out::text);
    out.text(stored.table());
    out.text(stored.column());
    out.texts(stored.labels());
  }

  private Shelf shelf(CommitTree tree) {
    return new Shelf(folder, asked(tree), "state");
  }

  private String asked(CommitTree tree) {
    return question + "\n" + tree.digest();
  }
}
