package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Completion;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays a history on a session, as Alembic's commands would. A command is a process of Python with
 * one connection and one memo; its transactions are as {@code env.py} says.
 */
final class Player {

  private static final String SEVERAL_HEADS =
      "Multiple head revisions are present for given argument 'head'; please specify a specific"
          + " target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all"
          + " heads";

  private final RevisionGraph graph;
  private final List<HistoryFault> faults;
  private final EnvFile env;
  private final Modules modules;
  private final Configuration configuration;
  private final Naming naming;
  private final Dialect dialect;
  private final Play.Manner manner;
  private final List<String> ran = new ArrayList<>();

  Player(
      RevisionGraph graph,
      List<HistoryFault> faults,
      EnvFile env,
      Modules modules,
      Configuration configuration,
      Naming naming,
      Stack stack,
      Play.Manner manner) {
    this.graph = graph;
    this.faults = faults;
    this.env = env;
    this.modules = modules;
    this.configuration = configuration;
    this.naming = naming;
    this.dialect = Dialect.of(stack);
    this.manner = manner;
  }

  Play play(
      Session initial, Play.Commands commands, Play.Direction direction, Optional<String> until) {
    boolean toHead =
        until.isEmpty() && commands == Play.Commands.ONE && direction == Play.Direction.UP;
    Way way = new Way(initial, commands, until);
    Play play = way.up(toHead);
    if (direction != Play.Direction.UP && play.problem().isEmpty()) {
      play = way.down();
    }
    if (direction == Play.Direction.AGAIN && play.problem().isEmpty()) {
      play = way.again();
    }
    return play;
  }

  MigrationTree.RoundTrip roundTrip(Session initial) {
    Way way = new Way(initial, Play.Commands.ONE, Optional.empty());
    return direction ->
        switch (direction) {
          case UP -> way.up(true);
          case DOWN -> way.down();
          case AGAIN -> way.again();
        };
  }

  /** Up, down and up again on one database: each part goes on where the one before ended. */
  private final class Way {

    private final Connection connection;
    private final Play.Commands commands;
    private final Optional<String> until;
    private List<Revision> upwards = List.of();

    Way(Session initial, Play.Commands commands, Optional<String> until) {
      this.connection = new Connection(initial, dialect, manner);
      this.commands = commands;
      this.until = until;
      for (HistoryFault fault : faults) {
        if (fault instanceof HistoryFault.Unreadable unreadable) {
          connection.opaque(
              unreadable.file(), unreadable.reason(), Touches.anything(), unreadable.origin());
        }
      }
    }

    Play up(boolean toHead) {
      Optional<Problem> problem = before(toHead, until);
      if (problem.isPresent() && manner == Play.Manner.STRICT) {
        return result(connection, problem);
      }
      problem.ifPresent(connection.passedOver()::add);
      upwards = until.filter(graph::has).map(graph::upTo).orElseGet(graph::inUpgradeOrder);
      return again();
    }

    Play down() {
      return result(connection, commands(connection, upwards.reversed(), false, commands));
    }

    Play again() {
      return result(connection, commands(connection, upwards, true, commands));
    }
  }

  private Play result(Connection connection, Optional<Problem> problem) {
    return new Play(
        connection.session(),
        problem,
        ran,
        connection.applied(),
        connection.passedOver(),
        connection.remarks(),
        connection.deeds(),
        connection.steps(),
        connection.opaque());
  }

  /** Why the command refuses before it runs anything. */
  private Optional<Problem> before(boolean toHead, Optional<String> until) {
    if (graph.failure().isPresent()) {
      return graph.failure();
    }
    Optional<String> missing = until.filter(id -> !graph.has(id));
    if (missing.isPresent()) {
      return Optional.of(
          refuse(
              "Can't locate revision identified by '" + missing.get() + "'",
              configuration.origin()));
    }
    List<String> heads = graph.heads();
    // Whoever goes down again has gone up to all heads.
    return toHead && heads.size() > 1
        ? Optional.of(refuse(SEVERAL_HEADS, graph.get(heads.getLast()).origin()))
        : Optional.empty();
  }

  private static Problem refuse(String message, Origin at) {
    return new Problem(Problem.Kind.COMMAND, Optional.empty(), message, Optional.empty(), at);
  }

  private Optional<Problem> commands(
      Connection connection, List<Revision> revisions, boolean up, Play.Commands commands) {
    List<List<Revision>> each =
        commands == Play.Commands.ONE
            ? List.of(revisions)
            : revisions.stream().map(List::of).toList();
    for (List<Revision> command : each) {
      Optional<Problem> failure = command(connection, command, up);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> command(Connection connection, List<Revision> revisions, boolean up) {
    connection.open(env.autocommit(), env.external());
    Interpreter interpreter = interpreter(connection);
    if (!env.commitsEach()) {
      connection.begin();
    }
    for (Revision revision : revisions) {
      if (env.commitsEach()) {
        connection.begin();
      }
      connection.enterRevision(revision.id());
      ran.add(revision.id());
      Optional<Problem> failure =
          run(connection, interpreter, revision, up)
              .or(() -> connection.cannotRecord(revision.origin()));
      if (failure.isPresent()) {
        if (manner == Play.Manner.STRICT) {
          connection.rollback();
          return failure;
        }
        connection.passedOver().add(failure.get());
      }
      if (up) {
        connection.record(revision.id());
      } else {
        connection.erase(revision.id());
      }
      if (env.commitsEach()) {
        connection.commit();
      }
    }
    connection.commit();
    return Optional.empty();
  }

  private Interpreter interpreter(Connection connection) {
    // The reader of enums calls functions of the program, and the program's host reads enums.
    List<Interpreter> made = new ArrayList<>();
    Enums enums =
        new Enums(
            dialect,
            (function, arguments, at) -> made.getFirst().call(function, arguments, at).value());
    Types types = new Types(enums);
    EnumOperations enumOperations = new EnumOperations(connection, configuration.scripts());
    Operations operations = new Operations(connection, enumOperations, types, naming);
    MigrationHost host =
        new MigrationHost(
            connection,
            enums,
            enumOperations,
            operations,
            types,
            new Inspection(connection, env.versionTable()),
            env.versionSchema());
    made.add(new Interpreter(modules, host));
    return made.getFirst();
  }

  private Optional<Problem> run(
      Connection connection, Interpreter interpreter, Revision revision, boolean up) {
    String name = up ? "upgrade" : "downgrade";
    Value function = interpreter.global(revision.file(), name);
    if (function instanceof Value.Unknown unknown) {
      connection.opaque(name + "()", unknown.reason(), Touches.anything(), unknown.at());
      return Optional.empty();
    }
    Completion completion = interpreter.call(function, Arguments.NONE, revision.origin());
    return switch (completion) {
      case Completion.Returned returned -> Optional.empty();
      case Completion.Raised raised ->
          Optional.of(problem(connection, raised.exception(), raised.at(), revision));
    };
  }

  private static Problem problem(
      Connection connection, PythonRaise raised, Origin at, Revision revision) {
    Optional<Refusal> refusal = connection.refusalOf(raised);
    if (refusal.isPresent()) {
      return connection.problem(refusal.get());
    }
    boolean ofAlembic = raised.type().endsWith("CommandError");
    return new Problem(
        ofAlembic ? Problem.Kind.COMMAND : Problem.Kind.PYTHON,
        Optional.empty(),
        ofAlembic ? raised.message() : raised.describe(),
        Optional.of(revision.id()),
        at);
  }
}
