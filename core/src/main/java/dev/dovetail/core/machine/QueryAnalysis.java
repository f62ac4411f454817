package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Attribute;
import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Parse analysis of a query: its columns, and what it holds on to. */
final class QueryAnalysis {

  /**
   * What a query gives.
   *
   * @param certain that the columns are all of them, with their types
   */
  record Shape(List<Attribute> columns, List<Node> nodes, Uses uses, boolean certain) {}

  private final Catalog catalog;
  private final Optional<Scope> outer;
  private boolean keepsLiterals;

  QueryAnalysis(Catalog catalog, Optional<Scope> outer) {
    this.catalog = catalog;
    this.outer = outer;
  }

  /** Leaves literals without a type, as INSERT ... SELECT does. */
  QueryAnalysis keepingLiterals() {
    keepsLiterals = true;
    return this;
  }

  Shape read(Query query) {
    Scope scope = scope(query);
    Analysis analysis = new Analysis(catalog, scope);
    List<Attribute> columns = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    boolean certain = query.plain() && !scope.open();
    for (Query.Item item : query.items()) {
      if (item.expression() instanceof Expression.ColumnRef star && star.column().equals("*")) {
        for (Scope.Source source : scope.sources()) {
          if (star.path().size() == 1
              || source.alias().equals(star.path().get(star.path().size() - 2))) {
            for (int i = 0; i < source.names().size(); i++) {
              columns.add(new Attribute(source.names().get(i), source.columns().get(i).type()));
              nodes.add(source.columns().get(i));
            }
          }
        }
      } else {
        Node node = analysis.read(item.expression());
        if (node.type().literal() && !keepsLiterals) {
          node = analysis.literal(node, TypeRef.TEXT);
        }
        certain &= !node.type().unsure();
        nodes.add(node);
        columns.add(
            new Attribute(item.alias().orElseGet(() -> name(item.expression())), node.type()));
      }
    }
    int shown = nodes.size();
    query.conditions().forEach(condition -> nodes.add(condition(analysis, condition)));
    query.rows().forEach(row -> nodes.addAll(analysis.read(row)));
    Uses uses = Uses.of(nodes).andRelations(relations(scope));
    if (!query.plain()) {
      uses = uses.andWords(words(query.text())).andColumns(maybe(scope, words(query.text())));
    }
    return new Shape(columns, List.copyOf(nodes.subList(0, shown)), uses, certain);
  }

  private static Node condition(Analysis analysis, Expression condition) {
    Node node = analysis.read(condition);
    return node.type().literal() ? analysis.literal(node, TypeRef.BOOL) : node;
  }

  private static String name(Expression expression) {
    return switch (expression) {
      case Expression.ColumnRef column -> column.column();
      case Expression.Call call -> call.function().name();
      case Expression.Cast cast ->
          name(cast.operand()).equals("?column?")
              ? cast.type().name().name()
              : name(cast.operand());
      case Expression.Case choice -> "case";
      case Expression.Array array -> "array";
      case Expression.Exists exists -> "exists";
      case Expression.Keyword keyword -> keyword.word().toLowerCase(Locale.ROOT);
      default -> "?column?";
    };
  }

  private Scope scope(Query query) {
    List<Scope.Source> sources = new ArrayList<>();
    boolean open = !query.plain();
    for (Query.Source from : query.from()) {
      String alias = from.alias().orElse(from.table().name());
      Optional<Thing.Relation> relation = catalog.relation(from.table());
      if (relation.isPresent()) {
        sources.add(Scope.source(relation.get(), alias));
        open |= !(relation.get() instanceof Thing.Table || relation.get() instanceof Thing.View);
        if (relation.get() instanceof Thing.View view && view.columns().isEmpty()) {
          open = true;
        }
      } else if (SystemRelations.is(from.table())) {
        open = true;
      } else if (query.plain()) {
        from.table().schema().ifPresent(catalog::consult);
        throw Catalog.refuse(
            "42P01", "relation " + Catalog.shown(from.table()) + " does not exist");
      } else {
        open = true;
      }
    }
    return new Scope(sources, open, outer);
  }

  private static List<Integer> relations(Scope scope) {
    return scope.sources().stream().map(Scope.Source::relation).toList();
  }

  private static List<ColumnId> maybe(Scope scope, Set<String> words) {
    List<ColumnId> columns = new ArrayList<>();
    for (Scope.Source source : scope.sources()) {
      for (int i = 0; i < source.names().size(); i++) {
        if (source.columns().get(i) instanceof Node.ColumnVar variable
            && (words.contains("*") || words.contains(source.names().get(i)))) {
          columns.add(variable.column());
        }
      }
    }
    return columns;
  }

  static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
        word.append(c);
        continue;
      }
      if (word.length() > 0) {
        words.add(word.toString());
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (c == '*') {
        words.add("*");
      }
    }
    return words;
  }
}
