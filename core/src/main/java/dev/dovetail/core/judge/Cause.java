package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a database refuses, as far as a rule of its own speaks of it: one fault is one finding. */
enum Cause {
  CREATE_TYPE_IF_NOT_EXISTS,
  DROP_VALUE,
  CONCURRENTLY,
  NEW_LABEL,
  TYPE_NOT_YET,
  DEPENDENTS,
  FORGOTTEN,
  LABEL,
  COLUMN;

  private static final Pattern GUARDED_CREATE =
      Pattern.compile(
          "\\s*CREATE\\s+TYPE\\s+IF\\s+NOT\\s+EXISTS\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static Optional<Cause> of(Problem problem, Told told) {
    Optional<Statement> refused = refused(problem, told.trail().up());
    String message = problem.message();
    return switch (problem.sqlstate().orElse("")) {
      case "42601" ->
          refused.flatMap(statement ->
              switch (statement) {
                case Statement.DropValue drop -> Optional.of(DROP_VALUE);
                case Statement.Refused text when GUARDED_CREATE.matcher(text.text()).matches() ->
                    Optional.of(CREATE_TYPE_IF_NOT_EXISTS);
                default -> Optional.empty();
              });
      case "0A000" ->
          message.contains("dropping an enum value")
              ? Optional.of(DROP_VALUE)
              : when(message.startsWith("cannot alter type of a column"), FORGOTTEN);
      case "25001" -> when(message.contains("CONCURRENTLY"), CONCURRENTLY);
      case "55P04" -> Optional.of(NEW_LABEL);
      case "42704" -> when(message.startsWith("type \""), TYPE_NOT_YET);
      case "2BP01" -> when(message.startsWith("cannot drop type"), DEPENDENTS);
      case "42804" -> when(message.startsWith("default for column"), FORGOTTEN);
      case "42883" -> when(refused.filter(Cause::changesType).isPresent(), FORGOTTEN);
      case "22P02" -> when(message.startsWith("invalid input value for enum"), LABEL);
      case "42703" -> when(refused.filter(Cause::isOfRows).isPresent(), COLUMN);
      default -> Optional.empty();
    };
  }

  private static Optional<Cause> when(boolean holds, Cause cause) {
    return holds ? Optional.of(cause) : Optional.empty();
  }

  /** The statement at the problem's place, else what the revision was first refused. */
  static Optional<Statement> refused(Problem problem, List<Deed> deeds) {
    List<Deed> refused =
        deeds.stream()
            .filter(Deed::refused)
            .filter(deed -> problem.revision().filter(deed.revision()::equals).isPresent())
            .toList();
    return refused.stream()
        .filter(deed -> deed.origin().equals(problem.origin()))
        .findFirst()
        .or(() -> refused.stream().findFirst())
        .map(Deed::statement);
  }

  private static boolean changesType(Statement statement) {
    return statement instanceof Statement.AlterTable alter
        && alter.changes().stream().anyMatch(TableChange.ChangeType.class::isInstance);
  }

  private static boolean isOfRows(Statement statement) {
    return statement instanceof Statement.Insert
        || statement instanceof Statement.Update
        || statement instanceof Statement.Delete
        || statement instanceof Statement.Select;
  }
}
