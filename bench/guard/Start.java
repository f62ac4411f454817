import dev.dovetail.guard.Guard;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Prints least and median of what the guard adds to a start, beside the aim. */
final class Start {

  private static final int ENUMS = 20;
  private static final int TYPES = 60;
  private static final int TABLES = 500;
  private static final double AIM_MILLIS = 20;

  private Start() {}

  public static void main(String[] words) throws Exception {
    if (words.length == 1 && words[0].equals("--once")) {
      once();
      return;
    }
    if (words.length == 1 && words[0].equals("--allocated")) {
      allocated();
      return;
    }
    int option = Arrays.asList(words).indexOf("--runs");
    int runs = option >= 0 ? Integer.parseInt(words[option + 1]) : 21;
    try (DisposablePostgres server = DisposablePostgres.start(PostgresBinaries.found().get(0))) {
      Database database = server.fresh();
      database.run(schema());
      List<Double> millis = new ArrayList<>();
      for (int run = -1; run < runs; run++) {
        double took = Double.parseDouble(child(database.address(), "--once"));
        if (run >= 0) {
          millis.add(took);
        }
      }
      millis.sort(null);
      System.out.printf(
          Locale.ROOT,
          "the guard adds to a start: least %.1f ms, median %.1f ms, most %.1f ms; aim %.0f ms; %d"
              + " runs%n",
          millis.get(0),
          millis.get(millis.size() / 2),
          millis.get(millis.size() - 1),
          AIM_MILLIS,
          millis.size());
      System.out.println(child(database.address(), "--allocated"));
    }
  }

  private static String schema() {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < TYPES; i++) {
      sql.append(
          "CREATE TYPE status_%d AS ENUM ('new', 'paid', 'sent', 'done', 'lost');".formatted(i));
    }
    for (int i = 0; i < TABLES; i++) {
      sql.append(
          "CREATE TABLE t%d (id int PRIMARY KEY, a text, b text, s status_%d);"
              .formatted(i, i % TYPES));
    }
    return sql.toString();
  }

  private static String child(Address address, String word) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "Start",
            word);
    builder.environment().putAll(address.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the guard failed");
    }
    return said;
  }

  /** An application that has come to the point where its guard is asked. */
  private static void once() throws Exception {
    DataSource pool = application();
    long start = System.nanoTime();
    guard(pool).verify();
    System.out.println((System.nanoTime() - start) / 1e6);
  }

  /**
   * What the guard allocates: all that its two threads do, with the classes that a start loads, and
   * without.
   */
  private static void allocated() throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getTotalThreadAllocatedBytes();
    DataSource pool = application();
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long before = threads.getTotalThreadAllocatedBytes();
      guard(pool).verify();
      bytes.add(threads.getTotalThreadAllocatedBytes() - before);
    }
    System.out.printf(
        Locale.ROOT,
        "and allocates once: %d KiB with the classes that it loads, %d KiB of its own; nothing"
            + " asks again%n",
        bytes.get(0) / 1024,
        bytes.get(2) / 1024);
  }

  private static Guard guard(DataSource pool) {
    Guard guard = Guard.of(pool);
    for (int i = 0; i < ENUMS; i++) {
      guard.expects("Status" + i, "status_" + i, List.of("new", "paid", "sent", "done", "lost"));
    }
    return guard;
  }

  private static DataSource application() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {System.getenv("PGHOST")});
    source.setPortNumbers(new int[] {Integer.parseInt(System.getenv("PGPORT"))});
    source.setUser(System.getenv("PGUSER"));
    source.setPassword(System.getenv("PGPASSWORD"));
    source.setDatabaseName(System.getenv("PGDATABASE"));
    DataSource pool = pool(source.getConnection());
    try (Connection connection = pool.getConnection();
        var statement = connection.prepareStatement("SELECT id FROM t0 WHERE a = ?")) {
      statement.setString(1, "x");
      statement.executeQuery().next();
    }
    System.getLogger("application").log(System.Logger.Level.INFO, "started");
    return pool;
  }

  /** Gives out one connection that stays open. */
  private static DataSource pool(Connection open) {
    Connection lent =
        (Connection)
            Proxy.newProxyInstance(
                Start.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return method.invoke(open, arguments);
                  } catch (java.lang.reflect.InvocationTargetException e) {
                    throw e.getCause() instanceof SQLException refused ? refused : e;
                  }
                });
    return (DataSource)
        Proxy.newProxyInstance(
            Start.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> lent);
  }
}
