package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.migrations.Draft;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A migration creates a type and then, in the same function, a table that creates it again: it
 * fails on every database, so it cannot have run on any, and may be edited. The explicit creation
 * is taken out; the table makes the type.
 *
 * @param first where the type is created, to no avail
 */
record CreateOnce(Revision revision, String type, Origin.InFile first) implements Remedy {

  private static final String RULE = "type-created-twice";
  private static final String TYPE_EXISTS = "42710";

  /** Where one command fails as one revision at a time does, and both creations are in one file. */
  static Optional<CreateOnce> of(Told told) {
    if (told.fails().isEmpty() || told.failsEach().isEmpty()) {
      return Optional.empty();
    }
    Problem problem = told.fails().get();
    if (!problem.sqlstate().equals(Optional.of(TYPE_EXISTS))
        || !told.failsEach().get().revision().equals(problem.revision())
        || !told.failsEach().get().origin().equals(problem.origin())) {
      return Optional.empty();
    }
    for (Remark remark : told.remarks()) {
      if (remark instanceof Remark.CreatedTwice twice
          && problem.revision().equals(Optional.of(twice.revision()))
          && twice.first() instanceof Origin.InFile first
          && twice.origin() instanceof Origin.InFile second
          && first.path().equals(second.path())) {
        return told.revisions().stream()
            .filter(revision -> revision.id().equals(twice.revision()))
            .filter(revision -> revision.file().equals(first.path()))
            .findFirst()
            .map(revision -> new CreateOnce(revision, twice.type(), first));
      }
    }
    return Optional.empty();
  }

  @Override
  public String title() {
    return "create %s once in %s, which cannot have run anywhere".formatted(type, revision.id());
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE) && finding.subject().endsWith(" " + revision.id());
  }

  @Override
  public List<String> names() {
    return List.of(type, type.substring(type.lastIndexOf('.') + 1));
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return explicit(desk).stream()
        .map(statement ->
            new Draft(
                revision.id(),
                new TreeMap<>(
                    Map.of(revision.file(), without(desk.text(revision.file()), statement)))))
        .toList();
  }

  @Override
  public String unwritten() {
    return "the explicit creation does not stand by itself as a statement of `upgrade`; leave it"
        + " out by hand, or give the column `postgresql.ENUM(..., create_type=False)`";
  }

  /** The statement of `upgrade` that does nothing but create it. */
  private Optional<Span> explicit(Desk desk) {
    return new Modules(desk.files())
        .parse(revision.file()).stream()
            .flatMap(file -> file.body().stream())
            .filter(Node.FunctionDef.class::isInstance)
            .map(Node.FunctionDef.class::cast)
            .filter(function -> function.name().equals("upgrade") && function.body().size() > 1)
            .flatMap(function -> function.body().stream())
            .filter(Node.ExprStmt.class::isInstance)
            .map(Node.ExprStmt.class::cast)
            .filter(statement -> holds(statement.span(), first.span()))
            .filter(statement -> isCreation(statement.value()))
            .map(Node.ExprStmt::span)
            .findFirst();
  }

  private static boolean holds(Span outer, Span inner) {
    return outer.line() <= inner.line() && inner.endLine() <= outer.endLine();
  }

  /** {@code op.execute("CREATE TYPE ...")} with one statement, or {@code x.create(...)}. */
  private static boolean isCreation(Node.Expr value) {
    if (!(value instanceof Node.Call call)
        || !(call.function() instanceof Node.Attribute attribute)) {
      return false;
    }
    if (attribute.name().equals("create")) {
      return true;
    }
    if (!attribute.name().equals("execute") || call.arguments().size() != 1) {
      return false;
    }
    Node.Expr sql = call.arguments().getFirst();
    if (sql instanceof Node.Call text && text.arguments().size() == 1) {
      sql = text.arguments().getFirst();
    }
    return sql instanceof Node.Str written
        && written.value().strip().replaceFirst(";$", "").indexOf(';') < 0
        && written.value().strip().regionMatches(true, 0, "CREATE TYPE", 0, 11);
  }

  private static String without(String text, Span span) {
    List<String> kept = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (number < span.line() || number > span.endLine()) {
        kept.add(line);
      }
    }
    return String.join("\n", kept);
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(Scenes.after(desk, revision.parents(), draft));
  }

  @Override
  public boolean leavesTheRest() {
    return false;
  }

  /** It may do whatever it was meant to do; that it is the same is held by what is told of it. */
  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return made.isEmpty() ? Optional.of("it changes nothing") : Optional.empty();
  }
}
