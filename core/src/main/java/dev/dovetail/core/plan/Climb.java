package dev.dovetail.core.plan;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service's migrations do between two commits, rung by rung.
 *
 * @param schemas one more than there are rungs: the first is what stands before
 * @param deeds those of each rung
 */
record Climb(Ladder ladder, List<Schema> schemas, List<List<Deed>> deeds) {

  Climb {
    schemas = List.copyOf(schemas);
    deeds = deeds.stream().map(List::copyOf).toList();
  }

  static Climb of(
      String service, String path, Optional<Told> from, Optional<Told> to, Notes notes) {
    Schema base =
        from.map(Told::schema).orElseGet(() -> Session.open(ServerVersion.DEFAULT).schema());
    if (to.isEmpty()) {
      notes.doubt(
          "%s: its migrations are gone; its database is taken to stay as it is".formatted(service));
      return new Climb(new Ladder(service, "", path, List.of()), List.of(base), List.of());
    }
    return new Reader(service, path, from, to.get(), base, notes).read();
  }

  /** Takes a history apart. */
  private static final class Reader {

    private final String service;
    private final String path;
    private final Told to;
    private final Schema base;
    private final Notes notes;
    private final List<String> added = new ArrayList<>();
    private final Map<String, List<Deed>> byRevision = new HashMap<>();
    private final boolean inOrder;

    private final List<Ladder.Rung> rungs = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final List<List<Deed>> deeds = new ArrayList<>();

    Reader(String service, String path, Optional<Told> from, Told to, Schema base, Notes notes) {
      this.service = service;
      this.path = path;
      this.to = to;
      this.base = base;
      this.notes = notes;
      Set<String> there = new LinkedHashSet<>(ids(from));
      for (Revision revision : to.revisions()) {
        if (!there.contains(revision.id())) {
          added.add(revision.id());
        }
      }
      List<String> gone = new ArrayList<>(there);
      gone.removeAll(new HashSet<>(ids(Optional.of(to))));
      if (!gone.isEmpty()) {
        notes.doubt(
            "%s: revisions that a database may be at are gone: %s"
                .formatted(service, String.join(", ", gone)));
      }
      for (Deed deed : to.trail().up()) {
        if (!deed.refused()) {
          byRevision.computeIfAbsent(deed.revision(), any -> new ArrayList<>()).add(deed);
        }
      }
      List<String> all = ids(Optional.of(to));
      this.inOrder =
          all.subList(all.size() - added.size(), all.size()).equals(added)
              && standsBefore(all.size() - added.size());
    }

    private static List<String> ids(Optional<Told> told) {
      return told.stream()
          .flatMap(one -> one.revisions().stream())
          .map(Revision::id)
          .distinct()
          .toList();
    }

    /** Whether the new revisions begin where the old ones ended; told of enums alone. */
    private boolean standsBefore(int first) {
      Schema before = schemaBefore(first);
      boolean same =
          before.enums().keySet().equals(base.enums().keySet())
              && before.enums().values().stream()
                  .allMatch(type ->
                      type.texts()
                          .equals(
                              Optional.ofNullable(base.enums().get(type.name()))
                                  .map(Schema.EnumType::texts)
                                  .orElse(List.of())));
      if (!same) {
        notes.doubt(
            "%s: migrations that were there were edited, so that an empty database comes to other types than one that has run them"
                .formatted(service));
      }
      return same;
    }

    private Schema schemaBefore(int revision) {
      List<String> all = ids(Optional.of(to));
      for (int i = revision; i < all.size(); i++) {
        List<Deed> own = byRevision.getOrDefault(all.get(i), List.of());
        if (!own.isEmpty()) {
          return own.getFirst().before().schema();
        }
      }
      return to.trail().end().schema();
    }

    Climb read() {
      schemas.add(base);
      if (!inOrder && !added.isEmpty()) {
        List<Deed> all = new ArrayList<>();
        added.forEach(id -> all.addAll(byRevision.getOrDefault(id, List.of())));
        add(added, all, to.schema());
      } else {
        oneByOne();
      }
      return new Climb(new Ladder(service, to.tool(), path, rungs), schemas, deeds);
    }

    private void oneByOne() {
      List<String> all = ids(Optional.of(to));
      int first = all.size() - added.size();
      List<String> quiet = new ArrayList<>();
      for (int i = 0; i < added.size(); i++) {
        quiet.add(added.get(i));
        List<Deed> own = byRevision.getOrDefault(added.get(i), List.of());
        if (Deeds.matter(own)) {
          add(quiet, own, schemaBefore(first + i + 1));
          quiet.clear();
        }
      }
      if (!quiet.isEmpty() && rungs.isEmpty()) {
        add(quiet, List.of(), to.schema());
      } else if (!quiet.isEmpty()) {
        Ladder.Rung last = rungs.removeLast();
        List<String> revisions = new ArrayList<>(last.revisions());
        revisions.addAll(quiet);
        rungs.add(new Ladder.Rung(revisions, last.says(), last.locks(), last.recreated()));
      }
    }

    private void add(List<String> revisions, List<Deed> own, Schema after) {
      List<Deed> locking = new ArrayList<>();
      revisions.forEach(id -> locking.addAll(byRevision.getOrDefault(id, List.of())));
      rungs.add(
          new Ladder.Rung(revisions, Deeds.says(own), Deeds.locks(locking), Deeds.recreated(own)));
      deeds.add(own);
      schemas.add(after);
      for (String loss : Deeds.losses(own)) {
        notes.note(
            "%s: %s %s: whether code that runs still uses that is not looked at"
                .formatted(service, revisions.getLast(), loss));
      }
    }
  }
}
