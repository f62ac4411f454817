package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node.ExceptHandler;
import dev.dovetail.python.syntax.Node.Expr;
import dev.dovetail.python.syntax.Node.MatchCase;
import dev.dovetail.python.syntax.Node.Stmt;
import dev.dovetail.python.syntax.Node.WithItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads compound statements: those that have blocks. */
final class Blocks {

  /** {@code elif}s nest in the tree, however flat they look. */
  private static final int MAX_BRANCHES = 1000;

  private final Cursor c;
  private final Expressions expressions;
  private final Patterns patterns;
  private final Statements statements;

  Blocks(Cursor cursor, Expressions expressions, Statements statements) {
    this.c = cursor;
    this.expressions = expressions;
    this.patterns = new Patterns(cursor, expressions);
    this.statements = statements;
  }

  /** A compound statement, if one begins here. */
  Optional<Stmt> read() {
    return switch (c.kind()) {
      case IF -> Optional.of(ifElse());
      case FOR -> Optional.of(forIn(c.at(), false));
      case WHILE -> Optional.of(whileDo());
      case TRY -> Optional.of(tryExcept());
      case WITH -> Optional.of(with(c.at(), false));
      case DEF -> Optional.of(function(c.at(), List.of(), false));
      case CLASS -> Optional.of(classDefinition(List.of()));
      case AT -> Optional.of(decorated());
      case ASYNC -> Optional.of(async(List.of()));
      case NAME -> c.isName("match") ? match() : Optional.empty();
      default -> Optional.empty();
    };
  }

  private List<Stmt> block() {
    c.expect(Kind.COLON);
    return statements.block();
  }

  private List<Stmt> orElse() {
    return c.accept(Kind.ELSE) ? block() : List.of();
  }

  private Stmt async(List<Expr> decorators) {
    int start = c.expect(Kind.ASYNC);
    return switch (c.kind()) {
      case DEF -> function(start, decorators, true);
      case FOR -> forIn(start, true);
      case WITH -> with(start, true);
      default -> throw c.mistake("invalid syntax");
    };
  }

  // ---- branches and loops

  private record Branch(int start, Expr test, List<Stmt> body) {}

  private Stmt ifElse() {
    List<Branch> branches = new ArrayList<>();
    do {
      int start = c.take();
      Expr test = expressions.named();
      branches.add(new Branch(start, test, block()));
      if (branches.size() > MAX_BRANCHES) {
        throw c.mistake("too many branches");
      }
    } while (c.is(Kind.ELIF));
    List<Stmt> rest = orElse();
    for (int i = branches.size() - 1; i >= 0; i--) {
      Branch branch = branches.get(i);
      Span span = c.from(branch.start());
      rest = List.of(new Node.If(branch.test(), branch.body(), rest, span));
    }
    return rest.getFirst();
  }

  private Stmt forIn(int start, boolean async) {
    c.expect(Kind.FOR);
    Expr target = expressions.targets();
    c.expect(Kind.IN);
    Expr iterable = expressions.starExpressions();
    List<Stmt> body = block();
    List<Stmt> orElse = orElse();
    return new Node.For(target, iterable, body, orElse, async, c.from(start));
  }

  private Stmt whileDo() {
    int start = c.take();
    Expr test = expressions.named();
    List<Stmt> body = block();
    List<Stmt> orElse = orElse();
    return new Node.While(test, body, orElse, c.from(start));
  }

  // ---- try

  private Stmt tryExcept() {
    int start = c.take();
    List<Stmt> body = block();
    List<ExceptHandler> handlers = new ArrayList<>();
    boolean group = false;
    while (c.is(Kind.EXCEPT)) {
      boolean star = c.next() == Kind.STAR;
      if (!handlers.isEmpty() && star != group) {
        throw c.mistake("cannot have both 'except' and 'except*' on the same 'try'");
      }
      group = star;
      handlers.add(handler());
    }
    List<Stmt> orElse = handlers.isEmpty() ? List.of() : orElse();
    List<Stmt> finallyBody = c.accept(Kind.FINALLY) ? block() : List.of();
    if (handlers.isEmpty() && finallyBody.isEmpty()) {
      throw c.mistake("expected 'except' or 'finally' block");
    }
    return new Node.Try(body, handlers, orElse, finallyBody, group, c.from(start));
  }

  private ExceptHandler handler() {
    int start = c.take();
    boolean star = c.accept(Kind.STAR);
    Optional<Expr> type = Optional.empty();
    Optional<String> name = Optional.empty();
    if (star || !c.is(Kind.COLON)) {
      int first = c.at();
      Expr caught = expressions.expression();
      if (c.is(Kind.COMMA)) {
        // Python 3.14, PEP 758: several without parentheses, if none is named.
        List<Expr> several = new ArrayList<>();
        several.add(caught);
        while (c.accept(Kind.COMMA) && !c.is(Kind.COLON)) {
          several.add(expressions.expression());
        }
        caught = new Node.Tuple(several, c.from(first));
      } else if (c.accept(Kind.AS)) {
        name = Optional.of(c.expectName());
      }
      type = Optional.of(caught);
    }
    List<Stmt> body = block();
    return new ExceptHandler(type, name, body, c.from(start));
  }

  // ---- with

  private Stmt with(int start, boolean async) {
    c.expect(Kind.WITH);
    List<WithItem> items = c.is(Kind.LEFT_PAREN) ? parenthesizedItems() : items();
    List<Stmt> body = block();
    return new Node.With(items, body, async, c.from(start));
  }

