package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.migrations.Draft;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A migration creates a table with a type that is there already, made by itself before or by an
 * earlier one: it fails on every database, so it cannot have run on any, and may be edited. An
 * explicit creation in the same function is taken out, and the table makes the type; else the table
 * is told not to.
 *
 * @param first where the type is created before
 */
record CreateOnce(Revision revision, String type, Origin first) implements Remedy {

  private static final String RULE = "type-created-twice";
  private static final String TYPE_EXISTS = "42710";

  /** Where one command fails as one revision at a time does. */
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
          && twice.origin() instanceof Origin.InFile second) {
        return told.revisions().stream()
            .filter(revision -> revision.id().equals(twice.revision()))
            .filter(revision -> revision.file().equals(second.path()))
            .findFirst()
            .map(revision -> new CreateOnce(revision, twice.type(), twice.first()));
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
    String text = desk.text(revision.file());
    List<Draft> drafts = new ArrayList<>();
    explicit(desk)
        .map(statement -> new TreeMap<>(Map.of(revision.file(), without(text, statement))))
        .ifPresent(edited -> drafts.add(new Draft(revision.id(), edited)));
    desk.edited(notCreated(desk))
        .filter(edited -> !edited.isEmpty())
        .ifPresent(edited -> drafts.add(new Draft(revision.id(), edited)));
    return List.copyOf(drafts);
  }

  @Override
  public String unwritten() {
    return "neither the explicit creation nor the column's type stands by itself in `upgrade`:"
        + " leave the one out, or make the other `postgresql.ENUM(..., create_type=False)`";
  }

  /** The statement of `upgrade` that does nothing but create it. */
  private Optional<Span> explicit(Desk desk) {
    return first instanceof Origin.InFile place && place.path().equals(revision.file())
        ? upgrade(desk).stream()
            .filter(function -> function.body().size() > 1)
            .flatMap(function -> function.body().stream())
            .filter(Node.ExprStmt.class::isInstance)
            .map(Node.ExprStmt.class::cast)
            .filter(statement -> holds(statement.span(), place.span()))
            .filter(statement -> isCreation(statement.value()))
            .map(Node.ExprStmt::span)
            .findFirst()
        : Optional.empty();
  }

  private Optional<Node.FunctionDef> upgrade(Desk desk) {
    return body(desk).stream()
        .filter(Node.FunctionDef.class::isInstance)
        .map(Node.FunctionDef.class::cast)
        .filter(function -> function.name().equals("upgrade"))
        .findFirst();
  }

  private List<Node.Stmt> body(Desk desk) {
    return new Modules(desk.files()).parse(revision.file()).map(PythonFile::body).orElse(List.of());
  }

  /** Every use of the type says that it is there: {@code postgresql.ENUM(create_type=False)}. */
  private List<Edit> notCreated(Desk desk) {
    List<Node.Call> uses = new ArrayList<>();
    upgrade(desk)
        .ifPresent(function -> {
          for (Node.Stmt statement : function.body()) {
            if (statement instanceof Node.ExprStmt expression) {
              collect(expression.value(), uses);
            }
          }
        });
    return uses.stream()
        .<Edit>map(use -> new Edit.NotCreated(new Origin.InFile(revision.file(), use.span())))
        .toList();
  }

  private void collect(Node.Expr value, List<Node.Call> uses) {
    if (!(value instanceof Node.Call call)) {
      return;
    }
    boolean named =
        call.keywords().stream()
            .anyMatch(keyword ->
                keyword.name().equals(Optional.of("name"))
                    && keyword.value() instanceof Node.Str text
                    && text.value().equals(type.substring(type.lastIndexOf('.') + 1)));
    boolean said =
        call.keywords().stream().anyMatch(it -> it.name().equals(Optional.of("create_type")));
    if (named && !said && lastName(call.function()).equalsIgnoreCase("enum")) {
      uses.add(call);
    }
    call.arguments().forEach(argument -> collect(argument, uses));
    call.keywords().forEach(keyword -> collect(keyword.value(), uses));
  }

  /** The last part of a dotted name; empty for anything else. */
  private static String lastName(Node.Expr expression) {
    return switch (expression) {
      case Node.Name plain -> plain.id();
      case Node.Attribute attribute -> attribute.name();
      default -> "";
    };
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
