package dev.dovetail.core.judge;

import dev.dovetail.core.compare.ModelDifference;
import dev.dovetail.core.compare.ModelDifference.Pair;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be said of models that do not fit the schema that migrations made. */
public final class ModelFindings {

  private static final Pattern TEXT = Pattern.compile("character varying(?:\\((\\d+)\\))?|text");

  private ModelFindings() {}

  public static Finding of(String service, ModelDifference difference) {
    return switch (difference) {
      case ModelDifference.TableMissing(ObjectName table, DeclaredTable model) ->
          FindingBuilder.of(ReplayFault.TABLE_MISSING_IN_DATABASE, service, model.origin())
              .says(
                  table.toString(),
                  "%s is stored in `%s`, and no migration makes that table: using it fails with 42P01"
                      .formatted(model(model), table),
                  "add a migration that creates it");
      case ModelDifference.TableExtra(Schema.Table table) ->
          FindingBuilder.of(ReplayFault.TABLE_ONLY_IN_DATABASE, service, table.origin())
              .topic("tables are made by the migrations and known to no model")
              .says(
                  table.name().toString(),
                  "the migrations make `%s`, and no model knows it".formatted(table.name()),
                  "drop it where nothing needs it");
      case ModelDifference.ColumnMissing missing ->
          FindingBuilder.of(
                  ReplayFault.COLUMN_MISSING_IN_DATABASE, service, missing.column().origin())
              .says(
                  column(missing.table(), missing.column().name()),
                  "%s has `%s`, and no migration makes the column `%s`: using it fails with 42703"
                      .formatted(
                          model(missing.model()),
                          missing.column().attribute().orElse(missing.column().name()),
                          column(missing.table(), missing.column().name())),
                  "add a migration that adds it");
      case ModelDifference.ColumnExtra extra -> extra(service, extra);
      case ModelDifference.TypeDiffers(Pair pair, String declared) -> type(service, pair, declared);
      case ModelDifference.NullabilityDiffers(Pair pair, boolean modelTakesNull) ->
          nullability(service, pair, modelTakesNull);
      case ModelDifference.DefaultMissing(Pair pair, String declared) ->
          of(ReplayFault.SERVER_DEFAULT_DIFFERS, service, pair)
              .weighing(pair.actual().notNull() ? Severity.ERROR : Severity.WARNING)
              .says(
                  column(pair),
                  "the model leaves `%s` to the database (%s), and the migrations give it no default: a row without it %s"
                      .formatted(
                          column(pair),
                          Wording.code(declared),
                          pair.actual().notNull() ? "fails with 23502" : "holds NULL there"),
                  "add a migration that sets the default");
      case ModelDifference.DefaultDiffers(Pair pair, String declared, String actual) ->
          of(ReplayFault.SERVER_DEFAULT_DIFFERS, service, pair)
              .says(
                  column(pair),
                  "the model says that `%s` defaults to %s, and the migrations made it default to %s"
                      .formatted(column(pair), Wording.code(declared), Wording.code(actual)),
                  "bring model and migrations into line: the database decides");
      case ModelDifference.PrimaryKeyDiffers key -> KeyFindings.primaryKey(service, key);
      case ModelDifference.UniqueMissing unique -> KeyFindings.unique(service, unique);
      case ModelDifference.ForeignKeyMissing key -> KeyFindings.foreignKey(service, key);
      case ModelDifference.ForeignKeyDiffers key -> KeyFindings.foreignKey(service, key);
      case ModelDifference.CheckMissing check -> KeyFindings.check(service, check);
      case ModelDifference.IndexMissing index -> KeyFindings.index(service, index);
      case ModelDifference.IndexDiffers index -> KeyFindings.index(service, index);
    };
  }

  private static Finding extra(String service, ModelDifference.ColumnExtra extra) {
    Schema.Column column = extra.column();
    boolean wanted =
        column.notNull()
            && column.defaultText().isEmpty()
            && column.identity().isEmpty()
            && column.generated().isEmpty();
    return FindingBuilder.of(ReplayFault.COLUMN_ONLY_IN_DATABASE, service, extra.model().origin())
        .weighing(wanted ? Severity.ERROR : Severity.INFO)
        .also(column.origin(), "the migrations make it")
        .says(
            column(extra.table(), column.name()),
            "%s does not know the column `%s`%s"
                .formatted(
                    model(extra.model()),
                    column(extra.table(), column.name()),
                    wanted
                        ? ", which is NOT NULL without a default: an insert fails with 23502"
                        : ""),
            wanted
                ? "add it to the model, or give it a default"
                : "add it to the model, or drop it where nothing needs it");
  }

  private static Finding type(String service, Pair pair, String declared) {
    String actual = pair.actual().type();
    boolean narrower = isNarrower(actual, declared);
    return of(ReplayFault.COLUMN_TYPE_DIFFERS, service, pair)
        .weighing(narrower ? Severity.ERROR : Severity.WARNING)
        .says(
            column(pair),
            "the model says that `%s` is %s, and the migrations made it %s%s"
                .formatted(
                    column(pair),
                    Wording.code(declared),
                    Wording.code(actual),
                    narrower ? ": what is longer fails with 22001" : ""),
            "add a migration that runs `ALTER TABLE %s ALTER COLUMN %s TYPE %s`, or change the model"
                .formatted(
                    pair.table().quoted(), Identifiers.quote(pair.actual().name()), declared));
  }

  /** Whether a text of the model's type may not fit. */
  private static boolean isNarrower(String actual, String declared) {
    Matcher is = TEXT.matcher(actual);
    Matcher should = TEXT.matcher(declared);
    if (!is.matches() || !should.matches() || is.group(1) == null) {
      return false;
    }
    return should.group(1) == null
        || new java.math.BigInteger(is.group(1))
                .compareTo(new java.math.BigInteger(should.group(1)))
            < 0;
  }

  private static Finding nullability(String service, Pair pair, boolean modelTakesNull) {
    FindingBuilder finding = of(ReplayFault.COLUMN_NULLABILITY_DIFFERS, service, pair);
    return modelTakesNull
        ? finding
            .weighing(Severity.ERROR)
            .says(
                column(pair),
                "the model takes NULL for `%s`, and the migrations made it NOT NULL: writing None fails with 23502"
                    .formatted(column(pair)),
                "make the model say that it is not nullable, or add a migration that drops NOT"
                    + " NULL")
        : finding.says(
            column(pair),
            "the model says that `%s` is NOT NULL, and the migrations let NULL in"
                .formatted(column(pair)),
            "add a migration that fills the rows and sets NOT NULL, or make the model nullable");
  }

  private static FindingBuilder of(Fault fault, String service, Pair pair) {
    return FindingBuilder.of(fault, service, pair.declared().origin())
        .also(pair.actual().origin(), "the migrations make it so");
  }

  static String model(DeclaredTable model) {
    return Wording.code(model.model().orElse(model.name()));
  }

  private static String column(Pair pair) {
    return column(pair.table(), pair.actual().name());
  }

  private static String column(ObjectName table, String column) {
    return table + "." + column;
  }
}
