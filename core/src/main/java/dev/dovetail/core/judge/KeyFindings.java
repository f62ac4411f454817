package dev.dovetail.core.judge;

import dev.dovetail.core.compare.ModelDifference;
import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be said of keys, checks and indexes of models that the migrations did not make. */
final class KeyFindings {

  private KeyFindings() {}

  static Finding primaryKey(String service, ModelDifference.PrimaryKeyDiffers key) {
    String columns = shown(key.declared().columns());
    return FindingBuilder.of(ReplayFault.PRIMARY_KEY_DIFFERS, service, key.declared().origin())
        .says(
            key.table().toString(),
            "the primary key of %s is `%s`, and that of `%s` is %s: what the code takes for one row may be several"
                .formatted(
                    ModelFindings.model(key.model()),
                    columns,
                    key.table(),
                    key.actual().map(Wording::code).orElse("missing")),
            "bring model and migrations into line: `alembic check` does not look at primary keys");
  }

  static Finding unique(String service, ModelDifference.UniqueMissing unique) {
    DeclaredConstraint.Unique declared = unique.declared();
    String columns = shown(declared.columns());
    FindingBuilder finding =
        FindingBuilder.of(ReplayFault.UNIQUE_MISSING_IN_DATABASE, service, declared.origin());
    String subject = declared.name().orElse(unique.table() + " " + columns);
    if (unique.other().isPresent()) {
      return finding
          .weighing(Severity.INFO)
          .topic("unique constraints have other names in the database")
          .says(
              subject,
              "the model calls `%s %s` `%s`, and the migrations call it `%s`"
                  .formatted(
                      unique.table(), columns, declared.name().orElse(""), unique.other().get()),
              "name it alike where something counts on the name, as ON CONFLICT ON CONSTRAINT"
                  + " does");
    }
    return finding.says(
        subject,
        "%s says that `%s` is unique in `%s`, and no migration makes it so: duplicates are taken"
            .formatted(ModelFindings.model(unique.model()), columns, unique.table()),
        "add a migration that runs `%s`"
            .formatted(
                add(unique.table(), declared.name(), "UNIQUE " + quoted(declared.columns()))));
  }

  static Finding foreignKey(String service, ModelDifference.ForeignKeyMissing key) {
    String columns = shown(key.declared().columns());
    String target = key.target().schema().map(it -> it + ".").orElse("") + key.target().table();
    return FindingBuilder.of(
            ReplayFault.FOREIGN_KEY_MISSING_IN_DATABASE, service, key.declared().origin())
        .says(
            key.table() + " " + columns,
            "%s refers from `%s` to `%s`, and no migration makes that foreign key: rows that refer to nothing are taken"
                .formatted(ModelFindings.model(key.model()), columns, target),
            "add a migration that runs `%s`, after the rows that refer to nothing are mended"
                .formatted(
                    add(
                        key.table(),
                        key.declared().name(),
                        "FOREIGN KEY "
                            + quoted(key.declared().columns())
                            + " REFERENCES "
                            + key.target()
                                .schema()
                                .map(it -> Identifiers.quote(it) + ".")
                                .orElse("")
                            + Identifiers.quote(key.target().table())
                            + (key.target().columns().isEmpty()
                                ? ""
                                : " " + quoted(key.target().columns())))));
  }

  static Finding foreignKey(String service, ModelDifference.ForeignKeyDiffers key) {
    return FindingBuilder.of(ReplayFault.FOREIGN_KEY_DIFFERS, service, key.declared().origin())
        .says(
            key.table() + " " + shown(key.declared().columns()),
            "the model says that `%s %s` refers to `%s`, and in the database it refers to `%s`"
                .formatted(key.table(), shown(key.declared().columns()), key.says(), key.is()),
            "bring model and migrations into line: the database decides");
  }

  static Finding check(String service, ModelDifference.CheckMissing check) {
    return FindingBuilder.of(ReplayFault.CHECK_MISSING_IN_DATABASE, service, check.origin())
        .says(
            check.table() + " " + check.name(),
            "%s has the CHECK `%s`, and no migration makes one of that name on `%s`: rows that it would refuse are taken"
                .formatted(ModelFindings.model(check.model()), check.name(), check.table()),
            "add a migration with `op.create_check_constraint(...)`, or leave it out of the model");
  }

  static Finding index(String service, ModelDifference.IndexMissing index) {
    String called =
        index
            .name()
            .map(it -> "the index `%s`".formatted(it))
            .orElseGet(() -> index.declared().unique() ? "a unique index" : "an index");
    String over = index.columns().map(it -> " over `" + shown(it) + "`").orElse("");
    FindingBuilder finding =
        FindingBuilder.of(
            ReplayFault.INDEX_MISSING_IN_DATABASE, service, index.declared().origin());
    String subject =
        index.table()
            + " "
            + index.name().or(() -> index.columns().map(KeyFindings::shown)).orElse("");
    if (index.other().isPresent()) {
      return finding
          .weighing(Severity.INFO)
          .topic("indexes of models have another name in the database, or are part of another one")
          .says(
              subject,
              "%s has %s%s, and no migration makes it; `%s` does the same"
                  .formatted(ModelFindings.model(index.model()), called, over, index.other().get()),
              "leave it out of the model, or name it alike");
    }
    return finding.says(
        subject,
        "%s has %s%s, and no migration makes it on `%s`: %s"
            .formatted(
                ModelFindings.model(index.model()),
                called,
                over,
                index.table(),
                index.declared().unique()
                    ? "duplicates are taken"
                    : "what is asked by it reads the whole table"),
        "add a migration with `op.create_index(...)`, or leave it out of the model");
  }

  static Finding index(String service, ModelDifference.IndexDiffers index) {
    return FindingBuilder.of(ReplayFault.INDEX_DIFFERS, service, index.declared().origin())
        .says(
            index.table() + " " + index.name(),
            "the model says that the index `%s` of `%s` is %s, and the migrations made it %s"
                .formatted(index.name(), index.table(), index.says(), index.is()),
            "bring model and migrations into line");
  }

  private static String add(ObjectName table, Optional<String> name, String what) {
    return "ALTER TABLE "
        + table.quoted()
        + " ADD "
        + name.map(it -> "CONSTRAINT " + Identifiers.quote(it) + " ").orElse("")
        + what;
  }

  private static String shown(List<String> columns) {
    return "(" + String.join(", ", columns) + ")";
  }

  private static String quoted(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(Collectors.joining(", ", "(", ")"));
  }
}
