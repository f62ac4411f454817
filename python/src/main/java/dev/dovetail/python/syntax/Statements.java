package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node.Alias;
import dev.dovetail.python.syntax.Node.Expr;
import dev.dovetail.python.syntax.Node.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads statements. One that is no Python becomes {@link Node.Unparsed} together with its block,
 * and reading goes on at the next line.
 */
final class Statements {

  private final Cursor c;
  private final Expressions expressions;
  private final Blocks blocks;
  private final List<SyntaxProblem> problems = new ArrayList<>();

  Statements(Tokens tokens) {
    this.c = new Cursor(tokens);
    this.expressions = new Expressions(c);
    this.blocks = new Blocks(c, expressions, this);
  }

  List<SyntaxProblem> problems() {
    return problems;
  }

  List<Stmt> module() {
    List<Stmt> body = new ArrayList<>();
    while (!c.is(Kind.END)) {
      statement(body);
    }
    return body;
  }

  /** Reads a line of simple statements or a compound statement. */
  private void statement(List<Stmt> out) {
    int start = c.at();
    c.resetDepth();
    try {
      if (c.is(Kind.INDENT)) {
        throw c.mistake("unexpected indent");
      }
      Optional<Stmt> compound = blocks.read();
      if (compound.isPresent()) {
        out.add(compound.get());
        return;
      }
    } catch (Mistake mistake) {
      out.add(recover(start, mistake));
      return;
    }
    line(out);
  }

  /** Reads simple statements up to the end of the line. */
  private void line(List<Stmt> out) {
    while (true) {
      int start = c.at();
      c.resetDepth();
      try {
        out.add(simple());
        if (c.accept(Kind.SEMICOLON)) {
          if (c.accept(Kind.NEWLINE)) {
            return;
          }
        } else {
          c.expect(Kind.NEWLINE);
          return;
        }
      } catch (Mistake mistake) {
        // A statement with a rest is none.
        if (!out.isEmpty() && isFrom(out.getLast(), start)) {
          out.removeLast();
        }
        out.add(recover(start, mistake));
        return;
      }
    }
  }

  private boolean isFrom(Stmt statement, int token) {
    return statement.span().compareTo(c.span(token)) >= 0;
  }

  /** The block behind a colon. */
  List<Stmt> block() {
    List<Stmt> body = new ArrayList<>();
    if (!c.accept(Kind.NEWLINE)) {
      line(body);
      return body;
    }
    c.expect(Kind.INDENT);
    while (!c.is(Kind.DEDENT) && !c.is(Kind.END)) {
      statement(body);
    }
    c.accept(Kind.DEDENT);
    return body;
  }

  /** Skips what began at the token: to the end of its line, and the block below it. */
  private Stmt recover(int start, Mistake mistake) {
    problems.add(mistake.problem());
    Tokens tokens = c.tokens;
    int failed = c.at();
    int depth = 0;
    int i = start;
    while (tokens.kind(i) != Kind.END) {
      Kind kind = tokens.kind(i);
      boolean fresh =
          i > start && depth == 0 && isLineEnd(tokens.kind(i - 1)) && kind != Kind.INDENT;
      if ((fresh && i >= failed) || (kind == Kind.DEDENT && depth == 0)) {
        break;
      }
      depth += kind == Kind.INDENT ? 1 : kind == Kind.DEDENT ? -1 : 0;
      i++;
    }
    c.goTo(i);
    int last = i - 1;
    while (last > start && tokens.kind(last).isLayout()) {
      last--;
    }
    last = Math.max(start, last);
    Span span = tokens.span(start, last);
    return new Node.Unparsed(tokens.text(tokens.start(start), tokens.end(last)), span);
  }

  private static boolean isLineEnd(Kind kind) {
    return kind == Kind.NEWLINE || kind == Kind.DEDENT;
  }

  // ---- simple statements

  private Stmt simple() {
    return switch (c.kind()) {
      case PASS -> new Node.Pass(c.span(c.take()));
      case BREAK -> new Node.Break(c.span(c.take()));
      case CONTINUE -> new Node.Continue(c.span(c.take()));
      case RETURN -> returned();
      case RAISE -> raise();
      case ASSERT -> assertion();
      case DEL -> delete();
      case GLOBAL -> global(false);
      case NONLOCAL -> global(true);
      case IMPORT -> importModules();
      case FROM -> importFrom();
      case NAME ->
          c.isName("type") && c.next() == Kind.NAME ? typeAlias() : expressionOrAssignment();
      default -> expressionOrAssignment();
    };
  }

  private Stmt returned() {
    int start = c.take();
    Optional<Expr> value = Optional.empty();
    if (!endsStatement()) {
      value = Optional.of(expressions.starExpressions());
    }
    return new Node.Return(value, c.from(start));
  }

  private Stmt assertion() {
    int start = c.take();
    Expr test = expressions.expression();
    Optional<Expr> message = Optional.empty();
    if (c.accept(Kind.COMMA)) {
      message = Optional.of(expressions.expression());
    }
    return new Node.Assert(test, message, c.from(start));
  }

