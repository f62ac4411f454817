package dev.dovetail.workspace.impact;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.judge.ServiceFacts;

/** What a column's model does with a row that holds a label which the code does not know. */
final class Readers {

  private Readers() {}

  static Reader of(ServiceFacts service, Comparison comparison, EnumColumn source) {
    String column =
        "`%s`"
            .formatted(
                comparison
                    .column()
                    .map(Comparison.Column::toString)
                    .orElse(source.table() + "." + source.column()));
    if (source.unknown().isPresent()) {
      return new Reader(
          service.name(),
          column,
          "it is not known what reading it does: " + source.unknown().get(),
          false,
          source.origin());
    }
    return switch (source.storage()) {
      case NATIVE ->
          new Reader(
              service.name(),
              column + ", an Enum of SQLAlchemy",
              "LookupError when a row that holds the label is read",
              true,
              source.origin());
      case TEXT ->
          new Reader(
              service.name(),
              column + ", kept as text",
              "as an Enum of SQLAlchemy, LookupError when the row is read; as a plain string,"
                  + " nothing",
              false,
              source.origin());
      case NUMBER ->
          new Reader(
              service.name(),
              column + ", kept as a number",
              "a number comes back; what the code makes of it is not known",
              false,
              source.origin());
    };
  }
}
