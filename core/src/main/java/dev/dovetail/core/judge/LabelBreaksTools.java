package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    List<Finding> findings = new ArrayList<>();
    Set<String> declared = new HashSet<>();
    for (Stored.Text stored : Stored.labels(facts)) {
      if (stored.isNative() && isOdd(stored.label())) {
        declared.add(stored.label().text());
        findings.add(
            finding(stored.at(this, facts), stored.subject(), stored.label(), stored.shown()));
      }
    }
    // What the code has too is told there.
    for (Told told : facts.told().stream().toList()) {
      for (EnumType type : told.schema().enums().values()) {
        for (Label label : type.labels()) {
          if (isOdd(label) && !declared.contains(label.text())) {
            findings.add(
                finding(
                    FindingBuilder.of(this, facts, label.origin()),
                    type.name() + " " + label.text(),
                    label,
                    Wording.type(type)));
          }
        }
      }
    }
    return findings;
  }

  private static boolean isOdd(Label label) {
    return ODD.matcher(label.text()).find();
  }

  private static Finding finding(
      FindingBuilder builder, String subject, Label label, String shown) {
    return builder.says(
        subject,
        "the label %s of %s breaks what is generated or pasted from it: it is empty, or has quotes, commas, braces, control characters, or spaces at its ends"
            .formatted(Wording.code(Identifiers.literal(label.text())), shown),
        "use letters, digits, underscores, and spaces inside at most");
  }
}