  private Stmt global(boolean nonlocal) {
    int start = c.take();
    List<String> names = new ArrayList<>();
    do {
      names.add(c.expectName());
    } while (c.accept(Kind.COMMA));
    return new Node.Global(names, nonlocal, c.from(start));
  }

  private boolean endsStatement() {
    return c.is(Kind.NEWLINE) || c.is(Kind.SEMICOLON);
  }

  private Stmt raise() {
    int start = c.take();
    if (endsStatement()) {
      return new Node.Raise(Optional.empty(), Optional.empty(), c.from(start));
    }
    Expr exception = expressions.expression();
    Optional<Expr> cause = Optional.empty();
    if (c.accept(Kind.FROM)) {
      cause = Optional.of(expressions.expression());
    }
    return new Node.Raise(Optional.of(exception), cause, c.from(start));
  }

  private Stmt delete() {
    int start = c.take();
    List<Expr> targets = new ArrayList<>();
    do {
      Expr target = expressions.operand();
      Targets.mustBeDeletable(target, c);
      targets.add(target);
    } while (c.accept(Kind.COMMA) && !endsStatement());
    return new Node.Delete(targets, c.from(start));
  }

  private Stmt typeAlias() {
    int start = c.take();
    int name = c.expect(Kind.NAME);
    Expr target = new Node.Name(c.tokens.name(name), c.span(name));
    expressions.parameters().skipTypeParameters();
    c.expect(Kind.ASSIGN);
    Expr value = expressions.expression();
    return new Node.TypeAlias(target, value, c.from(start));
  }

  private Stmt expressionOrAssignment() {
    int start = c.at();
    Expr first = expressions.value();
    Kind kind = c.kind();
    if (kind == Kind.ASSIGN) {
      return assignment(start, first);
    }
    if (kind == Kind.COLON) {
      Targets.mustBeSingle(first, c);
      c.take();
      Expr annotation = expressions.expression();
      Optional<Expr> value = Optional.empty();
      if (c.accept(Kind.ASSIGN)) {
        value = Optional.of(expressions.value());
      }
      return new Node.AnnAssign(first, annotation, value, c.from(start));
    }
    if (kind.isAugmented()) {
      Targets.mustBeSingle(first, c);
      c.take();
      Expr value = expressions.value();
      String operator = kind.text.substring(0, kind.text.length() - 1);
      return new Node.AugAssign(first, operator, value, c.from(start));
    }
    return new Node.ExprStmt(first, c.from(start));
  }

  private Stmt assignment(int start, Expr first) {
    List<Expr> targets = new ArrayList<>();
    Expr value = first;
    while (c.is(Kind.ASSIGN)) {
      Targets.mustBeAssignable(value, c);
      c.take();
      targets.add(value);
      value = expressions.value();
    }
    return new Node.Assign(targets, value, c.from(start));
  }

  // ---- imports

  private Stmt importModules() {
    int start = c.take();
    List<Alias> names = new ArrayList<>();
    do {
      int first = c.at();
      names.add(alias(first, dottedName()));
    } while (c.accept(Kind.COMMA));
    return new Node.Import(names, c.from(start));
  }

  private Stmt importFrom() {
    int start = c.take();
    int level = 0;
    while (c.is(Kind.DOT) || c.is(Kind.ELLIPSIS)) {
      level += c.is(Kind.DOT) ? 1 : 3;
      c.take();
    }
    Optional<String> module = Optional.empty();
    if (level == 0 || !c.is(Kind.IMPORT)) {
      module = Optional.of(dottedName());
    }
    c.expect(Kind.IMPORT);
    List<Alias> names = new ArrayList<>();
    if (c.is(Kind.STAR)) {
      int star = c.take();
      names.add(new Alias("*", Optional.empty(), c.span(star)));
    } else if (c.accept(Kind.LEFT_PAREN)) {
      do {
        names.add(importedName());
      } while (c.accept(Kind.COMMA) && !c.is(Kind.RIGHT_PAREN));
      c.expect(Kind.RIGHT_PAREN);
    } else {
      do {
        names.add(importedName());
      } while (c.accept(Kind.COMMA));
    }
    return new Node.ImportFrom(module, names, level, c.from(start));
  }

  private Alias importedName() {
    int start = c.at();
    return alias(start, c.expectName());
  }

  private Alias alias(int start, String name) {
    Optional<String> asName = Optional.empty();
    if (c.accept(Kind.AS)) {
      asName = Optional.of(c.expectName());
    }
    return new Alias(name, asName, c.from(start));
  }

  private String dottedName() {
    String first = c.expectName();
    if (!c.is(Kind.DOT)) {
      return first;
    }
    StringBuilder name = new StringBuilder(first);
    while (c.accept(Kind.DOT)) {
      name.append('.').append(c.expectName());
    }
    return name.toString();
  }
}
