package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Works out expressions over rows of the catalog. */
final class ValueExpressions {

  private final Catalog catalog;
  private final CatalogQuery queries;

  ValueExpressions(Catalog catalog, CatalogQuery queries) {
    this.catalog = catalog;
    this.queries = queries;
  }

  List<Val> all(List<Expression> expressions, List<CatalogQuery.Bound> bound) {
    List<Val> vals = new ArrayList<>();
    expressions.forEach(expression -> vals.add(value(expression, bound)));
    return vals;
  }

  Val value(Expression expression, List<CatalogQuery.Bound> bound) {
    return switch (expression) {
      case Expression.Text text -> {
        catalog.consult(text.value());
        yield Val.of(text.value());
      }
      case Expression.Number number -> Val.of(number.digits());
      case Expression.Bool bool -> Val.of(bool.value());
      case Expression.Null none -> Val.NULL;
      case Expression.Default none -> Val.UNKNOWN;
      case Expression.ColumnRef column -> column(column, bound);
      case Expression.Cast cast -> cast(cast, bound);
      case Expression.Call call -> call(call, bound);
      case Expression.Keyword keyword -> keyword(keyword);
      case Expression.Operator operator -> operator(operator, bound);
      case Expression.Logical logical -> logical(logical, bound);
      case Expression.In in -> in(value(in.operand(), bound), all(in.items(), bound), in.negated());
      case Expression.InQuery in ->
          queries
              .rows(in.query(), bound)
              .filter(rows -> rows.stream().allMatch(row -> row.size() == 1))
              .map(rows ->
                  in(
                      value(in.operand(), bound),
                      rows.stream().map(row -> row.get(0)).toList(),
                      in.negated()))
              .orElse(Val.UNKNOWN);
      case Expression.IsNull test -> {
        Val operand = value(test.operand(), bound);
        yield operand.known() ? Val.of(operand.isNull() != test.negated()) : Val.UNKNOWN;
      }
      case Expression.Quantified quantified -> quantified(quantified, bound);
      case Expression.Case choice -> Val.UNKNOWN;
      case Expression.Array array -> array(all(array.items(), bound));
      case Expression.Row row -> Val.UNKNOWN;
      case Expression.Exists exists -> queries.exists(exists.query(), bound);
      case Expression.Scalar scalar ->
          queries
              .rows(scalar.query(), bound)
              .filter(rows -> rows.size() < 2)
              .map(rows -> rows.isEmpty() ? Val.NULL : rows.get(0).get(0))
              .orElse(Val.UNKNOWN);
      case Expression.Obscure obscure -> Val.UNKNOWN;
    };
  }

  private static Val column(Expression.ColumnRef column, List<CatalogQuery.Bound> bound) {
    List<String> path = column.path();
    for (int i = bound.size() - 1; i >= 0; i--) {
      CatalogQuery.Bound source = bound.get(i);
      boolean named = path.size() < 2 || path.get(path.size() - 2).equals(source.alias());
      if (named && source.columns().contains(column.column())) {
        return source.row().getOrDefault(column.column(), Val.UNKNOWN);
      }
    }
    return Val.UNKNOWN;
  }

  // ---- casts

  private Val cast(Expression.Cast cast, List<CatalogQuery.Bound> bound) {
    Val operand = value(cast.operand(), bound);
    if (!operand.known() || operand.isNull()) {
      return operand;
    }
    TypeName type = cast.type();
    if (type.dimensions() > 0) {
      return operand;
    }
    String text = operand.text().orElse("");
    boolean number = text.matches("[0-9]+");
    return switch (type.name().name()) {
      case "text", "varchar", "name", "bpchar" -> text(operand);
      case "regtype" -> number ? operand.as(Val.Kind.REGTYPE) : registered(text, true, true);
      case "regclass" -> number ? operand.as(Val.Kind.REGCLASS) : registered(text, false, true);
      case "regnamespace" ->
          number
              ? operand.as(Val.Kind.REGNAMESPACE)
              : Val.of(catalog.existingSchema(text), Val.Kind.REGNAMESPACE);
      case "oid", "int4", "int8", "bool" -> operand.as(Val.Kind.PLAIN);
      default -> catalog.typeRef(type).filter(catalog::isEnum).isPresent() ? operand : Val.UNKNOWN;
    };
  }

