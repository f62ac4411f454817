package dev.dovetail.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The front door: a function of its arguments and streams. */
@Command(
    name = "dovetail",
    description = "Keeps the enums of code, migrations and PostgreSQL databases in agreement.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  static final int USAGE = 2;
  static final int NOT_VERIFIED = 3;

  private static final Set<String> VERSION = Set.of("--version", "-V");

  @Mixin Debugging debugging = new Debugging();

  private final Streams streams;

  private Main(Streams streams) {
    this.streams = streams;
  }

  public static void main(String[] args) {
    try (PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err)) {
      Optional<Companion> companion = Companion.of(args, System.getenv());
      OptionalInt answered =
          companion.isPresent() ? companion.get().answer(out, err) : OptionalInt.empty();
      int status = answered.orElseGet(() -> run(args, System.in, out, err));
      if (answered.isEmpty() && status < USAGE) {
        companion.ifPresent(next -> next.leave(err));
      }
      out.flush();
      err.flush();
      System.exit(status);
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  /** The exit code: 0 for nothing found, 1 for findings, 2 for wrong usage, 3 for not verified. */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    Streams streams = new Streams(in, out, err);
    return run(args, streams, commands(args, streams));
  }

  /** The same with commands that are there already. */
  static int run(String[] args, Streams streams, List<Object> commands) {
    PrintStream out = streams.out();
    PrintStream err = streams.err();
    CommandLine line = new CommandLine(new Main(streams));
    commands.forEach(line::addSubcommand);
    line.getSubcommands()
        .forEach((name, command) ->
            command.getCommandSpec().usageMessage().footer(Examples.footer(name)));
    line.setOut(streams.writer(out)).setErr(streams.writer(err));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::usage);
    line.setExecutionExceptionHandler((e, command, parsed) ->
        switch (e) {
          case UsageException wrong -> usage(wrong, err);
          case ServerOptions.NoServer none -> noServer(none, err);
          default -> failure(e, args, err);
        });
    try {
      return line.execute(args);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return failure(e, args, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** All of it, whatever is asked. */
  static CommandLine whole(Streams streams) {
    CommandLine line = new CommandLine(new Main(streams));
    commands(new String[0], streams).forEach(line::addSubcommand);
    return line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /**
   * What a command takes is read by reflection: where the words begin with one, only that is made,
   * and none to say the version.
   */
  private static List<Object> commands(String[] args, Streams streams) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("check", () -> new CheckCommand(streams));
    commands.put("schema", () -> new SchemaCommand(streams));
    commands.put("baseline", () -> new BaselineCommand(streams));
    commands.put("conventions", () -> new ConventionsCommand(streams));
    commands.put("verify", () -> new VerifyCommand(streams));
    commands.put("fix", () -> new FixCommand(streams));
    commands.put("history", () -> new HistoryCommand(streams));
    commands.put("report", () -> new ReportCommand(streams));
    commands.put("plan", () -> new PlanCommand(streams));
    commands.put("impact", () -> new ImpactCommand(streams));
    commands.put("guard", () -> new GuardCommand(streams, System.getenv()));
    commands.put("audit", () -> new AuditCommand(streams));
    commands.put("hook", () -> new HookCommand(streams));
    commands.put("probe", () -> new ProbeCommand(streams));
    commands.put("completion", () -> new CompletionCommand(streams, () -> whole(streams)));
    commands.put("init", () -> new InitCommand(streams));
    commands.put("explain", () -> new ExplainCommand(streams));
    commands.put("doctor", () -> new DoctorCommand(streams));
    commands.put("demo", () -> new DemoCommand(streams));
    if (args.length == 1 && VERSION.contains(args[0])) {
      return List.of();
    }
    if (args.length > 0 && args[0].equals("train")) {
      // The launcher's own, and no command of anybody's.
      return List.of(new TrainCommand());
    }
    if (args.length > 0 && args[0].equals("companion")) {
      return List.of(new CompanionCommand(System.getenv()));
    }
    return args.length > 0 && commands.containsKey(args[0])
        ? List.of(commands.get(args[0]).get())
        : commands.values().stream().map(Supplier::get).toList();
  }

  private static int usage(ParameterException e, String... args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("dovetail: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("`" + command.getCommandSpec().qualifiedName() + " --help` lists what there is");
    command.getErr().flush();
    return USAGE;
  }

  private static int usage(UsageException e, PrintStream err) {
    err.println("dovetail: " + e.reason());
    return USAGE;
  }

  private static int noServer(ServerOptions.NoServer e, PrintStream err) {
    err.println("dovetail: " + e.getMessage());
    return NOT_VERIFIED;
  }

  private static int failure(Throwable e, String[] args, PrintStream err) {
    err.println("dovetail: this is a fault of Dovetail, please report it: " + reason(e));
    if (Arrays.asList(args).contains("--debug")) {
      e.printStackTrace(err);
    } else {
      err.println("`--debug` shows where it happened");
    }
    return NOT_VERIFIED;
  }

  private static String reason(Throwable e) {
    StringBuilder reason = new StringBuilder(e.toString());
    Throwable cause = e.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++) {
      reason.append("; because of ").append(cause);
      cause = cause.getCause();
    }
    return reason.toString();
  }

  @Override
  public void run() {
    run(new String[] {"--help"}, streams.in(), streams.out(), streams.err());
  }
}
