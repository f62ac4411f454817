package dev.dovetail.core.expected;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.expected.Expectations.Expected;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an enum of the code and a running database stand to each other.
 *
 * @param type the type that was found for it
 * @param missing labels that the code may write and the type lacks
 * @param extra labels that the type has and the code does not know
 */
public record Standing(
    Expected expected,
    Verdict verdict,
    Optional<ObjectName> type,
    List<String> missing,
    List<String> extra) {

  public Standing {
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  static Standing of(Expected expected, List<LiveType> live) {
    List<LiveType> called =
        live.stream()
            .filter(type -> type.name().name().equals(expected.type()))
            .filter(type -> expected.schema().map(type.name().schema()::equals).orElse(true))
            .toList();
    Optional<LiveType> visible = called.stream().filter(LiveType::visible).findFirst();
    if (visible.isEmpty() && called.size() > 1) {
      return new Standing(expected, Verdict.UNVERIFIABLE, Optional.empty(), List.of(), List.of());
    }
    return visible
        .or(() -> called.stream().findFirst())
        .map(type -> compared(expected, type))
        .orElseGet(() ->
            new Standing(
                expected, Verdict.MISSING_TYPE, Optional.empty(), expected.labels(), List.of()));
  }

  private static Standing compared(Expected expected, LiveType type) {
    List<String> missing = new ArrayList<>(expected.labels());
    missing.removeAll(type.labels());
    List<String> extra = new ArrayList<>(type.labels());
    extra.removeAll(expected.labels());
    Verdict verdict =
        !missing.isEmpty() ? Verdict.DRIFT : extra.isEmpty() ? Verdict.AGREES : Verdict.SUPERSET;
    return new Standing(expected, verdict, Optional.of(type.name()), missing, extra);
  }

  /** Whether the next row may fail: the database lacks what the code may write. */
  public boolean isFatal() {
    return verdict == Verdict.DRIFT || verdict == Verdict.MISSING_TYPE;
  }

  /** What is wrong, why, and what to do; in lines. */
  public String message() {
    String name = "the enum " + expected.name();
    return switch (verdict) {
      case DRIFT ->
          """
          %s has labels that the PostgreSQL type %s lacks: %s
            the first row written with one fails with SQLSTATE 22P02, invalid input value for enum
            remedy: run the migrations of this version first; they would hold %s\
          """
              .formatted(name, found(), listed(missing), additions());
      case MISSING_TYPE ->
          """
          %s is stored in the PostgreSQL type %s, and there is no such type
            every row written with it fails; the search path, or the migrations, may be those of another version
            remedy: run the migrations of this version first; they would hold CREATE TYPE %s AS ENUM (%s)\
          """
              .formatted(name, expected.typeName(), expectedType(), listed(missing));
      case SUPERSET ->
          "the PostgreSQL type %s has labels that %s does not know: %s; reading a row with one fails"
              .formatted(found(), name, listed(extra));
      case UNVERIFIABLE ->
          "%s could not be held against the type %s: several schemas have one of that name"
              .formatted(name, expected.typeName());
      case AGREES, TEXT, UNBOUND ->
          "%s and the PostgreSQL type %s have the same labels".formatted(name, found());
    };
  }

  private String found() {
    return type.map(ObjectName::toString).orElseGet(expected::typeName);
  }

  private String expectedType() {
    return expected.schema().map(schema -> Identifiers.quote(schema) + ".").orElse("")
        + Identifiers.quote(expected.type());
  }

  private String additions() {
    String quoted = type.map(ObjectName::quoted).orElseGet(this::expectedType);
    return missing.stream()
        .map(label -> "ALTER TYPE %s ADD VALUE %s;".formatted(quoted, Identifiers.literal(label)))
        .collect(Collectors.joining(" "));
  }

  private static String listed(List<String> labels) {
    return labels.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
  }
}
