package dev.dovetail.core.compare;

import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One part in which two schemas differ: a fact, in the words of the catalog.
 *
 * @param part as in {@code column public.orders.note}
 * @param before what it was; empty where it was not there
 * @param after what it is; empty where it is gone
 */
public record SchemaDifference(SchemaPart part, Optional<String> before, Optional<String> after) {

  /** What makes two schemas differ. */
  public enum Measure {
    /** Every part, to the letter, but not the order of columns: both sides are a server's. */
    SERVER,
    /** What the machine foretells exactly; of the rest, the name. */
    FORETOLD
  }

  /** All differences, by part; what stands in a table that only one side has is not listed. */
  public static List<SchemaDifference> between(Schema before, Schema after, Measure measure) {
    SortedMap<SchemaPart, String> was = SchemaPart.of(before, measure);
    SortedMap<SchemaPart, String> is = SchemaPart.of(after, measure);
    List<SchemaDifference> differences = new ArrayList<>();
    was.forEach((part, text) -> {
      String now = is.get(part);
      if (!text.equals(now) && !isImplied(part, is)) {
        differences.add(new SchemaDifference(part, Optional.of(text), Optional.ofNullable(now)));
      }
    });
    is.forEach((part, text) -> {
      if (!was.containsKey(part) && !isImplied(part, was)) {
        differences.add(new SchemaDifference(part, Optional.empty(), Optional.of(text)));
      }
    });
    differences.sort((one, other) -> one.part.compareTo(other.part));
    return List.copyOf(differences);
  }

  /** Whether the table it belongs to is missing on the other side, which says it all. */
  private static boolean isImplied(SchemaPart part, SortedMap<SchemaPart, String> other) {
    return part.owner().map(owner -> !other.containsKey(owner)).orElse(false);
  }

  /** Only the second side has it. */
  public boolean isNew() {
    return before.isEmpty();
  }

  /** For people: {@code column public.orders.note: text NOT NULL, was text}. */
  public String words() {
    if (before.isEmpty()) {
      return part + " is there" + detail(after);
    }
    if (after.isEmpty()) {
      return part + " is gone" + detail(before);
    }
    return part + ": was " + shown(before) + ", is " + shown(after);
  }

  private static String detail(Optional<String> text) {
    String shown = shown(text);
    return shown.isEmpty() ? "" : " (" + shown + ")";
  }

  private static String shown(Optional<String> text) {
    return text.orElse("").replaceAll("\\s+", " ").strip();
  }
}
