package dev.dovetail.core.history;

import dev.dovetail.core.source.Origin;
import java.util.List;

/** What is wrong with the graph or the files of a history, before anything is played. */
public sealed interface HistoryFault {

  Origin origin();

  /** The tool refuses {@code upgrade head}. */
  record SeveralHeads(List<Revision> heads, Origin origin) implements HistoryFault {
    public SeveralHeads {
      heads = List.copyOf(heads);
    }
  }

  record MissingParent(Revision revision, String parent, Origin origin) implements HistoryFault {}

  record Cycle(List<Revision> revisions, Origin origin) implements HistoryFault {
    public Cycle {
      revisions = List.copyOf(revisions);
    }
  }

  record DuplicateId(String id, List<Revision> revisions, Origin origin) implements HistoryFault {
    public DuplicateId {
      revisions = List.copyOf(revisions);
    }
  }

  /** By their numbers one revision comes before the other, by the names of their files after it. */
  record OrderUnclear(Revision first, Revision second, Origin origin) implements HistoryFault {}

  /** A file of the history could not be read: its encoding, its syntax, its size. */
  record Unreadable(String file, String reason, Origin origin) implements HistoryFault {}
}