  /** A value in its text form: objects by name. */
  Val text(Val val) {
    if (!val.known() || val.isNull()) {
      return val;
    }
    return switch (val.kind()) {
      case PLAIN, ARRAY -> val;
      case REGTYPE -> Val.of(catalog.visible(TypeRef.of(number(val))));
      case REGCLASS ->
          catalog
              .thing(number(val), Thing.Housed.class)
              .map(housed ->
                  catalog.visible(housed)
                      ? dev.dovetail.core.schema.Identifiers.quote(housed.name())
                      : catalog.qualified(housed))
              .map(Val::of)
              .orElse(Val.UNKNOWN);
      case REGNAMESPACE ->
          catalog.thing(number(val)).map(schema -> Val.of(schema.name())).orElse(Val.UNKNOWN);
    };
  }

  private static int number(Val val) {
    return val.text().filter(text -> text.matches("[0-9]{1,9}")).map(Integer::parseInt).orElse(0);
  }

  private Val registered(String text, boolean type, boolean mustExist) {
    Optional<Name> name = Words.name(text);
    if (name.isEmpty()) {
      return Val.UNKNOWN;
    }
    boolean odd =
        !name.get().name().matches("[A-Za-z_][A-Za-z0-9_$ ]*")
            || SystemRelations.is(name.get())
            || Words.SQL_TYPES.contains(name.get().name());
    if (odd) {
      return Val.UNKNOWN;
    }
    if (type) {
      Optional<TypeRef> found = catalog.typeRef(TypeName.of(name.get()));
      return found.isEmpty() && !mustExist
          ? Val.NULL
          : Val.of(
              found.orElseGet(() -> catalog.existingTypeRef(TypeName.of(name.get()))).type(),
              Val.Kind.REGTYPE);
    }
    Optional<Thing.Relation> found = catalog.relation(name.get());
    return found.isEmpty() && !mustExist
        ? Val.NULL
        : Val.of(
            found.orElseGet(() -> catalog.existingRelation(name.get())).oid(), Val.Kind.REGCLASS);
  }

  // ---- functions

  private Val keyword(Expression.Keyword keyword) {
    return keyword.word().equals("CURRENT_SCHEMA") ? currentSchema() : Val.UNKNOWN;
  }

  private Val currentSchema() {
    return catalog
        .currentSchema()
        .map(schema -> Val.of(catalog.schemaName(schema)))
        .orElse(Val.NULL);
  }

  private Val call(Expression.Call call, List<CatalogQuery.Bound> bound) {
    String name = call.function().name();
    if (name.equals("current_schema") && call.arguments().isEmpty()) {
      return currentSchema();
    }
    if (name.equals("enum_range")
        && call.arguments().size() == 1
        && call.arguments().get(0) instanceof Expression.Cast cast) {
      return labels(cast.type());
    }
    if (call.arguments().size() != 1) {
      return name.equals("coalesce") ? coalesce(call, bound) : Val.UNKNOWN;
    }
    Val argument = value(call.arguments().get(0), bound);
    if (!argument.known() || argument.isNull()) {
      return argument;
    }
    String text = argument.text().orElse("");
    return switch (name) {
      case "to_regtype" -> registered(text, true, false);
      case "to_regclass" -> registered(text, false, false);
      case "lower" -> Val.of(text.toLowerCase(Locale.ROOT));
      case "upper" -> Val.of(text.toUpperCase(Locale.ROOT));
      case "pg_type_is_visible", "pg_table_is_visible" ->
          catalog
              .thing(number(argument), Thing.Housed.class)
              .map(housed -> Val.of(catalog.visible(housed)))
              .orElse(Val.UNKNOWN);
      default -> Val.UNKNOWN;
    };
  }

  private Val labels(TypeName type) {
    return catalog
        .typeRef(type)
        .flatMap(catalog::enumType)
        .map(found ->
            Val.of(
                    Literals.array(
                        found.labels().stream().map(label -> Optional.of(label.text())).toList()))
                .as(Val.Kind.ARRAY))
        .orElse(Val.UNKNOWN);
  }

  private Val coalesce(Expression.Call call, List<CatalogQuery.Bound> bound) {
    for (Expression argument : call.arguments()) {
      Val val = value(argument, bound);
      if (!val.isNull()) {
        return val;
      }
    }
    return Val.NULL;
  }

