package dev.dovetail.cli;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.expected.Expectations;
import dev.dovetail.core.expected.LiveType;
import dev.dovetail.core.expected.Standing;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.Offer;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.report.ExpectedLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dovetail guard}: what stands before a service at its start. */
@Command(
    name = "guard",
    mixinStandardHelpOptions = true,
    description = {
      "Hold the enums of a service against the database that it is about to use, then become CMD:",
      "the entry point of a container. Where the database lacks labels, CMD is not started.",
      "DOVETAIL_GUARD = fail, warn or off decides; where it is not set, production is warned:"
          + " where",
      "the first of DOVETAIL_ENVIRONMENT, APP_ENV, ENVIRONMENT, ENV that is set says production.",
      "`guard emit json` and `guard emit python` write the expected labels down, so that no"
          + " sources",
      "are needed where the service runs."
    })
final class GuardCommand implements Callable<Integer> {

  /** Set by the launcher, which then becomes CMD itself. */
  static final String LAUNCHER = "DOVETAIL_GUARD_LAUNCHER";

  /** What tells the launcher to go on; no other outcome of a run is called so. */
  static final int GO = 113;

  private static final int CANNOT_START = 127;

  private final Streams streams;
  private final Map<String, String> environment;
  @Mixin StackOptions stack = new StackOptions();

  @Option(names = "--path", paramLabel = "PATH", description = "The sources; by default, here.")
  Path path = Path.of("");

  @Option(names = "--service", paramLabel = "NAME", description = "Which of several services.")
  Optional<String> service = Optional.empty();

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "Labels that `guard emit json` wrote, instead of sources.")
  Optional<Path> expected = Optional.empty();

  @Option(
      names = "--url-env",
      paramLabel = "NAME",
      description =
          "The variable that holds the database's URL; by default the service's `url-env`, else the"
              + " one that its code reads, else DATABASE_URL. Its password may stand in PGPASSWORD"
              + " or ~/.pgpass too.")
  Optional<String> urlEnv = Optional.empty();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for a database that is not up; 30 by default.")
  int wait = 30;

  @Parameters(paramLabel = "CMD", description = "Behind `--`: what to start.")
  List<String> command = new ArrayList<>();

  GuardCommand(Streams streams, Map<String, String> environment) {
    this.streams = streams;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    GuardSetting setting = GuardSetting.of(environment);
    int status =
        switch (setting.mode()) {
          case OFF -> {
            say("the guard is off: " + setting.because());
            yield 0;
          }
          case FAIL -> verify(setting);
          case WARN -> {
            warned(setting);
            yield 0;
          }
        };
    if (status != 0 || command.isEmpty()) {
      return status;
    }
    return environment.containsKey(LAUNCHER) ? GO : Started.run(command, streams, CANNOT_START);
  }

  /** Whatever is wrong, the service starts. */
  private void warned(GuardSetting setting) throws InterruptedException {
    try {
      verify(setting);
    } catch (UsageException e) {
      say(e.reason());
    } catch (RuntimeException e) {
      say("this is a fault of Dovetail, please report it: " + e);
    }
  }

  private int verify(GuardSetting setting) throws InterruptedException {
    Expected chosen = Expected.choose(all(), service);
    Expectations expectations = chosen.expectations();
    expectations.unknown().forEach(reason -> say("not checked: " + reason));
    if (expectations.enums().isEmpty()) {
      say("`%s` stores no enums in enum types".formatted(expectations.service()));
      return 0;
    }
    String variable = urlEnv.orElseGet(() -> variable(chosen.variables().get()));
    try {
      Database database = database(variable);
      List<LiveType> live = new Asking(database, wait).enumTypes();
      return told(setting, expectations.against(live), database);
    } catch (ServerException e) {
      say(
          "the database of `%s` could not be asked whether it knows the labels of its enums: %s: %s%n%s"
              .formatted(expectations.service(), variable, e.getMessage(), setting.valve()));
      return Main.NOT_VERIFIED;
    }
  }

  /** The first that is set; the first where none is. */
  private String variable(List<String> candidates) {
    return candidates.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .orElseGet(candidates::getFirst);
  }

  private List<Expected> all() {
    if (expected.isPresent()) {
      return Expected.inFile(expected.get());
    }
    Folder folder = new Folder();
    folder.path = path;
    return Expected.inSources(folder, folder.read(streams), stack);
  }

  private Database database(String variable) throws ServerException {
    String url = environment.getOrDefault(variable, "");
    if (url.isBlank()) {
      throw new UsageException(
          "the variable %s, which is to hold the URL of the database, is not set; --url-env names another"
              .formatted(variable));
    }
    return Offer.databaseOfVariable(url, environment);
  }

  private int told(GuardSetting setting, List<Standing> standings, Database database) {
    boolean fatal = false;
    for (Standing standing : standings) {
      fatal |= standing.isFatal();
      if (standing.verdict() != Verdict.AGREES) {
        say(standing.message());
      }
    }
    say(
        fatal
            ? "held against " + database.address() + "\n" + setting.valve()
            : "%s held against %s, and it lacks none of their labels"
                .formatted(
                    standings.size() == 1 ? "1 enum was" : standings.size() + " enums were",
                    database.address()));
    return fatal ? 1 : 0;
  }

  private void say(String text) {
    streams.err().println("dovetail: " + text.replaceAll("[\\p{Cntrl}&&[^\n]]", "?"));
  }

  enum Language {
    JSON,
    PYTHON
  }

  @Command(
      name = "emit",
      mixinStandardHelpOptions = true,
      description = {
        "Write down what services expect of their databases. json: a file for `guard --expected`.",
        "python: one module without dependencies, to be called where the service starts.",
        "`dovetail check` finds files called *dovetail_guard*.py and *dovetail-guard*.json that"
            + " are",
        "out of date."
      })
  int emit(
      @Parameters(index = "0", paramLabel = "LANGUAGE", description = "json or python.")
          Language language,
      @Mixin StackOptions versions,
      @Option(names = "--path", paramLabel = "PATH", description = "The sources; by default, here.")
          Optional<Path> sources,
      @Option(names = "--service", paramLabel = "NAME", description = "Which of several services.")
          Optional<String> which,
      @Option(
              names = "--output",
              paramLabel = "FILE",
              description = "Where to, seen from PATH; else it is printed.")
          Optional<Path> output) {
    Folder folder = new Folder();
    folder.path = sources.orElse(path);
    List<Expected> all = Expected.inSources(folder, folder.read(streams), versions);
    String text =
        switch (language) {
          case JSON ->
              ExpectedLabels.json(
                  (which.isPresent() ? List.of(Expected.choose(all, which)) : all)
                      .stream().map(Expected::expectations).toList());
          case PYTHON -> ExpectedLabels.python(Expected.choose(all, which).expectations());
        };
    if (output.isEmpty()) {
      streams.out().print(text);
      return 0;
    }
    Path file = folder.path.resolve(output.get());
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be written: %s".formatted(file, e.getMessage()));
    }
    return 0;
  }
}
