package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.Staircase.Grade;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One revision, taken back and applied again.
 *
 * @param standsAgain whether the database is as it was before, as far as is known
 */
record Stair(Grade grade, List<Finding> findings, Optional<String> line, boolean standsAgain) {

  private static final Fault DOWNGRADE_FAILS = Rules.named("downgrade-fails").orElseThrow();
  private static final Fault LEFTOVER_TYPE =
      Rules.named("leftover-type-after-downgrade").orElseThrow();

  Stair {
    findings = List.copyOf(findings);
  }

  /**
   * @param below what the tool is told so that it takes back just this revision
   * @param before what the database held before the revision
   * @param after what it holds now
   */
  static Stair tread(
      Site site, Database database, Revision revision, String below, Schema before, Schema after)
      throws ServerException {
    Ran down = site.downgrade(database, below);
    if (!down.worked()) {
      return refused(site, revision, down.failure().orElseThrow());
    }
    Schema back = site.schema(database);
    Ran again = site.upgrade(database, revision.id());
    List<SchemaDifference> lost =
        again.worked()
            ? SchemaDifference.between(after, site.schema(database), Measure.SERVER)
            : List.of();
    return new Tread(site, revision, before, after, back, again, lost).judge();
  }

  private static Stair refused(Site site, Revision revision, Failure failure) {
    Problem problem = site.problem(failure);
    if (isDeliberate(failure)) {
      return new Stair(
          Grade.ONE_WAY,
          List.of(),
          Optional.of(
              "%s is one-way: its downgrade raises %s"
                  .formatted(revision.id(), Words.cut(failure.message()))),
          false);
    }
    Finding finding =
        FindingBuilder.of(DOWNGRADE_FAILS, site.service(), problem.origin())
            .says(
                revision.id() + " " + problem.sqlstate().orElse(problem.kind().name()),
                "the downgrade of revision `%s` fails with %s"
                    .formatted(revision.id(), Words.refusal(failure)),
                Reasons.remedyDown(site, failure));
    return new Stair(Grade.ONE_WAY, List.of(finding), Optional.empty(), false);
  }

  /** A downgrade that says it cannot be done. */
  static boolean isDeliberate(Failure failure) {
    return failure.kind() == Failure.Kind.PYTHON
        && (failure.message().startsWith("NotImplementedError")
            || failure
                .message()
                .matches(
                    "(?is)[\\w.]*(Error|Exception|Warning).*(irreversible|not (be"
                        + " )?(supported|reversible|reverted|possible|downgrade)|cannot|can't|no"
                        + " way back|one-way).*"));
  }

  /** Down and up again worked, or up again failed: what is to be said of it. */
  private record Tread(
      Site site,
      Revision revision,
      Schema before,
      Schema after,
      Schema back,
      Ran again,
      List<SchemaDifference> lost) {

    Stair judge() {
      List<SchemaDifference> changed = SchemaDifference.between(before, back, Measure.SERVER);
      List<SchemaDifference> labels = changed.stream().filter(this::isAddedLabel).toList();
      List<SchemaDifference> types =
          changed.stream().filter(d -> d.isNew() && d.part().kind().equals("type")).toList();
      List<SchemaDifference> others =
          changed.stream().filter(d -> !labels.contains(d) && !types.contains(d)).toList();
      List<Finding> findings = new ArrayList<>();
      types.forEach(type -> findings.add(leftoverType(type)));
      if (!others.isEmpty()
          || types.isEmpty() && (again.failure().isPresent() || !lost.isEmpty())) {
        findings.add(changes(others));
      }
      boolean nothingUndone =
          !changed.isEmpty() && SchemaDifference.between(after, back, Measure.SERVER).isEmpty();
      Grade grade =
          nothingUndone
              ? Grade.ONE_WAY
              : changed.isEmpty() && lost.isEmpty() && again.worked()
                  ? Grade.REVERSIBLE
                  : Grade.LOSSY;
      return new Stair(grade, findings, line(labels, grade), again.worked() && lost.isEmpty());
    }

    private Optional<String> line(List<SchemaDifference> labels, Grade grade) {
      return labels.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%s is %s: PostgreSQL cannot take back the labels it adds to %s"
                  .formatted(
                      revision.id(),
                      grade.word(),
                      String.join(", ", labels.stream().map(d -> d.part().name()).toList())));
    }

    /** A type that has more labels than before, and otherwise the same in their order. */
    private boolean isAddedLabel(SchemaDifference difference) {
      if (!difference.part().kind().equals("type")
          || difference.before().isEmpty()
          || difference.after().isEmpty()) {
        return false;
      }
      List<String> was = labels(before, difference.part().name());
      List<String> is = new ArrayList<>(labels(back, difference.part().name()));
      is.retainAll(was);
      return is.equals(was);
    }

    private static List<String> labels(Schema schema, String type) {
      return schema.enums().values().stream()
          .filter(candidate -> candidate.name().toString().equals(type))
          .findFirst()
          .map(EnumType::texts)
          .orElse(List.of());
    }

    private Finding leftoverType(SchemaDifference type) {
      String name = type.part().name();
      Optional<EnumType> there =
          back.enums().values().stream().filter(e -> e.name().toString().equals(name)).findFirst();
      String quoted = there.map(e -> e.name().quoted()).orElse(name);
      return FindingBuilder.of(LEFTOVER_TYPE, site.service(), made(there))
          .topic("enum types are left behind by the downgrade" + consequence())
          .says(
              name,
              "`%s` is left behind by the downgrade%s".formatted(name, consequence()),
              "end the downgrade with `%s`: dropping a table never drops its types"
                  .formatted(
                      site.ofSqlFiles()
                          ? "DROP TYPE " + quoted + ";"
                          : "op.execute(\"DROP TYPE " + quoted.replace("\"", "\\\"") + "\")"));
    }

    /** Where the text of the migrations makes it, else the revision. */
    private Origin made(Optional<EnumType> type) {
      return type.map(found -> site.told().schema().enums().get(found.name()))
          .map(EnumType::origin)
          .filter(origin -> origin instanceof Origin.InFile)
          .orElse(revision.origin());
    }

    private String consequence() {
      return again
          .failure()
          .map(failure -> "; the next upgrade then fails with " + Words.refusal(failure))
          .orElse("");
    }

    private Finding changes(List<SchemaDifference> others) {
      String what;
      if (!others.isEmpty()) {
        boolean nothing = SchemaDifference.between(after, back, Measure.SERVER).isEmpty();
        what =
            (nothing
                        ? "the downgrade of revision `%s` takes nothing back: "
                        : "the downgrade of revision `%s` does not lead back to the schema before"
                            + " it: ")
                    .formatted(revision.id())
                + Words.some(others)
                + consequence();
      } else if (again.failure().isPresent()) {
        what =
            "revision `%s` cannot be applied again after its downgrade: it fails with %s"
                .formatted(revision.id(), Words.refusal(again.failure().get()));
      } else {
        what =
            "revision `%s` makes another schema the second time: %s"
                .formatted(revision.id(), Words.some(lost));
      }
      return FindingBuilder.of(
              ReplayFault.DOWNGRADE_CHANGES_SCHEMA, site.service(), revision.origin())
          .says(
              revision.id(),
              what,
              "let the downgrade undo each step, in reverse order; or declare the revision in"
                  + " dovetail.toml: `one-way = { \"%s\" = \"reason\" }`".formatted(revision.id()));
    }
  }
}
