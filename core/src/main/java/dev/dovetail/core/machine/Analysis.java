package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Coercion.Reach;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.TypeName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parse analysis: binds the names of an expression, types its literals, and refuses what PostgreSQL
 * refuses there. What it does not understand keeps an unknown type, from which nothing follows.
 */
final class Analysis {

  private static final int DEEPEST = 300;

  private final Catalog catalog;
  private final Scope scope;
  private final Literals literals;
  private final Operators operators;
  private int depth;

  Analysis(Catalog catalog, Scope scope) {
    this.catalog = catalog;
    this.scope = scope;
    this.literals = new Literals(catalog);
    this.operators = new Operators(catalog);
  }

  Node read(Expression expression) {
    if (depth > DEEPEST) {
      return new Node.Dark("...", List.of());
    }
    depth++;
    try {
      return node(expression);
    } finally {
      depth--;
    }
  }

  List<Node> read(List<Expression> expressions) {
    List<Node> nodes = new ArrayList<>();
    expressions.forEach(expression -> nodes.add(read(expression)));
    return nodes;
  }

  private Node node(Expression expression) {
    return switch (expression) {
      case Expression.Text text -> new Node.Const(TypeRef.LITERAL, text.value());
      case Expression.Number number -> number(number.digits());
      case Expression.Bool bool -> new Node.Const(TypeRef.BOOL, String.valueOf(bool.value()));
      case Expression.Null none -> new Node.NullConst(TypeRef.LITERAL);
      case Expression.Default none -> new Node.Dark("DEFAULT", List.of());
      case Expression.ColumnRef reference -> column(reference);
      case Expression.Cast cast -> cast(cast);
      case Expression.Call call -> call(call);
      case Expression.Keyword keyword -> new Node.Keyword(keyword.word(), keyword(keyword.word()));
      case Expression.Operator operator -> operator(operator);
      case Expression.Logical logical ->
          new Node.Logic(logical.word().toUpperCase(Locale.ROOT), bools(read(logical.operands())));
      case Expression.In in -> operators.in(read(in.operand()), read(in.items()), in.negated());
      case Expression.InQuery in -> inQuery(in);
      case Expression.IsNull test -> new Node.NullTest(read(test.operand()), test.negated());
      case Expression.Quantified quantified ->
          operators.quantified(
              read(quantified.operand()),
              quantified.symbol(),
              read(quantified.array()),
              quantified.all());
      case Expression.Case choice -> choice(choice);
      case Expression.Array array -> listing(read(array.items()));
      case Expression.Row row ->
          new Node.Several("ROW", read(row.items()), Uses.NONE, TypeRef.UNSURE);
      case Expression.Exists exists -> subquery("EXISTS", exists.query(), TypeRef.BOOL);
      case Expression.Scalar scalar -> scalar(scalar.query());
      case Expression.Obscure obscure -> {
        obscure.words().forEach(catalog::consult);
        yield new Node.Dark(obscure.text(), obscure.words());
      }
    };
  }

  private static Node number(String digits) {
    if (digits.matches("-?[0-9]{1,40}")) {
      BigInteger value = new BigInteger(digits);
      TypeRef type =
          value.bitLength() <= 31
              ? TypeRef.INT4
              : value.bitLength() <= 63 ? TypeRef.INT8 : TypeRef.NUMERIC;
      return new Node.Const(type, value.toString());
    }
    return new Node.Const(
        digits.matches("-?[0-9.]+([eE][-+]?[0-9]+)?") ? TypeRef.NUMERIC : TypeRef.UNSURE, digits);
  }

  private static TypeRef keyword(String word) {
    return switch (word) {
      case "CURRENT_TIMESTAMP" -> TypeRef.TIMESTAMPTZ;
      case "LOCALTIMESTAMP" -> TypeRef.TIMESTAMP;
      case "CURRENT_DATE" -> TypeRef.DATE;
      case "CURRENT_TIME" -> TypeRef.of(1266);
      case "LOCALTIME" -> TypeRef.of(1083);
      default ->
          word.startsWith("CURRENT_TIMESTAMP(")
              ? TypeRef.TIMESTAMPTZ
              : word.matches("[A-Z_]+") ? TypeRef.NAME : TypeRef.UNSURE;
    };
  }

