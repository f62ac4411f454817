package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.proof.Law.Judgement;
import dev.dovetail.proof.Law.Verdict;
import dev.dovetail.proof.Law.Way;
import dev.dovetail.proof.invention.Inventor;
import dev.dovetail.proof.invention.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Invents services, runs each with a real Alembic on a real server in every way, and holds against
 * it what is told. What differs is made as small as it goes and written to a folder that can be
 * kept among the facts.
 */
final class Campaign {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 250;

  private final List<RealAlembic> stacks;
  private final DisposablePostgres postgres;
  private final Path keep;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> reasons = new HashMap<>();
  private final Map<String, String> samples = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int revisions;
  private int ran;

  Campaign(List<RealAlembic> stacks, DisposablePostgres postgres, Path keep) {
    this.stacks = stacks;
    this.postgres = postgres;
    this.keep = keep;
  }

  /** Runs so many histories, from the seed on. */
  void run(long seed, int histories, int workers) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        futures.add(executor.submit(() -> work(seed, histories)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("a worker failed", e.getCause());
    }
  }

  /** What differed: one entry a history. */
  List<String> wrong() {
    return wrong;
  }

  int ran() {
    return ran;
  }

  int judged() {
    return counts.values().stream()
        .flatMap(c -> c.entrySet().stream())
        .filter(e -> e.getKey() != Verdict.SKIPPED)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  int unverifiable() {
    return counts.values().stream().mapToInt(c -> c.getOrDefault(Verdict.UNVERIFIABLE, 0)).sum();
  }

  /** What there is to say, in lines. */
  List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add(ran + " histories of " + revisions + " revisions; " + judged() + " runs judged");
    counts.forEach((key, verdicts) ->
        lines.add(
            String.format(
                Locale.ROOT,
                "%-46s %5d equal %4d unverifiable %3d wrong",
                key,
                verdicts.getOrDefault(Verdict.EQUAL, 0),
                verdicts.getOrDefault(Verdict.UNVERIFIABLE, 0),
                verdicts.getOrDefault(Verdict.WRONG, 0))));
    lines.add("upgrade to the head: " + outcomes);
    reasons.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(e ->
            lines.add(
                "unverifiable "
                    + e.getValue()
                    + ": "
                    + e.getKey()
                    + " "
                    + samples.get(e.getKey())));
    return lines;
  }

  private void work(long seed, int histories) {
    Map<RealAlembic, RealAlembic.Running> running = new HashMap<>();
    try {
      stacks.forEach(stack -> running.put(stack, stack.start()));
      for (int i = next.getAndIncrement(); i < histories; i = next.getAndIncrement()) {
        Service service = Inventor.invent(seed + i);
        // By the seed and not by the turn, so that one history can be run again by itself.
        RealAlembic stack = stacks.get((int) Math.floorMod(service.seed(), (long) stacks.size()));
        Subject subject = new Subject(stack, running.get(stack), driver(stack, service));
        judge(subject, service);
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      running.values().forEach(RealAlembic.Running::close);
    }
  }

  private static Driver driver(RealAlembic stack, Service service) {
    return stack.drivers().contains(service.driver()) ? service.driver() : Driver.PSYCOPG2;
  }

  /** A stack to try histories on. */
  private record Subject(RealAlembic stack, RealAlembic.Running running, Driver driver) {}

  /** What was tried and what came of it. */
  private record Trial(Map<Way, Judgement> judgements, ObjectNode expected) {
    Optional<Map.Entry<Way, Judgement>> wrong() {
      return judgements.entrySet().stream()
          .filter(e -> e.getValue().verdict() == Verdict.WRONG)
          .findFirst();
    }
  }

  private void judge(Subject subject, Service service) throws IOException, SQLException {
    Trial trial = trial(subject, service);
    count(subject, service, trial);
    if (trial.wrong().isPresent()) {
      Service small = shrink(subject, service);
      Trial last = trial(subject, small);
      String found = describe(subject, small, last);
      write(small, subject.driver(), last);
      synchronized (this) {
        wrong.add(found);
      }
      System.out.println(found);
    }
  }

  private synchronized void count(Subject subject, Service service, Trial trial) {
    ran++;
    revisions += service.size();
    String where =
        subject.stack().versions() + " " + subject.driver().name().toLowerCase(Locale.ROOT);
    Map<Verdict, Integer> verdicts =
        counts.computeIfAbsent(where, key -> new EnumMap<>(Verdict.class));
    trial
        .judgements()
        .forEach((way, judgement) -> {
          verdicts.merge(judgement.verdict(), 1, Integer::sum);
          if (judgement.verdict() == Verdict.UNVERIFIABLE) {
            String reason = judgement.why().replaceAll("[0-9]+", "N").replaceAll("'[^']*'", "'..'");
            reasons.merge(reason, 1, Integer::sum);
            samples.putIfAbsent(reason, "(seed " + service.seed() + " " + way + ")");
          }
        });
    JsonNode error = trial.expected().at("/stacks/stack/upgrade_head/error");
    outcomes.merge(
        trial.expected().at("/stacks/stack/upgrade_head/ok").asBoolean()
            ? "works"
            : error.path("sqlstate").asText(error.path("kind").asText("no graph")),
        1,
        Integer::sum);
  }

  private Trial trial(Subject subject, Service service) throws IOException, SQLException {
    SortedMap<String, String> files = service.files(subject.driver());
    Path folder = Files.createTempDirectory("dovetail-history-");
    try {
      write(folder, files);
      Recording recording =
          new Recording(postgres, subject.stack(), subject.running(), subject.driver(), folder);
      ObjectNode stack = recording.stack();
      ObjectNode expected = JSON.createObjectNode();
      expected.put("postgres", Integer.toString(postgres.major()));
      expected.set("schemas", recording.schemas());
      expected.putObject("stacks").set("stack", stack);
      Law law = new Law(new MemoryTree(files), Session.open(postgres.version()));
      Map<Way, Judgement> judgements = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        judgements.put(
            way,
            law.judge(subject.stack().stack(subject.driver()), way, stack, recording.schemas()));
      }
      return new Trial(judgements, expected);
    } finally {
      delete(folder);
    }
  }

  private Service shrink(Subject subject, Service service) throws IOException, SQLException {
    Service smallest = service;
    int tries = 0;
    boolean shrunk = true;
    while (shrunk && tries < TRIES) {
      shrunk = false;
      for (Service smaller : smallest.smaller()) {
        if (tries++ >= TRIES) {
          break;
        }
        if (trial(subject, smaller).wrong().isPresent()) {
          smallest = smaller;
          shrunk = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static String describe(Subject subject, Service service, Trial trial) {
    StringBuilder text = new StringBuilder("WRONG: seed ").append(service.seed());
    text.append(", ").append(subject.stack().versions()).append(", ").append(subject.driver());
    trial
        .wrong()
        .ifPresent(
            e -> text.append(", ").append(e.getKey()).append(": ").append(e.getValue().why()));
    service
        .files(subject.driver())
        .forEach((path, content) -> {
          if (path.contains("/versions/")) {
            text.append("\n--- ").append(path).append("\n").append(content);
          }
        });
    return text.toString();
  }

  private void write(Service service, Driver driver, Trial trial) throws IOException {
    Path folder = keep.resolve("seed-" + service.seed());
    write(folder, service.files(driver));
    Files.writeString(
        folder.resolve("expected.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(trial.expected()) + "\n");
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
