package dev.dovetail.core.compare;

import dev.dovetail.core.compare.Binding.Persisted;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredEnum.Member;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of an enum's members is stored where a configuration, and no model, says it. */
final class Persisting {

  private Persisting() {}

  /** Empty where a value that would be stored is not known. */
  static Optional<List<Label>> labels(DeclaredEnum declared, Persisted persisted) {
    List<Label> labels = new ArrayList<>();
    for (Member member : declared.members()) {
      if (member.aliasOf().isPresent()) {
        continue;
      }
      Optional<String> text =
          switch (persisted) {
            case NAMES -> Optional.of(member.name());
            case VALUES -> member.value();
          };
      if (text.isEmpty()) {
        return Optional.empty();
      }
      labels.add(new Label(text.get(), member.origin()));
    }
    return Optional.of(labels);
  }

  /** Code that writes SQL by hand writes values where they are strings. */
  static Persisted usual(DeclaredEnum declared) {
    boolean strings = declared.members().stream().allMatch(m -> m.text() && m.value().isPresent());
    return strings ? Persisted.VALUES : Persisted.NAMES;
  }

  /** Whether {@code written} is its name, with or without its module. */
  static boolean isCalled(DeclaredEnum declared, String written) {
    String dotted = written.replace(':', '.');
    return dotted.equals(declared.name())
        || dotted.equals(declared.module() + "." + declared.name());
  }
}
