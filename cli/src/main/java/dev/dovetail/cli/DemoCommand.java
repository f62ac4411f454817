package dev.dovetail.cli;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code dovetail demo}: a walk through a copy of the classroom, from the first look to the page.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Walk through a copy of the bundled example: check, explain, verify, audit, probe, fix,"
          + " impact, plan, history, report.",
      "What is not here (a PostgreSQL, a Python with Alembic, git) is passed over, and said."
    })
final class DemoCommand implements Callable<Integer> {

  private static final int WIDTH = 116;
  private static final Pattern PAINT = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String NO_SERVER = "no PostgreSQL is on this machine";
  private static final String NO_PYTHON =
      "no Python with Alembic, SQLAlchemy 2 and a driver is here (scripts/test-env makes one)";
  private static final String NO_GIT = "git is not on the PATH";

  private final Streams streams;
  @Mixin Colour colour = new Colour();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "Runs the migrations of the copy; else one is looked for.")
  Optional<Path> python = Optional.empty();

  private int steps;

  DemoCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> examples = examples();
    if (examples.isEmpty()) {
      streams.err().println("dovetail: the examples are not beside this installation");
      return Main.NOT_VERIFIED;
    }
    Optional<FoundPython> interpreter = interpreter(examples.get());
    boolean server = !PostgresBinaries.found().isEmpty();
    Optional<String> unrun =
        !server
            ? Optional.of(NO_SERVER)
            : interpreter.isEmpty() ? Optional.of(NO_PYTHON) : Optional.empty();
    DemoPlace place =
        DemoPlace.of(
            examples.get().resolve("classroom"),
            Files.createTempDirectory("dovetail-demo").resolve("classroom"),
            interpreter,
            DoctorCommand.isOnPath("git"));
    say(
        "A school platform: seven services over one library of enums. All of it happens in a"
            + " copy:");
    say("  cd " + place.folder().getParent());
    walk(place, server ? Optional.empty() : Optional.of(NO_SERVER), unrun);
    say("");
    say("Try it on your own repository: dovetail check PATH");
    if (Files.exists(place.page())) {
      say("The page: " + place.page());
    }
    return 0;
  }

  private void walk(DemoPlace place, Optional<String> unserved, Optional<String> unrun)
      throws IOException {
    Optional<String> untold = place.hasGit() ? Optional.empty() : Optional.of(NO_GIT);
    step(
        "what the code believes against what the migrations make; nothing of it is run",
        place,
        Optional.empty(),
        List.of("^error\\[label-missing", "services, .* enums:"),
        "check",
        "classroom");
    step(
        "each finding has a page with its reason, an example and a remedy",
        place,
        Optional.empty(),
        List.of("^Finds "),
        "explain",
        "label-missing-in-database");
    step(
        "the migrations, really run on a server that is made for it and gone afterwards",
        place,
        unrun,
        List.of("^error\\[type-created-twice", "services, .* enums:"),
        "verify",
        "classroom");
    step(
        "live databases, only read: here as the migrations make them, then with what was missing",
        place,
        unserved,
        List.of("^mismatch.*essay_lifecycle", "^fixed.*essay_lifecycle", "checked, .* 1 mismatch"),
        "audit",
        "classroom",
        "--demo",
        "--quiet");
    step(
        "every label is stored and read back, defaults and moves are tried; no row stays",
        place,
        unrun,
        List.of("7 of 7 labels stored", "services?, .* enums?:"),
        "probe",
        "classroom",
        "--on-replay",
        "--only",
        "cj_assessment_service");
    step(
        "migrations that are missing, in the style of their neighbours, each proven before it is"
            + " written",
        place,
        unrun,
        List.of("add 21 labels", "fixes? proven"),
        "fix",
        "classroom",
        "--yes");
    if (unrun.isEmpty()) {
      step(
          "and again: nothing of level error is left",
          place,
          Optional.empty(),
          List.of("services, .* enums:"),
          "check",
          "classroom");
      place.heal();
    }
    place.grow();
    step(
        "a label more: who meets it without knowing it, and what becomes of that",
        place,
        Optional.empty(),
        List.of("LookupError", "^EssayStatus"),
        "impact",
        "EssayStatus.essay_archived",
        "classroom");
    step(
        "in which order that can go out while old and new run side by side, or how it breaks",
        place,
        untold,
        List.of("^\\s+1\\. ", "LookupError", "with more releases|^there is a safe order"),
        "plan",
        "classroom",
        "--from",
        "HEAD~1");
    step(
        "how it came to this, told from git: who, when, why, and which commit a hook would have"
            + " stopped",
        place,
        untold,
        List.of("^\\s+parted on", "root cause", "stopped at once"),
        "history",
        "classroom",
        "--only",
        "EssayStatus",
        "--replay-check");
    List<String> report =
        new ArrayList<>(List.of("report", "classroom", "--output", place.page().toString()));
    report.addAll(place.hasGit() ? List.of("--plan-from", "HEAD~1") : List.of("--no-history"));
    step(
        "all of it on one page",
        place,
        Optional.empty(),
        List.of("^written"),
        report.toArray(String[]::new));
  }

  /**
   * Runs one command and shows of what it said only the lines that matter.
   *
   * @param missing why it cannot be run here
   * @param shown the first line that each of these meets
   */
  private void step(
      String says, DemoPlace place, Optional<String> missing, List<String> shown, String... words) {
    say("");
    say(emphasis(++steps + ". " + says));
    say("   $ dovetail " + String.join(" ", words).replace(place.page().toString(), "report.html"));
    if (missing.isPresent()) {
      say("   skipped: " + missing.get());
      return;
    }
    String[] arguments = words.clone();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].equals("classroom") ? place.folder().toString() : arguments[i];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            arguments,
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    List<String> lines = lines(out);
    for (String pattern : shown) {
      Pattern wanted = Pattern.compile(pattern);
      lines.stream()
          .filter(line -> wanted.matcher(line).find())
          .findFirst()
          .ifPresent(line -> say("   " + cut(line.strip())));
    }
    if (lines.isEmpty()) {
      lines(err).stream().limit(1).forEach(line -> say("   " + cut(line) + " (" + status + ")"));
    }
  }

  private static List<String> lines(ByteArrayOutputStream said) {
    return PAINT.matcher(said.toString(StandardCharsets.UTF_8)).replaceAll("").lines().toList();
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...";
  }

  private String emphasis(String text) {
    return colour.isOn() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private void say(String line) {
    streams.out().println(line);
    streams.out().flush();
  }

  /** The one that is named, one of this machine, or one that the tests of a checkout use. */
  private Optional<FoundPython> interpreter(Path examples) throws IOException {
    if (python.isPresent()) {
      return FoundPython.at(python.get().toAbsolutePath());
    }
    Optional<FoundPython> ready = FoundPython.all().stream().filter(DemoCommand::fits).findFirst();
    return ready.isPresent() ? ready : ofCheckout(examples.resolveSibling(".dovetail/test-env"));
  }

  private static Optional<FoundPython> ofCheckout(Path environments) {
    return Stream.of("sa21", "sa20")
        .map(name -> environments.resolve(name + "/bin/python"))
        .filter(Files::isExecutable)
        .flatMap(file -> FoundPython.at(file).stream())
        .filter(DemoCommand::fits)
        .findFirst();
  }

  /** The models of the classroom are written for SQLAlchemy 2. */
  private static boolean fits(FoundPython found) {
    return found.hasDriver() && found.packages().getOrDefault("sqlalchemy", "").startsWith("2.");
  }

  /** Beside the archive in a distribution, above the build folder in a checkout, or right here. */
  private static Optional<Path> examples() {
    Stream<Path> starts =
        Stream.concat(Stream.of(Path.of("").toAbsolutePath()), archive().stream());
    return starts
        .flatMap(start -> Stream.iterate(start, folder -> folder != null, Path::getParent).limit(6))
        .map(folder -> folder.resolve("examples"))
        .filter(folder -> Files.isDirectory(folder.resolve("classroom")))
        .findFirst();
  }

  private static Optional<Path> archive() {
    try {
      return Optional.of(
          Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
