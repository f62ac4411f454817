package dev.dovetail.core.compare;

import dev.dovetail.core.compare.Comparison.Column;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Binds the enums of the code to the columns and types of the migrations, and compares each pair.
 * The model's own words bind, then the configuration; what is left over is said to be unbound.
 */
public final class Comparer {

  private final Schema schema;
  private final List<Doubt> doubts;
  private final List<Binding> bindings;
  private final Map<ObjectName, List<Column>> columnsOfTypes;

  private Comparer(Schema schema, List<Doubt> doubts, List<Binding> bindings) {
    this.schema = schema;
    this.doubts = doubts;
    // Rows are in no schema.
    this.bindings =
        bindings.stream().filter(b -> b.type().isPresent() || b.column().isPresent()).toList();
    this.columnsOfTypes = columnsOfTypes(schema);
  }

  /**
   * One comparison per enum column, per binding of the configuration that no column answers, and
   * per type that nothing is bound to.
   *
   * @param enums those that the service's code knows, as candidates for what is unbound
   */
  public static List<Comparison> compare(
      List<EnumColumn> columns,
      List<DeclaredEnum> enums,
      List<Binding> bindings,
      Schema schema,
      List<Doubt> doubts) {
    Comparer comparer = new Comparer(schema, doubts, bindings);
    List<Comparison> comparisons = new ArrayList<>();
    for (EnumColumn column : new LinkedHashSet<>(columns)) {
      if (column.storage() != Storage.NUMBER) {
        comparisons.add(comparer.compare(column));
      }
    }
    for (DeclaredEnum declared : enums) {
      comparisons.addAll(comparer.configured(declared, comparisons));
    }
    comparisons.addAll(comparer.unbound(comparisons, enums));
    return comparisons;
  }

  /** What can be said of a service whose migrations were not found. */
  public static List<Comparison> withoutMigrations(List<EnumColumn> columns) {
    List<Comparison> comparisons = new ArrayList<>();
    for (EnumColumn column : new LinkedHashSet<>(columns)) {
      if (column.storage() != Storage.NUMBER) {
        Pair pair = new Pair(column, column.labels(), Optional.empty(), Optional.empty());
        comparisons.add(
            column.storage() == Storage.TEXT
                ? pair.is(Verdict.TEXT, new Drift.StoredAsText("text", true, column.origin()))
                : pair.unverifiable("no migrations were found for this service", column.origin()));
      }
    }
    return comparisons;
  }

  /** A declared column on its way to a verdict. */
  private record Pair(
      EnumColumn source, List<Label> labels, Optional<Column> column, Optional<EnumType> told) {

    Comparison is(Verdict verdict, List<Drift> drifts) {
      Optional<String> type = told.map(found -> found.name().toString()).or(this::declaredType);
      return new Comparison(
          Optional.of(shownName(source)),
          source.declared(),
          Optional.of(source),
          labels,
          column.or(this::declaredColumn),
          type,
          told,
          verdict,
          drifts);
    }

    Comparison is(Verdict verdict, Drift drift) {
      return is(verdict, List.of(drift));
    }

    Comparison unverifiable(String reason, Origin origin) {
      return is(Verdict.UNVERIFIABLE, new Drift.Unverifiable(reason, origin));
    }

    Pair with(EnumType type) {
      return new Pair(source, labels, column, Optional.of(type));
    }

    private Optional<Column> declaredColumn() {
      String schema = source.schema().orElse("public");
      return Optional.of(new Column(new ObjectName(schema, source.table()), source.column()));
    }

    private Optional<String> declaredType() {
      return source.storage() == Storage.NATIVE
          ? source.typeName().map(name -> source.typeSchema().orElse("public") + "." + name)
          : Optional.empty();
    }

    private static String shownName(EnumColumn source) {
      return source
          .declared()
          .map(DeclaredEnum::name)
          .or(source::typeName)
          .orElse(source.table() + "." + source.column());
    }
  }

