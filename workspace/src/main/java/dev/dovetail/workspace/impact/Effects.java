package dev.dovetail.workspace.impact;

import dev.dovetail.core.impact.Change;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Touch;
import dev.dovetail.core.impact.Touch.Kind;
import dev.dovetail.core.schema.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes of a change, and in which order to do it. */
final class Effects {

  private final String label;
  private final List<String> types;
  private final List<Touch> touches;
  private final List<Reader> readers;
  private final int dependents;
  private final List<String> effects = new ArrayList<>();

  /**
   * @param label as it is stored
   * @param types quoted, as SQL writes them
   * @param dependents how many objects hang on the types
   */
  Effects(
      String label, List<String> types, List<Touch> touches, List<Reader> readers, int dependents) {
    this.label = label;
    this.types = types;
    this.touches = touches;
    this.readers = readers;
    this.dependents = dependents;
  }

  List<String> of(Change change) {
    switch (change) {
      case Change.Added added -> added();
      case Change.Renamed(String to) -> renamed(to);
      case Change.Removed removed -> removed();
    }
    return effects;
  }

  private void added() {
    for (String type : types) {
      effects.add(
          "migrate: `ALTER TYPE %s ADD VALUE %s`, with `BEFORE` or `AFTER` where its place matters; no table is rewritten, and the label cannot be used in the transaction that adds it"
              .formatted(type, Identifiers.literal(label)));
    }
    if (types.isEmpty()) {
      effects.add("no type of a database keeps it, so nothing there has to be changed");
    }
    checks("has to admit it, if it lists labels");
    throwing();
    effects.add(
        "deploy the code that reads it before any code that writes it; until all are deployed,"
            + " write it nowhere");
  }

  private void renamed(String to) {
    effects.add(
        "a rename in place is safe for no running program: until it is deployed anew it writes and compares %s, which the database then refuses (22P02)"
            .formatted(quoted(label)));
    for (String type : types) {
      effects.add(
          "without a gap: `ALTER TYPE %s ADD VALUE %s`, deploy code that reads both, deploy code that writes the new one, move the rows with an UPDATE, then let the old one be"
              .formatted(type, Identifiers.literal(to)));
      effects.add(
          "with everything stopped: `ALTER TYPE %s RENAME VALUE %s TO %s`; rows, defaults, checks, indexes and views follow, for they hold the label itself"
              .formatted(type, Identifiers.literal(label), Identifiers.literal(to)));
    }
    if (count(Kind.FUNCTION) > 0) {
      effects.add("functions keep their text: those that name the label have to be written anew");
    }
    literals("do not follow: they name the old label");
    members("have to be renamed");
    throwing();
  }

  private void removed() {
    effects.add(
        "first let no code write it: places that do fail when the member is gone (AttributeError)");
    members("are such places");
    effects.add(
        "then move its rows to another label: once the code does not know it, reading one fails");
    throwing();
    literals("name it");
    if (!types.isEmpty()) {
      effects.add(
          "PostgreSQL takes no label from a type; it can stay there unused, which costs nothing. To be rid of it the type is made anew, with %s that hang on it: their columns are rewritten under a lock that keeps readers and writers out"
              .formatted(dependents == 1 ? "the 1 object" : "the " + dependents + " objects"));
    }
    checks("may list it");
  }

  private void throwing() {
    Set<String> services =
        readers.stream()
            .filter(Reader::fails)
            .map(Reader::service)
            .filter(service -> !service.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!services.isEmpty()) {
      effects.add(
          "readers that do not know a label fail: %s".formatted(String.join(", ", services)));
    }
  }

  private void checks(String what) {
    for (Touch touch : touches) {
      if (touch.kind() == Kind.CHECK) {
        effects.add("the check %s %s".formatted(touch.what(), what));
      }
    }
  }

  private void literals(String what) {
    long count = count(Kind.SQL) + count(Kind.STRING);
    if (count > 0) {
      effects.add(
          "%s %s".formatted(count == 1 ? "1 string or SQL" : count + " strings and SQL", what));
    }
  }

  private void members(String what) {
    long count = count(Kind.MEMBER);
    if (count > 0) {
      effects.add("%s of the member %s".formatted(count == 1 ? "1 use" : count + " uses", what));
    }
  }

  private long count(Kind kind) {
    return touches.stream().filter(touch -> touch.kind() == kind).count();
  }

  private static String quoted(String text) {
    return "`" + Identifiers.literal(text) + "`";
  }
}
