package dev.dovetail.core.compare;

import dev.dovetail.core.compare.Drift.Difference;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two lists of labels, and every way in which they part; each label is spoken of once. */
final class LabelComparison {

  /** Beyond this many pairs only exact spellings and their case are looked at. */
  private static final int MOST_PAIRS = 100_000;

  private final EnumType type;
  private final List<Drift> drifts = new ArrayList<>();
  private final Map<String, Label> missing = new LinkedHashMap<>();
  private final Map<String, Label> extra = new LinkedHashMap<>();

  private LabelComparison(List<Label> labels, EnumType type) {
    this.type = type;
    type.labels().forEach(label -> extra.put(label.text(), label));
    for (Label label : labels) {
      if (extra.remove(label.text()) == null) {
        missing.putIfAbsent(label.text(), label);
      }
    }
    // A label twice in the code was taken from the rest by its first mention.
    type.labels().forEach(label -> missing.remove(label.text()));
  }

  static List<Drift> between(List<Label> labels, Optional<EnumColumn> source, EnumType type) {
    LabelComparison comparison = new LabelComparison(labels, type);
    boolean ordered = comparison.missing.isEmpty();
    source.ifPresent(comparison::findNamesForValues);
    comparison.findRespelled();
    comparison.missing.values().forEach(l -> comparison.drifts.add(new Drift.Missing(l, type)));
    comparison.extra.values().forEach(l -> comparison.drifts.add(new Drift.Extra(l, type)));
    if (ordered) {
      comparison.findOrder(labels);
    }
    return comparison.drifts;
  }

  private void findNamesForValues(EnumColumn source) {
    if (source.persistence() instanceof Persistence.Names names && source.declared().isPresent()) {
      List<Label> meant = new ArrayList<>();
      for (DeclaredEnum.Member member : source.declared().get().members()) {
        boolean valueIsThere = member.value().map(extra::containsKey).orElse(false);
        if (member.text() && valueIsThere && missing.containsKey(member.name())) {
          meant.add(missing.get(member.name()));
        }
      }
      if (meant.isEmpty() || 2 * meant.size() < missing.size()) {
        return;
      }
      DeclaredEnum declared = source.declared().get();
      drifts.add(new Drift.NamesForValues(declared, names.reason(), meant, type));
      meant.forEach(label -> missing.remove(label.text()));
      declared.members().forEach(member -> member.value().ifPresent(extra::remove));
    }
  }

  private void findRespelled() {
    if ((long) missing.size() * extra.size() > MOST_PAIRS) {
      return;
    }
    // The nearest kind first, so that a typo does not take another label's other case.
    for (Difference difference : Difference.values()) {
      for (Label declared : List.copyOf(missing.values())) {
        for (Label told : List.copyOf(extra.values())) {
          if (Spelling.between(declared.text(), told.text()).equals(Optional.of(difference))) {
            drifts.add(new Drift.Respelled(declared, told, type, difference));
            missing.remove(declared.text());
            extra.remove(told.text());
            break;
          }
        }
      }
    }
  }

  private void findOrder(List<Label> labels) {
    Map<String, Label> declared = new LinkedHashMap<>();
    labels.forEach(label -> declared.putIfAbsent(label.text(), label));
    List<Label> shared =
        type.labels().stream().filter(label -> declared.containsKey(label.text())).toList();
    int place = 0;
    for (Label label : declared.values()) {
      Label told = shared.get(place++);
      if (!told.text().equals(label.text())) {
        drifts.add(new Drift.OrderDiffers(label, told, type));
        return;
      }
    }
  }
}
