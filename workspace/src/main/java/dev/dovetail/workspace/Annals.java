package dev.dovetail.workspace;

import dev.dovetail.core.timeline.Checked;
import dev.dovetail.workspace.Transcript.Reader;
import dev.dovetail.workspace.Transcript.Writer;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is known of a mainline up to a commit, so that the next run reads only what came after.
 *
 * @param tip the commit
 * @param commits of the mainline, so far
 * @param looked how many of them were read
 * @param unread those that could not be, a sentence each
 * @param ofMigrations files that the migrations were last read from
 * @param ofCode files that the code was last read from
 * @param guards what stood guard at commits, as far as that was asked
 * @param checks what checks would have said, where that was asked
 */
record Annals(
    String tip,
    int commits,
    int looked,
    List<String> unread,
    Set<String> ofMigrations,
    Set<String> ofCode,
    Threads threads,
    Map<String, List<String>> guards,
    List<Checked> checks) {

  private static final int FORMAT = 0xD0_11_00_01;

  Annals {
    unread = List.copyOf(unread);
    ofMigrations = Set.copyOf(ofMigrations);
    ofCode = Set.copyOf(ofCode);
    checks = List.copyOf(checks);
  }

  /**
   * Those of an earlier run.
   *
   * @param telling tells what commits did that come after
   */
  static Optional<Annals> on(Shelf shelf, String question, Threads.Telling telling) {
    try {
      Optional<DataInputStream> kept = shelf.read();
      return kept.isPresent() ? read(new Reader(kept.get()), question, telling) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Annals> read(Reader in, String question, Threads.Telling telling)
      throws IOException {
    if (in.number() != FORMAT || !in.text().equals(question)) {
      return Optional.empty();
    }
    return Optional.of(
        new Annals(
            in.text(),
            in.number(),
            in.number(),
            in.texts(),
            Set.copyOf(in.texts()),
            Set.copyOf(in.texts()),
            Threads.read(in, telling),
            guards(in),
            in.list(in::checked)));
  }

  private static Map<String, List<String>> guards(Reader in) throws IOException {
    Map<String, List<String>> guards = new TreeMap<>();
    int size = in.number();
    for (int i = 0; i < size; i++) {
      guards.put(in.text(), in.texts());
    }
    return guards;
  }

  void keep(Shelf shelf, String question) {
    try {
      Writer out = new Writer();
      out.number(FORMAT);
      out.text(question);
      out.text(tip);
      out.number(commits);
      out.number(looked);
      out.texts(unread);
      out.texts(new TreeSet<>(ofMigrations));
      out.texts(new TreeSet<>(ofCode));
      threads.write(out);
      out.number(guards.size());
      for (Map.Entry<String, List<String>> one : new TreeMap<>(guards).entrySet()) {
        out.text(one.getKey());
        out.texts(one.getValue());
      }
      out.list(checks, out::checked);
      shelf.keep(out.written());
    } catch (IOException e) {
      // The next run works it out anew.
    }
  }
}
