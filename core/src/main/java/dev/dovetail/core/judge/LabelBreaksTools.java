package dev.dovetail.core.judge;

import dev.dovetail.core.schema.Identifiers;
import java.util.List;
import java.util.regex.Pattern;

/** What a label is made of has to survive shells, CSV files, arrays and generators. */
final class LabelBreaksTools extends Described {

  LabelBreaksTools() {
    super(
        "label-breaks-tools",
        Severity.WARNING,
        Category.DEFINITIONS,
        Start.ON,
        "a label has quotes, commas, braces, control characters or spaces at its ends");
  }

  private static final Pattern ODD = Pattern.compile("['\",{}\\\\\\p{Cntrl}]|^\\s|\\s$|^$");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.labels(facts).stream()
        .filter(Stored.Text::isNative)
        .filter(stored -> ODD.matcher(stored.label().text()).find())
        .map(stored ->
            stored
                .at(this, facts)
                .says(
                    stored.subject(),
                    "the label %s of %s breaks what is generated or pasted from it: it is empty, or has quotes, commas, braces, control characters, or spaces at its ends"
                        .formatted(
                            Wording.code(Identifiers.literal(stored.label().text())),
                            stored.shown()),
                    "use letters, digits, underscores, and spaces inside at most"))
        .toList();
  }
}
