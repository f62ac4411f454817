package dev.dovetail.core.expected;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.Fingerprint;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that a service may write into enum types: what a guard asks a database for. Enums that
 * are stored as text or as numbers expect nothing.
 *
 * @param unknown enums whose labels are not known, and why; a sentence each
 */
public record Expectations(String service, List<Expected> enums, List<String> unknown) {

  public Expectations {
    enums = List.copyOf(enums);
    unknown = List.copyOf(unknown);
  }

  /**
   * An enum.
   *
   * @param schema of the type; without one, it is the type that the search path leads to
   * @param columns where it is stored, as far as that is known
   */
  public record Expected(
      String name,
      Optional<String> schema,
      String type,
      List<String> columns,
      List<String> labels) {

    public Expected {
      columns = List.copyOf(columns);
      labels = List.copyOf(labels);
    }

    /** The type, as far as it is named. */
    public String typeName() {
      return schema.map(said -> said + "." + type).orElse(type);
    }
  }

  /** What the code of a service stores, by what was read of it. */
  public static Expectations of(String service, List<Comparison> comparisons) {
    Map<Expected, List<String>> columns = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      if (comparison.name().isEmpty() || isText(comparison)) {
        continue;
      }
      Optional<String> reason = unknown(comparison);
      Optional<Expected> expected = expected(comparison);
      if (reason.isPresent() || expected.isEmpty()) {
        unknown.add(
            "%s%s: %s"
                .formatted(
                    comparison.name().get(),
                    comparison.column().map(column -> " in " + column).orElse(""),
                    reason.orElse("the name of its type is not known")));
      } else {
        List<String> places = columns.computeIfAbsent(expected.get(), key -> new ArrayList<>());
        comparison.column().map(Comparison.Column::toString).ifPresent(places::add);
      }
    }
    List<Expected> enums = new ArrayList<>();
    columns.forEach((one, places) ->
        enums.add(new Expected(one.name(), one.schema(), one.type(), places, one.labels())));
    return new Expectations(service, enums, unknown);
  }

  private static boolean isText(Comparison comparison) {
    return comparison.verdict() == Verdict.TEXT
        || comparison.source().filter(c -> c.storage() != EnumColumn.Storage.NATIVE).isPresent()
            && comparison.told().isEmpty();
  }

  /** What is doubtful of the migrations alone does not matter to who asks the database itself. */
  private static Optional<String> unknown(Comparison comparison) {
    boolean unread =
        comparison.declared().flatMap(DeclaredEnum::unknown).isPresent()
            || comparison.source().flatMap(EnumColumn::unknown).isPresent()
            || comparison
                .source()
                .filter(column -> column.persistence() instanceof EnumColumn.Persistence.Unknown)
                .isPresent();
    if (comparison.verdict() != Verdict.UNVERIFIABLE || !unread) {
      return Optional.empty();
    }
    return comparison.drifts().stream()
        .filter(Drift.Unverifiable.class::isInstance)
        .map(drift -> ((Drift.Unverifiable) drift).reason())
        .findFirst();
  }

  private static Optional<Expected> expected(Comparison comparison) {
    Optional<ObjectName> told = comparison.told().map(type -> type.name());
    Optional<EnumColumn> source = comparison.source();
    Optional<String> schema =
        source
            .flatMap(EnumColumn::typeSchema)
            .or(() -> told.map(ObjectName::schema).filter(name -> !name.equals("public")));
    Optional<String> type =
        told.map(ObjectName::name)
            .or(() -> source.flatMap(EnumColumn::typeName))
            .or(() -> comparison.typeName().map(name -> name.substring(name.lastIndexOf('.') + 1)));
    return type.map(name ->
        new Expected(
            comparison.name().orElse(name),
            schema,
            name,
            List.of(),
            comparison.labels().stream().map(Label::text).distinct().toList()));
  }

  /** The same for the same types and labels, wherever they are stored. */
  public String fingerprint() {
    List<String> parts = new ArrayList<>(List.of(service));
    for (Expected expected : enums) {
      parts.add(expected.name());
      parts.add(expected.typeName());
      parts.addAll(expected.labels());
      parts.add("");
    }
    return Fingerprint.of(parts.toArray(String[]::new));
  }

  /** Each of the enums, held against what a database has. */
  public List<Standing> against(List<LiveType> live) {
    return enums.stream().map(expected -> Standing.of(expected, live)).toList();
  }
}
