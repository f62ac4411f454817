package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The tree of a Python file, in the shape of CPython's {@code ast}. */
public sealed interface Node {

  Span span();

  // ---- statements

  /** A statement. */
  sealed interface Stmt extends Node {}

  record FunctionDef(
      String name,
      Parameters parameters,
      List<Stmt> body,
      List<Expr> decorators,
      Optional<Expr> returns,
      boolean async,
      Span span)
      implements Stmt {}

  record ClassDef(
      String name,
      List<Expr> bases,
      List<Keyword> keywords,
      List<Stmt> body,
      List<Expr> decorators,
      Span span)
      implements Stmt {}

  record Return(Optional<Expr> value, Span span) implements Stmt {}

  record Delete(List<Expr> targets, Span span) implements Stmt {}

  /** {@code a = b = value} has two targets. */
  record Assign(List<Expr> targets, Expr value, Span span) implements Stmt {}

  /** {@code a += b} has the operator {@code +}. */
  record AugAssign(Expr target, String operator, Expr value, Span span) implements Stmt {}

  record AnnAssign(Expr target, Expr annotation, Optional<Expr> value, Span span) implements Stmt {}

  record TypeAlias(Expr name, Expr value, Span span) implements Stmt {}

  record For(
      Expr target, Expr iterable, List<Stmt> body, List<Stmt> orElse, boolean async, Span span)
      implements Stmt {}

  record While(Expr test, List<Stmt> body, List<Stmt> orElse, Span span) implements Stmt {}

  record If(Expr test, List<Stmt> body, List<Stmt> orElse, Span span) implements Stmt {}

  record With(List<WithItem> items, List<Stmt> body, boolean async, Span span) implements Stmt {}

  record Match(Expr subject, List<MatchCase> cases, Span span) implements Stmt {}

  record Raise(Optional<Expr> exception, Optional<Expr> cause, Span span) implements Stmt {}

  record Try(
      List<Stmt> body,
      List<ExceptHandler> handlers,
      List<Stmt> orElse,
      List<Stmt> finallyBody,
      boolean group,
      Span span)
      implements Stmt {}

  record Assert(Expr test, Optional<Expr> message, Span span) implements Stmt {}

  record Import(List<Alias> names, Span span) implements Stmt {}

  /** {@code from ..module import names}; {@code level} counts the dots. */
  record ImportFrom(Optional<String> module, List<Alias> names, int level, Span span)
      implements Stmt {}

  record Global(List<String> names, boolean nonlocal, Span span) implements Stmt {}

  record ExprStmt(Expr value, Span span) implements Stmt {}

  record Pass(Span span) implements Stmt {}

  record Break(Span span) implements Stmt {}

  record Continue(Span span) implements Stmt {}

  /** A stretch that is no Python, or more than this parser reads. */
  record Unparsed(String text, Span span) implements Stmt {}

  // ---- parts of statements

  /** {@code name} may be dotted in an import, and {@code *} in a from-import. */
  record Alias(String name, Optional<String> asName, Span span) implements Node {}

  record WithItem(Expr context, Optional<Expr> target, Span span) implements Node {}

  record ExceptHandler(Optional<Expr> type, Optional<String> name, List<Stmt> body, Span span)
      implements Node {}

  record MatchCase(Pattern pattern, Optional<Expr> guard, List<Stmt> body, Span span)
      implements Node {}

  /** {@code name=value} of a call; without a name it is {@code **value}. */
  record Keyword(Optional<String> name, Expr value, Span span) implements Node {}

  record Parameters(
      List<Parameter> positionalOnly,
      List<Parameter> positional,
      Optional<Parameter> rest,
      List<Parameter> keywordOnly,
      Optional<Parameter> keywords,
      Span span)
      implements Node {}

  record Parameter(String name, Optional<Expr> annotation, Optional<Expr> defaultValue, Span span)
      implements Node {}

  /** {@code for target in iterable if conditions}. */
  record Comprehension(Expr target, Expr iterable, List<Expr> conditions, boolean async, Span span)
      implements Node {}

  // ---- expressions

  /** An expression. */
  sealed interface Expr extends Node {}

  record BoolOp(boolean and, List<Expr> values, Span span) implements Expr {}

  record NamedExpr(Expr target, Expr value, Span span) implements Expr {}

  /** {@code operator} as it is written: {@code +}, {@code //}, {@code @} ... */
  record BinOp(Expr left, String operator, Expr right, Span span) implements Expr {}

  /** {@code not}, {@code -}, {@code +}, {@code ~}. */
  record UnaryOp(String operator, Expr operand, Span span) implements Expr {}

  record Lambda(Parameters parameters, Expr body, Span span) implements Expr {}

  record IfExp(Expr test, Expr body, Expr orElse, Span span) implements Expr {}

  /** An entry without a key is {@code **value}. */
  record DictDisplay(List<Optional<Expr>> keys, List<Expr> values, Span span) implements Expr {}

  record SetDisplay(List<Expr> elements, Span span) implements Expr {}

  record ListComp(Expr element, List<Comprehension> generators, Span span) implements Expr {}

  record SetComp(Expr element, List<Comprehension> generators, Span span) implements Expr {}

  record DictComp(Expr key, Expr value, List<Comprehension> generators, Span span)
      implements Expr {}

  record GeneratorExp(Expr element, List<Comprehension> generators, Span span) implements Expr {}

  record Await(Expr value, Span span) implements Expr {}

  record Yield(Optional<Expr> value, boolean from, Span span) implements Expr {}

  /** {@code a < b in c}: operators are {@code <}, {@code not in}, {@code is not} ... */
  record Compare(Expr left, List<String> operators, List<Expr> comparators, Span span)
      implements Expr {}

  record Call(Expr function, List<Expr> arguments, List<Keyword> keywords, Span span)
      implements Expr {}

  /** An f-string, or a t-string; plain strings beside it are joined in. */
  record JoinedStr(List<Expr> parts, boolean template, Span span) implements Expr {}

  /** {@code {value!r:spec}} in an f-string. */
  record FormattedValue(Expr value, Optional<Character> conversion, Optional<Expr> spec, Span span)
      implements Expr {}

  /** A string; adjacent ones are one, and escapes are resolved. */
  record Str(String value, Span span) implements Expr {}

  /** Bytes as a text of ASCII: a backslash and what is not printable are escaped. */
  record Bytes(String escaped, Span span) implements Expr {}

  record Int(BigInteger value, Span span) implements Expr {}

  /** A float or an imaginary number, as it is written. */
  record Decimal(String digits, Span span) implements Expr {}

  record Bool(boolean value, Span span) implements Expr {}

  record None(Span span) implements Expr {}

  record Ellipsis(Span span) implements Expr {}

  record Attribute(Expr value, String name, Span nameSpan, Span span) implements Expr {}

  record Subscript(Expr value, Expr index, Span span) implements Expr {}

  record Starred(Expr value, Span span) implements Expr {}

  record Name(String id, Span span) implements Expr {}

  record ListDisplay(List<Expr> elements, Span span) implements Expr {}

  record Tuple(List<Expr> elements, Span span) implements Expr {}

  record Slice(Optional<Expr> lower, Optional<Expr> upper, Optional<Expr> step, Span span)
      implements Expr {}

  /** An expression that is no Python, or more than this parser reads. */
  record UnparsedExpr(String text, Span span) implements Expr {}
}
