package dev.dovetail.core.judge;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.DeclaredType;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Times of day that code gives to columns: at a place of their own, or as a column's default. */
final class Clocks {

  /** Whether it knows its zone, and where it is given. */
  record Given(DeclaredColumn column, String shown, boolean aware, boolean byHand, Origin origin) {

    /** Of a type that PostgreSQL shows so. */
    boolean isIn(String type) {
      return column.type().known().filter(new DeclaredType.Builtin(type)::equals).isPresent();
    }
  }

  private Clocks() {}

  static List<Given> of(ServiceFacts facts) {
    List<Given> given = new ArrayList<>();
    Attributes attributes = Attributes.of(facts);
    for (Usage.Use use : facts.usage().uses()) {
      if (use.given() instanceof Usage.Given.Clock clock) {
        attributes
            .column(use)
            .ifPresent(column ->
                given.add(
                    new Given(
                        column,
                        use.type() + "." + use.attribute(),
                        clock.aware(),
                        !use.compared(),
                        use.origin())));
      }
    }
    for (DeclaredTable table : facts.tables()) {
      for (DeclaredColumn column : table.columns()) {
        // What a library's clock gives without being told of a zone has none.
        Stream.concat(column.codeDefault().stream(), column.onUpdate().stream())
            .filter(value ->
                value.text().equals("datetime.datetime.utcnow()")
                    || value.text().equals("datetime.datetime.now()"))
            .findFirst()
            .ifPresent(value ->
                given.add(
                    new Given(
                        column,
                        table.name() + "." + column.name(),
                        false,
                        false,
                        column.origin())));
      }
    }
    return given;
  }
}