  /** The parentheses can be those of the list of items, or belong to the first of them. */
  private List<WithItem> parenthesizedItems() {
    int open = c.at();
    if (!colonFollowsBracket(open)) {
      return items();
    }
    try {
      c.take();
      List<WithItem> items = new ArrayList<>();
      do {
        items.add(item());
      } while (c.accept(Kind.COMMA) && !c.is(Kind.RIGHT_PAREN));
      c.expect(Kind.RIGHT_PAREN);
      return items;
    } catch (Mistake notItems) {
      c.goTo(open);
      c.resetDepth();
      return items();
    }
  }

  private boolean colonFollowsBracket(int open) {
    int depth = 0;
    for (int i = open; i < c.tokens.count(); i++) {
      switch (c.tokens.kind(i)) {
        case LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE -> depth++;
        case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE -> depth--;
        case NEWLINE, END -> {
          return false;
        }
        default -> {}
      }
      if (depth == 0) {
        return c.tokens.kind(i + 1) == Kind.COLON;
      }
    }
    return false;
  }

  private List<WithItem> items() {
    List<WithItem> items = new ArrayList<>();
    do {
      items.add(item());
    } while (c.accept(Kind.COMMA));
    return items;
  }

  private WithItem item() {
    int start = c.at();
    Expr context = expressions.expression();
    Optional<Expr> target = Optional.empty();
    if (c.accept(Kind.AS)) {
      target = Optional.of(expressions.target());
    }
    return new WithItem(context, target, c.from(start));
  }

  // ---- definitions

  private Stmt decorated() {
    List<Expr> decorators = new ArrayList<>();
    while (c.accept(Kind.AT)) {
      decorators.add(expressions.named());
      c.expect(Kind.NEWLINE);
    }
    return switch (c.kind()) {
      case DEF -> function(c.at(), decorators, false);
      case CLASS -> classDefinition(decorators);
      case ASYNC -> {
        if (c.next() != Kind.DEF) {
          throw c.mistake("invalid syntax");
        }
        yield async(decorators);
      }
      default -> throw c.mistake("expected a function or a class after its decorators");
    };
  }

  private Stmt function(int start, List<Expr> decorators, boolean async) {
    c.expect(Kind.DEF);
    String name = c.expectName();
    expressions.parameters().skipTypeParameters();
    Node.Parameters parameters = expressions.parameters().ofFunction();
    Optional<Expr> returns = Optional.empty();
    if (c.accept(Kind.ARROW)) {
      returns = Optional.of(expressions.expression());
    }
    List<Stmt> body = block();
    return new Node.FunctionDef(name, parameters, body, decorators, returns, async, c.from(start));
  }

  private Stmt classDefinition(List<Expr> decorators) {
    int start = c.expect(Kind.CLASS);
    String name = c.expectName();
    expressions.parameters().skipTypeParameters();
    List<Expr> bases = List.of();
    List<Node.Keyword> keywords = List.of();
    if (c.is(Kind.LEFT_PAREN)) {
      int open = c.take();
      Expressions.Arguments arguments = expressions.arguments(open);
      if (arguments.positional().stream().anyMatch(base -> isBareGenerator(base, open))) {
        throw c.mistake("invalid syntax", c.span(open));
      }
      c.expect(Kind.RIGHT_PAREN);
      bases = arguments.positional();
      keywords = arguments.keywords();
    }
    List<Stmt> body = block();
    return new Node.ClassDef(name, bases, keywords, body, decorators, c.from(start));
  }

  /** A generator that has the parentheses of the class itself. */
  private boolean isBareGenerator(Expr base, int open) {
    return base instanceof Node.GeneratorExp && base.span().compareTo(c.span(open)) == 0;
  }

  // ---- match

  /** {@code match} is a name, unless a colon, an indented block and a case follow. */
  private Optional<Stmt> match() {
    if (!c.next().startsExpression() || c.next() == Kind.ERROR) {
      return Optional.empty();
    }
    int start = c.take();
    Expr subject;
    try {
      subject = subject();
      c.expect(Kind.COLON);
      c.expect(Kind.NEWLINE);
      c.expect(Kind.INDENT);
      if (!c.isName("case")) {
        throw c.mistake("expected 'case'");
      }
    } catch (Mistake notMatch) {
      c.goTo(start);
      c.resetDepth();
      return Optional.empty();
    }
    List<MatchCase> cases = new ArrayList<>();
    while (c.isName("case")) {
      cases.add(matchCase());
    }
    c.expect(Kind.DEDENT);
    return Optional.of(new Node.Match(subject, cases, c.from(start)));
  }

  private Expr subject() {
    int start = c.at();
    Expr first = expressions.starNamed();
    if (!c.is(Kind.COMMA)) {
      if (first instanceof Node.Starred) {
        throw c.mistake("invalid syntax");
      }
      return first;
    }
    List<Expr> elements = new ArrayList<>();
    elements.add(first);
    while (c.accept(Kind.COMMA) && !c.is(Kind.COLON)) {
      elements.add(expressions.starNamed());
    }
    return new Node.Tuple(elements, c.from(start));
  }

  private MatchCase matchCase() {
    c.resetDepth();
    int start = c.take();
    Pattern pattern = patterns.read();
    Optional<Expr> guard = Optional.empty();
    if (c.accept(Kind.IF)) {
      guard = Optional.of(expressions.named());
    }
    List<Stmt> body = block();
    return new MatchCase(pattern, guard, body, c.from(start));
  }
}