  private Node column(Expression.ColumnRef reference) {
    if (reference.column().equals("*")) {
      return new Node.Dark("*", List.of());
    }
    Optional<Node> found = scope.column(reference.path());
    if (found.isPresent()) {
      return found.get();
    }
    String shown = String.join(".", reference.path());
    if (scope.anyOpen() || reference.path().size() > 2 || scope.wholeRow(reference.column())) {
      return new Node.Dark(shown, reference.path());
    }
    if (reference.path().size() == 2 && !scope.hasSource(reference.path().get(0))) {
      throw Catalog.refuse(
          "42P01", "missing FROM-clause entry for table \"" + reference.path().get(0) + "\"");
    }
    throw Catalog.refuse(
        "42703",
        reference.path().size() == 1
            ? "column \"" + shown + "\" does not exist"
            : "column " + shown + " does not exist");
  }

  private Node cast(Expression.Cast cast) {
    TypeRef target = catalog.existingTypeRef(cast.type());
    if (cast.operand() instanceof Expression.Array array && target.array()) {
      List<Node> items = new ArrayList<>();
      read(array.items()).forEach(item -> items.add(cast(item, target.element())));
      return new Node.Listing(items, target.plain());
    }
    return cast(read(cast.operand()), target);
  }

  private Node cast(Node operand, TypeRef target) {
    if (operand.type().literal()) {
      return literal(operand, target);
    }
    if (catalog.below(operand.type()).same(catalog.below(target))
        && target.modifiers().isEmpty()
        && operand.type().same(target)) {
      return operand;
    }
    if (new Coercion(catalog).reach(operand.type(), target) == Reach.NONE) {
      throw Catalog.refuse(
          "42846",
          "cannot cast type "
              + catalog.visible(operand.type().plain())
              + " to "
              + catalog.visible(target.plain()));
    }
    return new Node.CastTo(operand, target, true);
  }

  /** A literal whose type has been decided. */
  Node literal(Node literal, TypeRef target) {
    return switch (literal) {
      case Node.Const text -> constant(text.value(), target);
      case Node.NullConst none -> new Node.NullConst(target);
      default -> literal;
    };
  }

  private Node constant(String text, TypeRef target) {
    if (target.is(TypeRef.REGCLASS)) {
      Optional<Name> name = Words.name(text);
      if (name.isPresent()
          && !name.get().schema().filter(SystemRelations.SCHEMAS::contains).isPresent()
          && !SystemRelations.named(name.get().name())) {
        return new Node.RelationConst(catalog.existingRelation(name.get()).oid());
      }
    }
    if (target.is(TypeRef.REGTYPE)) {
      Words.name(text)
          .map(TypeName::of)
          .filter(type -> Builtin.named(type.name().name()).isEmpty())
          .filter(type -> type.name().name().matches("[A-Za-z_][A-Za-z0-9_]*"))
          .filter(type -> !Words.SQL_TYPES.contains(type.name().name()))
          .ifPresent(catalog::existingTypeRef);
    }
    return literals.read(text, target);
  }

  private Node call(Expression.Call call) {
    String name = call.function().name();
    boolean own = call.function().schema().map(s -> s.equals("pg_catalog")).orElse(true);
    List<Node> arguments = new ArrayList<>(read(call.arguments()));
    if (own && Set.of("coalesce", "greatest", "least", "nullif").contains(name)) {
      return together(name, arguments);
    }
    List<Thing.Routine> routines = catalog.routines(call.function());
    if (!routines.isEmpty()) {
      int routine = routines.get(0).oid();
      return new Node.Call(name, routine, arguments, TypeRef.UNSURE);
    }
    String extension = Functions.extension(name);
    if (!extension.isEmpty()
        && catalog.all(Thing.Extension.class).stream()
            .noneMatch(present -> present.name().equals(extension))) {
      throw noFunction(name, arguments);
    }
    for (int i = 0; i < arguments.size(); i++) {
      TypeRef parameter = Functions.parameter(name, i);
      if (arguments.get(i).type().literal() && !parameter.literal()) {
        arguments.set(i, literal(arguments.get(i), parameter));
      }
    }
    if (name.startsWith("enum_") && !arguments.isEmpty()) {
      enumFunction(name, arguments);
    }
    if (own
        && Functions.ofText(name)
        && !arguments.isEmpty()
        && new Coercion(catalog).neverText(arguments.get(0).type())) {
      throw noFunction(name, arguments);
    }
    if (own && Functions.ofText(name) && !arguments.isEmpty()) {
      arguments.set(0, Operators.relabelled(arguments.get(0)));
    }
    return new Node.Call(name, 0, arguments, Functions.result(name, arguments));
  }

  private Denial noFunction(String name, List<Node> arguments) {
    List<String> types = new ArrayList<>();
    arguments.forEach(argument -> types.add(catalog.visible(argument.type().plain())));
    return Catalog.refuse(
        "42883", "function " + name + "(" + String.join(", ", types) + ") does not exist");
  }

