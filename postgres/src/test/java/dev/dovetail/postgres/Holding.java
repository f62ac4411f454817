package dev.dovetail.postgres;

import java.nio.file.Path;
import java.util.List;

/** A run that starts a server, says where, and then does nothing until it is ended. */
final class Holding {

  private Holding() {}

  public static void main(String[] arguments) throws Exception {
    Premises usual = Premises.usual();
    Premises premises =
        arguments.length > 0
            ? new Premises(
                Path.of(arguments[0]),
                usual.programs(),
                arguments.length > 1 ? List.of(Path.of(arguments[1])) : usual.runs())
            : usual;
    PostgresBinaries binaries = PostgresBinaries.found().get(0);
    DisposablePostgres postgres = DisposablePostgres.start(binaries, premises, line -> {});
    Database database = postgres.fresh();
    System.out.println(postgres.folder());
    System.out.flush();
    switch (System.in.read()) {
      case 'x' -> throw new IllegalStateException("a fault of the run");
      case 'f' -> {
        System.out.println(filled(database));
        System.out.flush();
        postgres.close();
      }
      case 'k' -> {
        System.out.println(postgres.keep(database).end());
        postgres.close();
      }
      default -> postgres.close();
    }
  }

  /** Writes until there is no room; gives the SQLSTATE of that. */
  private static String filled(Database database) {
    try {
      database.run("CREATE TABLE t (x text)");
      for (int i = 0; i < 100; i++) {
        database.run("INSERT INTO t SELECT repeat(i::text, 100) FROM generate_series(1, 20000) i");
      }
      return "there was room";
    } catch (ServerException e) {
      return e.sqlstate();
    }
  }
}