  private static Val array(List<Val> items) {
    boolean known = items.stream().allMatch(Val::known);
    return known
        ? Val.of(Literals.array(items.stream().map(Val::text).toList())).as(Val.Kind.ARRAY)
        : Val.UNKNOWN;
  }

  // ---- operators

  private Val operator(Expression.Operator operator, List<CatalogQuery.Bound> bound) {
    List<Val> operands = all(operator.operands(), bound);
    if (operands.stream().anyMatch(Val::isNull)) {
      return operator.symbol().startsWith("IS ") ? Val.UNKNOWN : Val.NULL;
    }
    if (operands.size() != 2 || operands.stream().anyMatch(val -> !val.known())) {
      return Val.UNKNOWN;
    }
    Val one = operands.get(0);
    Val other = operands.get(1);
    return switch (Operators.canonical(operator.symbol())) {
      case "=" -> equal(one, other);
      case "<>" -> not(equal(one, other));
      case ">" -> Val.of(CatalogQuery.compare(one, other) > 0);
      case "<" -> Val.of(CatalogQuery.compare(one, other) < 0);
      case ">=" -> Val.of(CatalogQuery.compare(one, other) >= 0);
      case "<=" -> Val.of(CatalogQuery.compare(one, other) <= 0);
      case "||" -> Val.of(text(one).text().orElse("") + text(other).text().orElse(""));
      case "~~" -> like(one, other, false);
      case "!~~" -> not(like(one, other, false));
      case "~~*" -> like(one, other, true);
      default -> Val.UNKNOWN;
    };
  }

  private static Val like(Val one, Val pattern, boolean caseless) {
    String wanted = pattern.text().orElse("");
    if (wanted.contains("\\") || wanted.length() > 200) {
      return Val.UNKNOWN;
    }
    StringBuilder regex = new StringBuilder(caseless ? "(?is)" : "(?s)");
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      regex.append(c == '%' ? ".*" : c == '_' ? "." : java.util.regex.Pattern.quote("" + c));
    }
    return Val.of(one.text().orElse("").matches(regex.toString()));
  }

  private static Val equal(Val one, Val other) {
    if (!one.known() || !other.known()) {
      return Val.UNKNOWN;
    }
    if (one.isNull() || other.isNull()) {
      return Val.NULL;
    }
    String a = one.text().orElse("");
    String b = other.text().orElse("");
    boolean same = a.equals(b) || truth(a).isPresent() && truth(a).equals(truth(b));
    return Val.of(same);
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word) {
      case "t", "true" -> Optional.of(true);
      case "f", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Val not(Val val) {
    return val.isTrue() ? Val.FALSE : val.isFalse() ? Val.TRUE : val;
  }

  private Val logical(Expression.Logical logical, List<CatalogQuery.Bound> bound) {
    String word = logical.word().toUpperCase(Locale.ROOT);
    if (word.equals("NOT")) {
      return not(value(logical.operands().get(0), bound));
    }
    boolean or = word.equals("OR");
    boolean unsure = false;
    boolean none = false;
    for (Expression operand : logical.operands()) {
      Val val = value(operand, bound);
      if (or ? val.isTrue() : val.isFalse()) {
        return val;
      }
      unsure |= !val.known();
      none |= val.isNull();
    }
    return unsure ? Val.UNKNOWN : none ? Val.NULL : Val.of(!or);
  }

  private static Val in(Val operand, List<Val> items, boolean negated) {
    boolean unsure = false;
    boolean none = false;
    for (Val item : items) {
      Val equal = equal(operand, item);
      if (equal.isTrue()) {
        return Val.of(!negated);
      }
      unsure |= !equal.known();
      none |= equal.isNull();
    }
    return unsure ? Val.UNKNOWN : none ? Val.NULL : Val.of(negated);
  }

  private Val quantified(Expression.Quantified quantified, List<CatalogQuery.Bound> bound) {
    Val array = value(quantified.array(), bound);
    Optional<List<Optional<String>>> elements = array.text().flatMap(Literals::elements);
    boolean any = quantified.symbol().equals("=") && !quantified.all();
    boolean all = quantified.symbol().equals("<>") && quantified.all();
    if (!array.known() || elements.isEmpty() || !any && !all) {
      return Val.UNKNOWN;
    }
    List<Val> items =
        elements.get().stream().map(item -> item.map(Val::of).orElse(Val.NULL)).toList();
    return in(value(quantified.operand(), bound), items, all);
  }
}