  private Comparison compare(EnumColumn source) {
    Optional<Binding> binding = bindingOf(source);
    List<Label> labels =
        binding
            .flatMap(Binding::persisted)
            .flatMap(persisted -> source.declared().flatMap(d -> Persisting.labels(d, persisted)))
            .orElse(source.labels());
    Optional<Table> table = lookUp(schema.tables(), source.schema(), source.table());
    Optional<Schema.Column> column = table.flatMap(found -> found.column(source.column()));
    Optional<Column> place =
        table.isPresent() && column.isPresent()
            ? Optional.of(new Column(table.get().name(), source.column()))
            : Optional.empty();
    Optional<EnumType> named =
        binding
            .flatMap(Binding::type)
            .map(this::typeNamed)
            .orElseGet(() ->
                source.typeName().flatMap(n -> lookUp(schema.enums(), source.typeSchema(), n)));
    Optional<EnumType> held =
        column
            .flatMap(Schema.Column::enumType)
            .flatMap(n -> Optional.ofNullable(schema.enums().get(n)));
    Pair pair =
        new Pair(
            source, labels, place, held.or(() -> column.isPresent() ? Optional.empty() : named));
    boolean known = binding.flatMap(Binding::persisted).isPresent();
    Optional<String> unknown = known ? Optional.empty() : unknown(source);
    if (unknown.isPresent()) {
      return pair.unverifiable(unknown.get(), source.origin());
    }
    Optional<Doubt> doubt = doubtOf(source, pair.told());
    if (doubt.isPresent()) {
      return pair.unverifiable(doubt.get().reason(), doubt.get().origin());
    }
    if (held.isPresent()) {
      return ofType(pair, held.get(), named);
    }
    if (column.isPresent()) {
      return ofPlainColumn(pair, column.get(), named);
    }
    if (source.storage() == Storage.TEXT) {
      return pair.is(Verdict.TEXT, new Drift.StoredAsText("text", true, source.origin()));
    }
    return named
        .map(type -> ofLabels(pair.with(type), type, List.of()))
        .orElseGet(() -> missingType(pair, Optional.empty(), Optional.empty()));
  }

  private static Optional<String> unknown(EnumColumn source) {
    Optional<String> persistence =
        source.persistence() instanceof EnumColumn.Persistence.Unknown unknown
            ? Optional.of(unknown.reason())
            : Optional.empty();
    return source
        .unknown()
        .or(() -> source.declared().flatMap(DeclaredEnum::unknown))
        .or(() -> persistence);
  }

  /** The column has an enum type; the code may call it by another name. */
  private Comparison ofType(Pair pair, EnumType held, Optional<EnumType> named) {
    boolean otherName =
        pair.source().storage() == Storage.NATIVE
            && pair.source().typeName().isPresent()
            && bindingOf(pair.source()).isEmpty()
            && !named.map(EnumType::name).equals(Optional.of(held.name()));
    List<Drift> first =
        otherName
            ? List.of(
                new Drift.TypeMissing(
                    pair.declaredType().orElse(""),
                    Optional.of(held),
                    Optional.empty(),
                    pair.source().origin()))
            : List.of();
    return ofLabels(pair, held, first);
  }

  private Comparison ofPlainColumn(Pair pair, Schema.Column column, Optional<EnumType> named) {
    boolean asDeclared = pair.source().storage() == Storage.TEXT;
    if (asDeclared || named.isPresent() || pair.source().typeName().isEmpty()) {
      return pair.is(
          Verdict.TEXT, new Drift.StoredAsText(column.type(), asDeclared, column.origin()));
    }
    return missingType(pair, Optional.empty(), Optional.of(column.type()));
  }

  private static Comparison missingType(
      Pair pair, Optional<EnumType> instead, Optional<String> columnType) {
    return pair.is(
        Verdict.MISSING_TYPE,
        new Drift.TypeMissing(
            pair.declaredType().orElse("an enum type"),
            instead,
            columnType,
            pair.source().origin()));
  }

