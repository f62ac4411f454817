package dev.dovetail.core.judge;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A label is a name, and PostgreSQL keeps 63 bytes of a name. */
final class LabelTooLong extends Described {

  LabelTooLong() {
    super(
        "label-too-long",
        Severity.ERROR,
        Category.DEFINITIONS,
        Start.ON,
        "a label of an enum type has more than 63 bytes");
  }

  private static final int LONGEST = 63;

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.labels(facts).stream()
        .filter(Stored.Text::isNative)
        .filter(stored -> bytes(stored.label().text()) > LONGEST)
        .map(stored ->
            stored
                .at(this, facts)
                .says(
                    stored.subject(),
                    "%s of %s has %d bytes, and a label has at most %d: no type can be created with it (42602)"
                        .formatted(
                            Wording.code(stored.label().text()),
                            stored.shown(),
                            bytes(stored.label().text()),
                            LONGEST),
                    "shorten it; letters that are not ASCII take two bytes or more"))
        .toList();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
