import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.PostgresChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints least and median of each step of a disposable server, beside its aim. */
final class Aims {

  private static final int WARM_UP = 3;

  private Aims() {}

  public static void main(String[] words) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(words));
    boolean first = arguments.remove("--first");
    int runs = 11;
    int option = arguments.indexOf("--runs");
    if (option >= 0) {
      runs = Integer.parseInt(arguments.get(option + 1));
      arguments.subList(option, option + 2).clear();
    }
    PostgresChoice choice =
        arguments.isEmpty()
            ? new PostgresChoice.All()
            : new PostgresChoice.Major(Integer.parseInt(arguments.get(0)));
    for (PostgresBinaries binaries : choice.among(PostgresBinaries.found())) {
      if (first) {
        once(binaries);
      } else {
        measure(binaries, runs);
      }
    }
  }

  /** What a user waits for who never ran it here: unpacking, initdb, start, a database. */
  private static void once(PostgresBinaries binaries) throws Exception {
    long start = System.nanoTime();
    List<String> said = new ArrayList<>();
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries, said::add)) {
      postgres.fresh();
      print(binaries, "first run ever, " + said.size() + " said", List.of(since(start)), 5000);
    }
  }

  private static void measure(PostgresBinaries binaries, int runs) throws Exception {
    List<Double> ready = new ArrayList<>();
    List<Double> fresh = new ArrayList<>();
    List<Double> copied = new ArrayList<>();
    List<Double> stopped = new ArrayList<>();
    for (int run = -WARM_UP; run < runs; run++) {
      long start = System.nanoTime();
      DisposablePostgres postgres = DisposablePostgres.start(binaries);
      double readyAfter = since(start);
      start = System.nanoTime();
      Database database = postgres.fresh();
      double freshAfter = since(start);
      database.run("CREATE TABLE t (x int)");
      start = System.nanoTime();
      postgres.copy(database);
      double copiedAfter = since(start);
      start = System.nanoTime();
      postgres.close();
      double stoppedAfter = since(start);
      if (run >= 0) {
        ready.add(readyAfter);
        fresh.add(freshAfter);
        copied.add(copiedAfter);
        stopped.add(stoppedAfter);
      }
    }
    print(binaries, "ready from the cache", ready, 200);
    print(binaries, "a fresh database", fresh, 25);
    print(binaries, "a copy of a database", copied, 25);
    print(binaries, "stop, nothing left", stopped, 50);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void print(
      PostgresBinaries binaries, String what, List<Double> millis, double aim) {
    List<Double> sorted = millis.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    System.out.printf(
        Locale.ROOT,
        "%-6s %-28s least %7.1f ms  median %7.1f ms  aim %5.0f ms  %s%n",
        binaries.release(),
        what,
        sorted.get(0),
        median,
        aim,
        median <= aim ? "met" : "missed");
  }
}