  private static Comparison ofLabels(Pair pair, EnumType type, List<Drift> first) {
    List<Drift> drifts = new ArrayList<>(first);
    drifts.addAll(LabelComparison.between(pair.labels(), Optional.of(pair.source()), type));
    return pair.is(verdict(pair.labels(), type), drifts);
  }

  private static Verdict verdict(List<Label> labels, EnumType type) {
    Set<String> declared = new HashSet<>(Comparison.texts(labels));
    Set<String> told = new HashSet<>(type.texts());
    if (!told.containsAll(declared)) {
      return Verdict.DRIFT;
    }
    return told.size() > declared.size() ? Verdict.SUPERSET : Verdict.AGREES;
  }

  // ---- the configuration's words

  private Optional<Binding> bindingOf(EnumColumn source) {
    String column = source.table() + "." + source.column();
    return bindings.stream()
        .filter(b -> source.declared().map(d -> Persisting.isCalled(d, b.enumName())).orElse(false))
        .filter(b -> b.column().map(c -> c.equals(column) || c.endsWith("." + column)).orElse(true))
        .findFirst();
  }

  private List<Comparison> configured(DeclaredEnum declared, List<Comparison> known) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Binding binding : bindings) {
      boolean answered =
          known.stream()
              .flatMap(comparison -> comparison.source().stream())
              .anyMatch(source -> bindingOf(source).equals(Optional.of(binding)));
      if (!answered && Persisting.isCalled(declared, binding.enumName())) {
        comparisons.add(configured(declared, binding));
      }
    }
    return comparisons;
  }

  private Comparison configured(DeclaredEnum declared, Binding binding) {
    List<Label> labels =
        Persisting.labels(declared, binding.persisted().orElse(Persisting.usual(declared)))
            .orElse(List.of());
    Optional<Column> column = binding.column().flatMap(this::columnNamed);
    Optional<EnumType> type =
        binding.type().map(this::typeNamed).orElseGet(() -> column.flatMap(this::typeOf));
    String wanted = binding.type().or(binding::column).orElse(declared.name());
    Optional<Doubt> doubt =
        doubtOn(namesOf(type, wanted), wanted.substring(wanted.lastIndexOf('.') + 1));
    Verdict verdict;
    List<Drift> drifts;
    if (declared.unknown().isPresent()) {
      verdict = Verdict.UNVERIFIABLE;
      drifts = List.of(new Drift.Unverifiable(declared.unknown().get(), declared.origin()));
    } else if (doubt.isPresent()) {
      verdict = Verdict.UNVERIFIABLE;
      drifts = List.of(new Drift.Unverifiable(doubt.get().reason(), doubt.get().origin()));
    } else if (type.isEmpty()) {
      verdict = Verdict.MISSING_TYPE;
      drifts =
          List.of(
              new Drift.TypeMissing(wanted, Optional.empty(), Optional.empty(), declared.origin()));
    } else {
      verdict = verdict(labels, type.get());
      drifts = LabelComparison.between(labels, Optional.empty(), type.get());
    }
    return new Comparison(
        Optional.of(declared.name()),
        Optional.of(declared),
        Optional.empty(),
        labels,
        column.or(() -> type.flatMap(this::firstColumnOf)),
        type.map(found -> found.name().toString()).or(binding::type),
        type,
        verdict,
        drifts);
  }

  // ---- what is left

  private List<Comparison> unbound(List<Comparison> known, List<DeclaredEnum> enums) {
    Set<ObjectName> bound = new HashSet<>();
    Set<DeclaredEnum> used = new HashSet<>();
    for (Comparison comparison : known) {
      comparison.told().ifPresent(type -> bound.add(type.name()));
      comparison.declared().ifPresent(used::add);
    }
    List<DeclaredEnum> free = enums.stream().filter(declared -> !used.contains(declared)).toList();
    List<Comparison> comparisons = new ArrayList<>();
    for (EnumType type : schema.enums().values()) {
      if (!bound.contains(type.name())) {
        List<Drift> drifts = List.of(new Drift.Unbound(type, Candidates.likeliest(type, free)));
        List<Column> columns = columnsOf(type);
        if (columns.isEmpty()) {
          comparisons.add(undeclared(type, Optional.empty(), drifts));
        }
        columns.forEach(c -> comparisons.add(undeclared(type, Optional.of(c), drifts)));
      }
    }
    return comparisons;
  }

  private static Comparison undeclared(EnumType type, Optional<Column> column, List<Drift> drifts) {
    return new Comparison(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        column,
        Optional.of(type.name().toString()),
        Optional.of(type),
        Verdict.UNBOUND,
        drifts);
  }

  private static Map<ObjectName, List<Column>> columnsOfTypes(Schema schema) {
    Map<ObjectName, List<Column>> columns = new HashMap<>();
    for (Table table : schema.tables().values()) {
      if (table.partitionOf().isEmpty()) {
        for (Schema.Column column : table.columns()) {
          if (column.enumType().isPresent()) {
            columns
                .computeIfAbsent(column.enumType().get(), type -> new ArrayList<>())
                .add(new Column(table.name(), column.name()));
          }
        }
      }
    }
    return columns;
  }

  private List<Column> columnsOf(EnumType type) {
    return columnsOfTypes.getOrDefault(type.name(), List.of());
  }

  private Optional<Column> firstColumnOf(EnumType type) {
    return columnsOf(type).stream().findFirst();
  }

  // ---- looking up

  /** In its schema where one is said; else in {@code public}, else where it is the only one. */
  private static <T> Optional<T> lookUp(
      SortedMap<ObjectName, T> all, Optional<String> schema, String name) {
    Optional<T> inSchema =
        Optional.ofNullable(all.get(new ObjectName(schema.orElse("public"), name)));
    if (inSchema.isPresent() || schema.isPresent()) {
      return inSchema;
    }
    List<ObjectName> others = all.keySet().stream().filter(o -> o.name().equals(name)).toList();
    return others.size() == 1 ? Optional.ofNullable(all.get(others.get(0))) : Optional.empty();
  }

  private Optional<EnumType> typeNamed(String written) {
    int dot = written.indexOf('.');
    return dot < 0
        ? lookUp(schema.enums(), Optional.empty(), written)
        : lookUp(
            schema.enums(), Optional.of(written.substring(0, dot)), written.substring(dot + 1));
  }

  private Optional<Column> columnNamed(String written) {
    int last = written.lastIndexOf('.');
    if (last < 0) {
      return Optional.empty();
    }
    String table = written.substring(0, last);
    int dot = table.indexOf('.');
    Optional<String> inSchema = dot < 0 ? Optional.empty() : Optional.of(table.substring(0, dot));
    return lookUp(schema.tables(), inSchema, table.substring(dot + 1))
        .filter(found -> found.column(written.substring(last + 1)).isPresent())
        .map(found -> new Column(found.name(), written.substring(last + 1)));
  }

  private Optional<EnumType> typeOf(Column column) {
    return Optional.ofNullable(schema.tables().get(column.table()))
        .flatMap(table -> table.column(column.name()))
        .flatMap(Schema.Column::enumType)
        .flatMap(name -> Optional.ofNullable(schema.enums().get(name)));
  }

  // ---- doubts

  private Optional<Doubt> doubtOf(EnumColumn source, Optional<EnumType> told) {
    Set<String> names = new HashSet<>(namesOf(told, source.table()));
    source.typeName().ifPresent(names::add);
    return doubtOn(names, source.column());
  }

  private static Set<String> namesOf(Optional<EnumType> type, String other) {
    Set<String> names = new HashSet<>();
    type.ifPresent(found -> names.add(found.name().name()));
    names.addAll(List.of(other.split("\\.")));
    return names;
  }

  /** The first doubt that could change an answer about any of these. */
  private Optional<Doubt> doubtOn(Collection<String> names, String column) {
    return doubts.stream()
        .filter(doubt -> doubt.touches().concerns(names))
        .filter(doubt ->
            !(doubt.touches() instanceof Touches.Column only) || only.column().equals(column))
        .findFirst();
  }
}
