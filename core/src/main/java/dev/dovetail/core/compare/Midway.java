package dev.dovetail.core.compare;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Touches;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A history that begins on a database which holds something already: its first word to a table is
 * about one that no migration makes. What was there before is no fault of the migrations, and
 * cannot be known from them.
 *
 * @param problem where it shows
 * @param missing what the migrations use and none makes, in the order in which it is missed
 */
public record Midway(Problem problem, List<String> missing) {

  /** Why nothing is said of what the migrations do not make. */
  public static final String REASON =
      "the history begins midway, and what its database holds before is not known";

  private static final Pattern ABSENT =
      Pattern.compile(
          "(?:relation|table|index|sequence|view|materialized view|schema) \"([^\"]+)\" does not"
              + " exist");

  public Midway {
    missing = List.copyOf(missing);
  }

  static Optional<Midway> of(Told told) {
    List<Problem> problems =
        Stream.concat(told.fails().stream(), told.passedOver().stream()).toList();
    Set<String> missing = new LinkedHashSet<>();
    for (Problem problem : problems) {
      absent(problem).filter(name -> !isMade(name, told.schema())).ifPresent(missing::add);
    }
    return problems.stream()
        .findFirst()
        .filter(first -> absent(first).filter(missing::contains).isPresent())
        .filter(first -> isFirstWord(first, told))
        .map(first -> new Midway(first, List.copyOf(missing)));
  }

  /** Whether types are there that columns of tables from before want, and no migration makes. */
  public Doubt doubt(List<EnumColumn> columns, Schema schema) {
    List<String> types =
        columns.stream()
            .filter(column -> !isMade(column.table(), schema))
            .flatMap(column -> column.typeName().stream())
            .filter(type -> schema.enums().keySet().stream().noneMatch(e -> e.name().equals(type)))
            .distinct()
            .toList();
    return new Doubt(REASON, problem.origin(), new Touches.Named(types));
  }

  private static Optional<String> absent(Problem problem) {
    Matcher absent = ABSENT.matcher(problem.message());
    return problem.kind() == Problem.Kind.DATABASE && absent.matches()
        ? Optional.of(absent.group(1))
        : Optional.empty();
  }

  /** Also by a later migration: then the order is wrong, and the beginning is there. */
  private static boolean isMade(String written, Schema schema) {
    String name = written.substring(written.lastIndexOf('.') + 1);
    return schema.schemas().contains(written)
        || Stream.of(schema.tables(), schema.views(), schema.sequences())
            .flatMap(all -> all.keySet().stream())
            .map(ObjectName::name)
            .anyMatch(name::equals);
  }

  /** Whether no table is made before it. */
  private static boolean isFirstWord(Problem problem, Told told) {
    int at = told.place(problem.revision().orElse(""));
    return told.schema().tables().values().stream()
        .map(Schema.Table::origin)
        .noneMatch(made -> isBefore(made, at, problem.origin(), told));
  }

  private static boolean isBefore(Origin made, int revision, Origin problem, Told told) {
    if (!(made instanceof Origin.InFile file)) {
      return false;
    }
    if (problem instanceof Origin.InFile here && here.path().equals(file.path())) {
      return file.span().compareTo(start(here)) < 0;
    }
    return told.placeOfFile(file.path()) < revision;
  }

  private static Span start(Origin.InFile place) {
    return Span.at(place.span().line(), place.span().column());
  }
}
