package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An enum of the code beside one column of the migrations.
 *
 * @param name what the code calls the enum; empty for a type that no code declares
 * @param declared the enum itself; empty also where the labels stand at the column
 * @param source the column as the code declares it
 * @param labels what the code stores
 * @param column where it is kept, as in {@code public.essay_states.status}
 * @param typeName the type, by the migrations' name where they have one, else by the code's
 * @param told the type that the migrations make for it
 */
public record Comparison(
    Optional<String> name,
    Optional<DeclaredEnum> declared,
    Optional<EnumColumn> source,
    List<Label> labels,
    Optional<Column> column,
    Optional<String> typeName,
    Optional<EnumType> told,
    Verdict verdict,
    List<Drift> drifts) {

  public Comparison {
    labels = List.copyOf(labels);
    drifts = List.copyOf(drifts);
  }

  /** A column of a table. */
  public record Column(ObjectName table, String name) {

    /** With the schema only where it is not {@code public}. */
    @Override
    public String toString() {
      String shown = table.schema().equals("public") ? table.name() : table.toString();
      return shown + "." + name;
    }
  }

  /** Declared, and not accepted by the database. */
  public List<String> missing() {
    return told.map(type -> without(texts(labels), type.texts())).orElse(List.of());
  }

  /** Accepted by the database, and not declared. */
  public List<String> extra() {
    return told.map(type -> without(type.texts(), texts(labels))).orElse(List.of());
  }

  /**
   * The statement that adds a missing label at the place it has in the code; those before it that
   * are missing too are taken to be added first.
   */
  public String adding(Drift.Missing missing) {
    EnumType type = missing.type();
    Set<String> there = new HashSet<>(type.texts());
    for (Drift drift : drifts) {
      if (drift instanceof Drift.Missing other) {
        there.add(other.label().text());
      }
    }
    Optional<String> before = Optional.empty();
    boolean last = true;
    boolean passed = false;
    for (Label label : labels) {
      if (label.text().equals(missing.label().text())) {
        passed = true;
      } else if (there.contains(label.text())) {
        before = passed ? before : Optional.of(label.text());
        last &= !passed || !type.texts().contains(label.text());
      }
    }
    String position =
        last || type.labels().isEmpty()
            ? ""
            : before
                .map(label -> " AFTER " + Identifiers.literal(label))
                .orElseGet(() -> " BEFORE " + Identifiers.literal(type.texts().get(0)));
    return "ALTER TYPE %s ADD VALUE %s%s"
        .formatted(type.name().quoted(), Identifiers.literal(missing.label().text()), position);
  }

  static List<String> texts(List<Label> labels) {
    return labels.stream().map(Label::text).toList();
  }

  private static List<String> without(List<String> all, List<String> known) {
    Set<String> rest = new LinkedHashSet<>(all);
    known.forEach(rest::remove);
    return List.copyOf(rest);
  }
}
