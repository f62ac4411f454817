package dev.dovetail.verify.run;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.workspace.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Runs whatever a service says brings its database up to date. Nothing is known of it but whether
 * it worked and what it printed: it goes to the head, and nowhere else.
 */
final class CommandRunner implements Runner {

  private static final int LONGEST = 300;

  private final String command;
  private final Driver driver;
  private final Pythons.Python python;
  private final Handover handover;

  private CommandRunner(String command, Driver driver, Pythons.Python python, Handover handover) {
    this.command = command;
    this.driver = driver;
    this.python = python;
    this.handover = handover;
  }

  static Runners.Start start(
      Service service, String command, Handover handover, RunOptions options) {
    if (!options.confinement().namespace()) {
      return new Runners.Refused(
          Failure.missing(
              "`%s` is not run, as nothing here can keep it from other databases: %s"
                  .formatted(command, options.confinement().remark())));
    }
    Optional<Pythons.Python> found = Pythons.of(service, options);
    if (found.isEmpty()) {
      return new Runners.Refused(
          Failure.missing(
              "`%s` is not run: a python3 keeps it from other databases, and none was found"
                  .formatted(command)));
    }
    Pythons.Python python = found.get();
    Guest guest = new Guest(service, command, handover, options, python);
    return switch (Driver.start(guest, options, python)) {
      case Driver.Ready(Driver driver) ->
          new Runners.Ready(new CommandRunner(command, driver, python, handover));
      case Driver.Refused(Failure failure) -> new Runners.Refused(failure);
    };
  }

  @Override
  public boolean goesStepByStep() {
    return false;
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add("command: " + command);
    remarks.add("`python` of it is " + python.executable() + " (" + python.why() + ")");
    remarks.add(driver.confinement().remark());
    remarks.addAll(handover.remarks());
    remarks.addAll(driver.noticed());
    return List.copyOf(remarks);
  }

  @Override
  public Ran upgrade(Database database, String to) {
    if (!to.equals("head") && !to.equals("heads")) {
      return refused("`%s` goes to the head, not to `%s`".formatted(command, to));
    }
    long start = System.nanoTime();
    Driver.Answer answer = driver.ask(Optional.of(database), Json.Fields.none().with("do", "run"));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Optional<Failure> failure =
        answer
            .failure()
            .or(() ->
                answer
                    .done()
                    .number("code")
                    .filter(code -> code != 0)
                    .map(code -> failed(code, answer.printed())));
    driver.leave();
    return new Ran(answer.begun(), failure, took, answer.printed());
  }

  private Failure failed(int code, List<String> printed) {
    if (code == 127) {
      return Failure.missing("`%s` cannot be started%s".formatted(command, last(printed)));
    }
    String how = code < 0 ? "was killed by signal " + -code : "ended with code " + code;
    return Failure.of(Failure.Kind.COMMAND, "`%s` %s%s".formatted(command, how, last(printed)));
  }

  /** What it said of an error; the last line where it speaks of none. */
  private static String last(List<String> printed) {
    Optional<String> error =
        printed.stream()
            .filter(line -> line.matches("(?is).*\\b(error|fatal|\\w*(error|exception):).*"))
            .reduce((one, other) -> other);
    return error
        .or(() -> printed.stream().reduce((one, other) -> other))
        .map(line ->
            ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line.strip()))
        .orElse("");
  }

  @Override
  public Ran downgrade(Database database, String to) {
    return refused("`%s` has no way back".formatted(command));
  }

  private static Ran refused(String why) {
    return new Ran(
        List.of(), Optional.of(Failure.of(Failure.Kind.COMMAND, why)), Duration.ZERO, List.of());
  }

  @Override
  public List<String> heads() {
    return List.of();
  }

  @Override
  public void leave(Database database) {
    driver.leave(database);
  }

  @Override
  public void close() {
    driver.close();
  }

  /** What the script has to know of a command. */
  private record Guest(
      Service service, String command, Handover handover, RunOptions options, Pythons.Python python)
      implements Driver.Guest {

    @Override
    public String tool() {
      return "command";
    }

    @Override
    public Json.Fields settings(Optional<Address> database) {
      Path root = options.root().toAbsolutePath().normalize();
      return Json.Fields.none()
          .with("root", root.toString())
          .with("folder", root.resolve(service.folder()).normalize().toString())
          .with("nearby", Json.Items.of(List.of()))
          .with("command", filled(database));
    }

    /** Other tools than Python's know nothing of a driver in a URL. */
    private String filled(Optional<Address> database) {
      return database
          .map(seen -> Surroundings.filled(command, seen, Surroundings.url(seen, "postgresql")))
          .orElse(command);
    }

    /** Programs of its own environment are found before others. */
    @Override
    public SortedMap<String, String> environment(
        SortedMap<String, String> allowed, Address database) {
      SortedMap<String, String> all =
          Surroundings.ofDatabase(
              allowed,
              database,
              service.migrations().map(AlembicRunner::scheme).orElse("postgresql"),
              handover.running());
      Optional.ofNullable(python.executable().toAbsolutePath().getParent())
          .ifPresent(programs ->
              all.merge("PATH", programs.toString(), (path, first) -> first + ":" + path));
      return all;
    }
  }
}
