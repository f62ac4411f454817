package dev.dovetail.workspace;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Moment;
import dev.dovetail.core.timeline.Moment.Member;
import dev.dovetail.core.timeline.Moment.Reading;
import dev.dovetail.git.Change;
import dev.dovetail.git.Commit;
import dev.dovetail.git.GitException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One thread for each enum and its type, from commit to commit. A thread goes on where the enum is
 * renamed, and where the service's folder is.
 */
final class Threads {

  private static final Pattern TEXT =
      Pattern.compile("text|citext|character(?: varying)?(?:\\(\\d+\\))?");

  /** Tells what a commit did to these files. */
  interface Telling {
    Contribution contribution(Commit commit, List<String> files) throws GitException;
  }

  /** A type of a service. */
  private record Key(String service, String type) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = service.compareTo(other.service);
      return order != 0 ? order : type.compareTo(other.type);
    }
  }

  private static final class Thread {
    private Optional<String> name;
    private final List<Moment> moments = new ArrayList<>();

    Thread(Optional<String> name) {
      this.name = name;
    }

    Optional<Reading> last() {
      return moments.isEmpty() ? Optional.empty() : moments.getLast().reading();
    }
  }

  private final Map<Key, List<Thread>> threads = new TreeMap<>();
  private final Map<String, Set<String>> migrations = new HashMap<>();
  private final Telling telling;

  Threads(Telling telling) {
    this.telling = telling;
  }

  /** The state that a commit left. */
  void add(Commit commit, List<ServiceFacts> facts) throws GitException {
    Map<Key, Map<Optional<String>, Reading>> now = new TreeMap<>();
    Map<String, Work> work = new HashMap<>();
    for (ServiceFacts service : facts) {
      for (Comparison comparison : service.comparisons()) {
        read(comparison)
            .ifPresent(reading ->
                now.computeIfAbsent(
                        new Key(service.name(), comparison.typeName().orElseThrow()),
                        key -> new LinkedHashMap<>())
                    .putIfAbsent(comparison.name(), reading));
      }
      work.put(service.name(), work(commit, service));
    }
    now.keySet().forEach(key -> follow(key, now.keySet()));
    for (Key key : now.keySet()) {
      threads.computeIfAbsent(key, any -> new ArrayList<>());
    }
    for (Map.Entry<Key, List<Thread>> entry : threads.entrySet()) {
      Map<Optional<String>, Reading> readings = now.getOrDefault(entry.getKey(), Map.of());
      name(entry.getValue(), readings.keySet());
      Work own = work.getOrDefault(entry.getKey().service(), Work.NONE);
      for (Thread thread : entry.getValue()) {
        Optional<Reading> reading =
            Optional.ofNullable(readings.get(thread.name))
                .or(() -> Optional.ofNullable(readings.get(Optional.<String>empty())));
        add(commit, thread, reading, own);
      }
    }
  }

  List<EnumTimeline> timelines() {
    List<EnumTimeline> timelines = new ArrayList<>();
    threads.forEach((key, several) -> {
      for (Thread thread : several) {
        timelines.add(EnumTimeline.of(key.service(), thread.name, key.type(), thread.moments));
      }
    });
    return timelines;
  }

  void write(Transcript.Writer out) throws IOException {
    out.number(threads.size());
    for (Map.Entry<Key, List<Thread>> entry : threads.entrySet()) {
      out.text(entry.getKey().service());
      out.text(entry.getKey().type());
      out.list(
          entry.getValue(),
          thread -> {
            out.optional(thread.name, out::text);
            out.list(thread.moments, out::moment);
          });
    }
    out.number(migrations.size());
    for (Map.Entry<String, Set<String>> entry : new TreeMap<>(migrations).entrySet()) {
      out.text(entry.getKey());
      out.texts(new TreeSet<>(entry.getValue()));
    }
  }

  static Threads read(Transcript.Reader in, Telling telling) throws IOException {
    Threads read = new Threads(telling);
    int size = in.number();
    for (int i = 0; i < size; i++) {
      Key key = new Key(in.text(), in.text());
      read.threads.put(
          key,
          in.list(() -> {
            Thread thread = new Thread(in.optional(in::text));
            thread.moments.addAll(in.list(in::moment));
            return thread;
          }));
    }
    int services = in.number();
    for (int i = 0; i < services; i++) {
      read.migrations.put(in.text(), new HashSet<>(in.texts()));
    }
    return read;
  }

  /** What a commit did to the migrations of a service. */
  private record Work(List<String> written, List<String> edited, Set<String> files, int heads) {
    private static final Work NONE = new Work(List.of(), List.of(), Set.of(), 0);
  }

  private Work work(Commit commit, ServiceFacts service) {
    List<Revision> revisions = service.told().map(Told::revisions).orElse(List.of());
    Set<String> before = migrations.getOrDefault(service.name(), Set.of());
    Set<String> files = new HashSet<>();
    revisions.forEach(revision -> files.add(revision.file()));
    migrations.put(service.name(), files);
    Set<String> changed = new HashSet<>();
    commit.changes().forEach(change -> changed.add(change.path()));
    List<String> written =
        revisions.stream()
            .filter(it -> changed.contains(it.file()) && !before.contains(it.file()))
            .map(Revision::id)
            .toList();
    List<String> edited =
        commit.changes().stream().map(Change::path).filter(before::contains).sorted().toList();
    return new Work(
        written, edited, files, service.told().map(told -> told.heads().size()).orElse(0));
  }

  /** A type that is found in another service than before, and there no more, has moved with it. */
  private void follow(Key key, Set<Key> now) {
    if (!threads.containsKey(key)) {
      List<Key> gone =
          threads.keySet().stream()
              .filter(known -> known.type().equals(key.type()) && !now.contains(known))
              .toList();
      if (gone.size() == 1) {
        List<Thread> moved = threads.remove(gone.getFirst());
        threads.put(key, moved);
        Optional.ofNullable(migrations.remove(gone.getFirst().service()))
            .ifPresent(files -> migrations.putIfAbsent(key.service(), files));
      }
    }
  }

  /**
   * Gives each name that is read a thread: its own, one whose name is read no more, or a new one.
   */
  private static void name(List<Thread> several, Set<Optional<String>> names) {
    for (Optional<String> name : names) {
      if (several.stream().noneMatch(thread -> thread.name.equals(name))) {
        Optional<Thread> free =
            several.stream().filter(thread -> !names.contains(thread.name)).findFirst();
        if (free.isEmpty()) {
          several.add(new Thread(name));
        } else if (name.isPresent()) {
          free.get().name = name;
        }
      }
    }
  }

  private void add(Commit commit, Thread thread, Optional<Reading> reading, Work work)
      throws GitException {
    Set<String> changed = new HashSet<>();
    commit.changes().forEach(change -> changed.add(change.path()));
    Optional<String> file = reading.or(() -> thread.last()).flatMap(Reading::file);
    boolean touched = file.filter(changed::contains).isPresent();
    if (touched || !reading.equals(thread.last())) {
      List<String> files = new ArrayList<>(file.stream().toList());
      work.files().stream().filter(changed::contains).sorted().forEach(files::add);
      thread.moments.add(
          new Moment(
              telling.contribution(commit, files),
              reading,
              touched,
              work.written(),
              work.edited(),
              work.heads()));
    }
  }

  private static Optional<Reading> read(Comparison comparison) {
    boolean isDeclared = comparison.name().isPresent() || !comparison.labels().isEmpty();
    Optional<List<String>> told = comparison.told().map(EnumType::texts);
    if (comparison.typeName().isEmpty() || (!isDeclared && told.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new Reading(
            isDeclared ? Optional.of(members(comparison)) : Optional.empty(),
            told,
            isKeptAsText(comparison) ? Verdict.TEXT : comparison.verdict(),
            comparison.declared().flatMap(declared -> file(declared.origin()))));
  }

  /** No migration makes the type, and the column takes every label: nothing is refused. */
  private static boolean isKeptAsText(Comparison comparison) {
    return comparison.drifts().stream()
        .anyMatch(drift ->
            drift instanceof Drift.TypeMissing missing
                && missing.columnType().filter(type -> TEXT.matcher(type).matches()).isPresent());
  }

  private static List<Member> members(Comparison comparison) {
    Map<Origin, String> names = new HashMap<>();
    for (DeclaredEnum.Member member :
        comparison.declared().map(DeclaredEnum::members).orElse(List.of())) {
      names.putIfAbsent(member.origin(), member.name());
    }
    List<Member> members = new ArrayList<>();
    for (Label label : comparison.labels()) {
      members.add(new Member(names.getOrDefault(label.origin(), label.text()), label.text()));
    }
    return members;
  }

  private static Optional<String> file(Origin origin) {
    return origin instanceof Origin.InFile place ? Optional.of(place.path()) : Optional.empty();
  }
}
