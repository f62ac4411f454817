package dev.dovetail.guard;

import dev.dovetail.guard.Check.Verdict;
import dev.dovetail.guard.Expectation.Name;
import dev.dovetail.guard.LiveTypes.EnumType;
import dev.dovetail.guard.LiveTypes.Found;
import dev.dovetail.guard.LiveTypes.TypedColumn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds an expectation against what the database holds, and puts it in words. */
final class Judging {

  private final LiveTypes live;

  Judging(LiveTypes live) {
    this.live = live;
  }

  Check check(Expectation expectation) {
    Expectation.Place place = expectation.place();
    if (expectation.unknown().isPresent()) {
      return unsure(expectation, shown(place), expectation.unknown().get());
    }
    if (place instanceof Expectation.NamedType named) {
      return ofType(expectation, named.name());
    }
    return ofColumn(expectation, (Expectation.Column) place);
  }

  private static String shown(Expectation.Place place) {
    if (place instanceof Expectation.NamedType named) {
      return "type " + named.name();
    }
    return ((Expectation.Column) place).shown();
  }

  private Check ofType(Expectation expectation, Name name) {
    Found<EnumType> found = live.type(name);
    if (found.several()) {
      return unsure(expectation, "type " + name, "several schemas have a type of that name");
    }
    if (found.one().isPresent()) {
      return compared(expectation, "type " + found.one().get(), found.one().get());
    }
    return new Check(
        expectation.enumName(),
        "type " + name,
        Verdict.NO_TYPE,
        expectation.labels(),
        List.of(),
        """
        the enum %s is stored in the PostgreSQL type %s, and there is no such type
          every row written with it fails; the search path, or the migrations, may be those of another version
          remedy: run the migration that makes it: CREATE TYPE %s AS ENUM (%s)\
        """
            .formatted(expectation.enumName(), name, identifier(name), literals(expectation)));
  }

  private Check ofColumn(Expectation expectation, Expectation.Column wanted) {
    Found<TypedColumn> found = live.column(wanted.schema(), wanted.tables(), wanted.columns());
    if (found.several()) {
      return unsure(expectation, wanted.shown(), "several schemas have a table of that name");
    }
    if (found.one().isPresent()) {
      return ofColumn(expectation, found.one().get());
    }
    for (Name name : wanted.types()) {
      Optional<EnumType> type = live.type(name).one();
      if (type.isPresent()) {
        return compared(expectation, "type " + type.get(), type.get());
      }
    }
    return unsure(
        expectation,
        wanted.shown(),
        "no table called %s has a column called %s"
            .formatted(
                String.join(" or ", wanted.tables()), String.join(" or ", wanted.columns())));
  }

  private Check ofColumn(Expectation expectation, TypedColumn column) {
    String place = column.schema() + "." + column.table() + "." + column.column();
    Optional<EnumType> type =
        column.enumType().isPresent() ? live.type(column.enumType().get()).one() : Optional.empty();
    if (type.isPresent()) {
      return compared(expectation, place, type.get());
    }
    return new Check(
        expectation.enumName(),
        place,
        Verdict.TEXT,
        List.of(),
        List.of(),
        "the enum %s is stored in %s as %s: no type of the database holds its labels"
            .formatted(expectation.enumName(), place, column.type()));
  }

  private static Check unsure(Expectation expectation, String place, String reason) {
    return new Check(
        expectation.enumName(),
        place,
        Verdict.UNSURE,
        List.of(),
        List.of(),
        "the enum %s could not be held against %s: %s"
            .formatted(expectation.enumName(), place, reason));
  }

  private static Check compared(Expectation expectation, String place, EnumType type) {
    List<String> missing = without(expectation.labels(), type.labels());
    List<String> extra = without(type.labels(), expectation.labels());
    Verdict verdict =
        !missing.isEmpty() ? Verdict.MISSING : extra.isEmpty() ? Verdict.AGREES : Verdict.EXTRA;
    String message =
        switch (verdict) {
          case MISSING -> missing(expectation, place, type, missing);
          case EXTRA ->
              "the PostgreSQL type %s has labels that the enum %s does not know: %s; reading a row with one fails"
                  .formatted(shown(type, place), expectation.enumName(), quoted(extra));
          case AGREES, NO_TYPE, TEXT, UNSURE ->
              "the enum "
                  + expectation.enumName()
                  + " and the PostgreSQL type "
                  + type
                  + " have the same labels";
        };
    return new Check(expectation.enumName(), place, verdict, missing, extra, message);
  }

  private static String missing(
      Expectation expectation, String place, EnumType type, List<String> missing) {
    return """
    the enum %s has labels that the PostgreSQL type %s lacks: %s
      the first row written with one fails with SQLSTATE 22P02, invalid input value for enum
      the type has: %s
      remedy: %s\
    """
        .formatted(
            expectation.enumName(),
            shown(type, place),
            quoted(missing),
            quoted(type.labels()),
            remedy(type, missing));
  }

  private static String shown(EnumType type, String place) {
    return place.equals("type " + type) ? type.toString() : "%s (%s)".formatted(type, place);
  }

  /** Where only the letters' case differs, the mapping is wrong, and a new label would not help. */
  private static String remedy(EnumType type, List<String> missing) {
    Set<String> folded =
        type.labels().stream().map(Judging::folded).collect(Collectors.toUnmodifiableSet());
    if (missing.stream().map(Judging::folded).allMatch(folded::contains)) {
      return "the type has them in another case: store what it holds (a converter, or the members'"
          + " values), or rename its labels";
    }
    return "run the migrations of this version first; they would hold "
        + missing.stream()
            .map(label ->
                "ALTER TYPE %s ADD VALUE %s;"
                    .formatted(
                        identifier(new Name(Optional.of(type.schema()), type.name())),
                        literal(label)))
            .collect(Collectors.joining(" "));
  }

  private static String folded(String label) {
    return label.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  private static List<String> without(List<String> all, List<String> known) {
    Set<String> rest = new LinkedHashSet<>(all);
    for (String label : known) {
      rest.remove(label);
    }
    return List.copyOf(rest);
  }

  private static String quoted(List<String> labels) {
    return labels.isEmpty()
        ? "nothing"
        : labels.stream().map(Judging::literal).collect(Collectors.joining(", "));
  }

  private static String literals(Expectation expectation) {
    return expectation.labels().stream().map(Judging::literal).collect(Collectors.joining(", "));
  }

  /** What goes to a log must not write lines of its own there. */
  private static String literal(String label) {
    return "'" + label.replace("'", "''").replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static String identifier(Name name) {
    return name.schema().map(schema -> part(schema) + ".").orElse("") + part(name.name());
  }

  private static String part(String name) {
    return name.matches("[a-z_][a-z0-9_$]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