  private void enumFunction(String name, List<Node> arguments) {
    catalog
        .enumType(catalog.below(arguments.get(0).type()))
        .filter(type -> name.equals("enum_range") && arguments.size() == 1)
        .ifPresent(type -> type.labels().forEach(label -> literals.usable(type, label)));
  }

  /** COALESCE and its kin: all arguments get one type. */
  private Node together(String name, List<Node> arguments) {
    if (name.equals("nullif") && arguments.size() == 2) {
      Node.Op equal = operators.comparison("=", arguments.get(0), arguments.get(1));
      Node first = equal.children().get(0);
      return new Node.Call(name, 0, equal.children(), first.type().plain());
    }
    List<Node> alike = operators.alike(arguments, name.toUpperCase(Locale.ROOT));
    return new Node.Call(
        name, 0, alike, alike.isEmpty() ? TypeRef.UNSURE : alike.get(0).type().plain());
  }

  private Node operator(Expression.Operator operator) {
    if (operator.operands().size() == 1
        && operator.symbol().equals("-")
        && operator.operands().get(0) instanceof Expression.Number number) {
      Node.Const constant = (Node.Const) number(number.digits());
      return new Node.Const(constant.type(), "-" + constant.value());
    }
    List<Node> operands = read(operator.operands());
    return operands.size() == 2
        ? operators.binary(operator.symbol(), operands.get(0), operands.get(1))
        : new Node.Op(operator.symbol(), operands, operands.get(0).type().plain());
  }

  private List<Node> bools(List<Node> operands) {
    List<Node> bools = new ArrayList<>();
    for (Node operand : operands) {
      bools.add(operand.type().literal() ? literal(operand, TypeRef.BOOL) : operand);
    }
    return bools;
  }

  private Node choice(Expression.Case choice) {
    List<Node> children = new ArrayList<>();
    Optional<Node> operand = choice.operand().map(this::read);
    operand.ifPresent(children::add);
    List<Node> results = new ArrayList<>();
    List<Node> conditions = new ArrayList<>();
    for (Expression.When branch : choice.branches()) {
      Node condition = read(branch.condition());
      if (operand.isPresent()) {
        Node.Op equal = operators.comparison("=", operand.get(), condition);
        children.set(0, equal.children().get(0));
        condition = equal.children().get(1);
      }
      conditions.add(condition);
      results.add(read(branch.result()));
    }
    choice.otherwise().map(this::read).ifPresent(results::add);
    List<Node> alike = operators.alike(results, "CASE");
    for (int i = 0; i < conditions.size(); i++) {
      children.add(conditions.get(i));
      children.add(alike.get(i));
    }
    if (choice.otherwise().isPresent()) {
      children.add(alike.get(alike.size() - 1));
    }
    TypeRef type = alike.isEmpty() ? TypeRef.UNSURE : alike.get(0).type().plain();
    return new Node.Choice(operand.isPresent(), choice.otherwise().isPresent(), children, type);
  }

  private Node listing(List<Node> items) {
    if (items.isEmpty()) {
      return new Node.Listing(items, TypeRef.UNSURE);
    }
    List<Node> alike = operators.alike(items, "ARRAY");
    TypeRef element = alike.get(0).type().plain();
    return new Node.Listing(
        alike, element.unsure() || element.array() ? TypeRef.UNSURE : element.asArray());
  }

  private Node inQuery(Expression.InQuery in) {
    Node operand = read(in.operand());
    QueryAnalysis.Shape shape = new QueryAnalysis(catalog, Optional.of(scope)).read(in.query());
    if (shape.columns().size() == 1) {
      operand =
          operators
              .comparison("=", operand, new Node.Value("?", shape.columns().get(0).type()))
              .children()
              .get(0);
    }
    return new Node.Several("IN", List.of(operand), shape.uses(), TypeRef.BOOL);
  }

  private Node subquery(String what, Query query, TypeRef type) {
    QueryAnalysis.Shape shape = new QueryAnalysis(catalog, Optional.of(scope)).read(query);
    return new Node.Several(what, List.of(), shape.uses(), type);
  }

  private Node scalar(Query query) {
    QueryAnalysis.Shape shape = new QueryAnalysis(catalog, Optional.of(scope)).read(query);
    TypeRef type = shape.columns().size() == 1 ? shape.columns().get(0).type() : TypeRef.UNSURE;
    return new Node.Several(
        "SELECT", List.of(), shape.uses(), type.literal() ? TypeRef.TEXT : type);
  }
}
