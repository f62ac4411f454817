package dev.dovetail.postgres;

import java.nio.file.Path;

/** A run that starts a server, says where, and then does nothing until it is ended. */
final class Holding {

  private Holding() {}

  public static void main(String[] arguments) throws Exception {
    Premises usual = Premises.usual();
    Premises premises =
        arguments.length > 0
            ? new Premises(Path.of(arguments[0]), usual.programs(), usual.runs())
            : usual;
    PostgresBinaries binaries = PostgresBinaries.found().get(0);
    DisposablePostgres postgres = DisposablePostgres.start(binaries, premises, line -> {});
    Database database = postgres.fresh();
    System.out.println(postgres.folder());
    System.out.flush();
    switch (System.in.read()) {
      case 'x' -> throw new IllegalStateException("a fault of the run");
      case 'k' -> {
        System.out.println(postgres.keep(database).end());
        postgres.close();
      }
      default -> postgres.close();
    }
  }
}
