package dev.dovetail.core.audited;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import java.util.List;
import java.util.Optional;

/**
 * An enum of the code, or a type that no code declares, in one database.
 *
 * @param told the code beside the migrations; empty for what only the database has
 * @param live the code beside the database; empty where none was read
 * @param type what hangs on the live type
 * @param rows how many rows hold each label, where that was asked
 * @param history when the labels came to be there, in half a sentence
 * @param notes where the database departs from the migrations, a sentence each
 * @param remedies the best first
 * @param findings what is wrong with it, before anybody allowed any of that
 */
public record AuditedEnum(
    Optional<Comparison> told,
    Optional<Comparison> live,
    State state,
    Weight weight,
    Optional<LiveEnum> type,
    Optional<RowCount> rows,
    Optional<String> history,
    List<String> notes,
    List<Remedy> remedies,
    List<Finding> findings) {

  public AuditedEnum {
    notes = List.copyOf(notes);
    remedies = List.copyOf(remedies);
    findings = List.copyOf(findings);
  }

  /** The better informed of the two. */
  public Comparison comparison() {
    return live.or(() -> told).orElseThrow();
  }

  /** What people call it. */
  public String name() {
    Comparison comparison = comparison();
    return comparison.name().or(comparison::typeName).orElse("");
  }

  /** Labels that the code may write and the database refuses. */
  public List<String> missing() {
    return live.map(Comparison::missing).orElse(List.of());
  }

  /** Labels that the database accepts and the code does not know. */
  public List<String> extra() {
    return live.filter(comparison -> comparison.name().isPresent())
        .map(Comparison::extra)
        .orElse(List.of());
  }

  public boolean orderDiffers() {
    return live.stream()
        .flatMap(comparison -> comparison.drifts().stream())
        .anyMatch(drift -> drift instanceof Drift.OrderDiffers);
  }
}
