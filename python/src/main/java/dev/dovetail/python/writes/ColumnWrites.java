package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.writes.Sources.Source;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the places that give something to the column: assignments to its attribute,
 * keywords, values of statements, its defaults. What is given has to be written out.
 */
final class ColumnWrites {

  /** Calls by which an attribute is given something, whoever defines them. */
  private static final Set<String> GIVING =
      Set.of(
          "values", "update", "create", "replace", "copy", "evolve", "merge", "model_copy", "set");

  private static final Set<String> DEFAULTS =
      Set.of("default", "insert_default", "onupdate", "default_factory");

  private static final Set<String> ASKING =
      Set.of("query", "select", "filter", "filter_by", "where");

  private final Sought sought;
  private final Model model;
  private final Sources sources;
  private final Given given;
  private final Gathered gathered;
  private final Set<String> ancestors;

  /**
   * @param ancestors of the model, itself among them, by name
   */
  ColumnWrites(
      Sought sought, Model model, Sources sources, Gathered gathered, Set<String> ancestors) {
    this.sought = sought;
    this.model = model;
    this.sources = sources;
    this.given = new Given(sought);
    this.gathered = gathered;
    this.ancestors = new HashSet<>(ancestors);
  }

  void of(Source source) {
    for (Node.Attribute attribute : source.nodes().all(Node.Attribute.class)) {
      if (attribute.name().equals(model.attribute())) {
        assigned(attribute, source);
      }
    }
    boolean named =
        source.nodes().all(Node.Name.class).stream().anyMatch(source::isModel)
            || source.nodes().all(Node.Attribute.class).stream().anyMatch(source::isModel);
    for (Node.Call call : source.nodes().all(Node.Call.class)) {
      call(call, named, source);
    }
  }

  /** What a row gets that is given nothing. */
  void defaults(Source source) {
    for (Node.Call call : source.nodes().all(Node.Call.class)) {
      if (isWithin(call, model.declaration())) {
        for (Node.Keyword keyword : call.keywords()) {
          if (keyword.name().filter(DEFAULTS::contains).isPresent()) {
            Node.Expr value =
                keyword.value() instanceof Node.Lambda lambda ? lambda.body() : keyword.value();
            given
                .labels(value, source)
                .ifPresentOrElse(
                    labels -> labels.forEach(label -> gathered.label(label, source, keyword)),
                    () -> gathered.unsure("its default is not written out", source, keyword));
          }
        }
      }
    }
  }

  private static boolean isWithin(Node inner, Node outer) {
    return outer.span().compareTo(inner.span()) <= 0
        && inner.span().endLine() <= outer.span().endLine();
  }

  private void assigned(Node.Attribute attribute, Source source) {
    if (isOfAnotherClass(attribute, source)) {
      return;
    }
    switch (Targets.statement(attribute, source.nodes()).orElse(attribute)) {
      case Node.Assign assign
          when assign.targets().stream().anyMatch(it -> Parents.same(it, attribute)) ->
          gives(assign.value(), assign, source);
      case Node.AnnAssign assign -> assign.value().ifPresent(value -> gives(value, assign, source));
      case Node.Attribute read -> {}
      case Node.Delete delete -> {}
      case Node other -> notFollowed(attribute, source);
    }
  }

  /** {@code self.status = ...} in a class that is not the model. */
  private boolean isOfAnotherClass(Node.Attribute attribute, Source source) {
    return attribute.value() instanceof Node.Name self
        && self.id().equals("self")
        && source
            .nodes()
            .around(attribute, Node.ClassDef.class)
            .filter(type -> !ancestors.contains(type.name()))
            .isPresent();
  }

  private void gives(Node.Expr value, Node at, Source source) {
    given
        .labels(value, source)
        .ifPresentOrElse(
            labels -> gathered.written(labels, source, at), () -> notFollowed(at, source));
  }

  private void notFollowed(Node at, Source source) {
    gathered.unsure(
        "what is given to `%s` is not written out there".formatted(model.attribute()), source, at);
  }

  private void call(Node.Call call, boolean named, Source source) {
    String name = Sources.last(call.function());
    boolean makes = source.isModel(call.function()) || isOwn(call, source);
    boolean open = call.keywords().stream().anyMatch(keyword -> keyword.name().isEmpty());
    if (makes && (open || !call.arguments().isEmpty())) {
      gathered.unsure(
          "`%s(...)` is given what is not written out".formatted(model.type().name()),
          source,
          call);
    }
    if (makes || gives(name)) {
      for (Node.Keyword keyword : call.keywords()) {
        if (keyword.name().filter(model.attribute()::equals).isPresent()
            || keyword.name().filter(sought.column()::equals).isPresent()) {
          gives(keyword.value(), call, source);
        }
      }
    }
    for (Node.Keyword keyword : call.keywords()) {
      boolean values = named && keyword.name().filter("values"::equals).isPresent();
      if (values || keyword.name().filter("set_"::equals).isPresent()) {
        set(keyword.value(), call, source);
      }
    }
    boolean statement = name.equals("values") || name.equals("update") && (named || asks(call));
    if (statement && !begins(call, source)) {
      if (open) {
        notFollowed(call, source);
      }
      call.arguments().forEach(argument -> set(argument, call, source));
    }
    if (name.equals("execute") && named && call.arguments().size() > 1 && !isText(call)) {
      gathered.unsure("`execute` is given values that are not written out", source, call);
    }
    Reflection.of(call, model, sources).ifPresent(reason -> gathered.unsure(reason, source, call));
  }

  /** {@code execute(text("..."), values)}: SQL is looked at by itself. */
  private static boolean isText(Node.Call call) {
    return switch (call.arguments().getFirst()) {
      case Node.Str text -> true;
      case Node.JoinedStr text -> true;
      case Node.Call inner -> Set.of("text", "SQL").contains(Sources.last(inner.function()));
      default -> false;
    };
  }

  private boolean gives(String name) {
    return GIVING.contains(name);
  }

  /** {@code update(Order)} begins a statement, and gives nothing yet. */
  private static boolean begins(Node.Call call, Source source) {
    return call.function() instanceof Node.Name
        || call.arguments().stream().anyMatch(source::isModel);
  }

  /** {@code cls(...)} in the model. */
  private boolean isOwn(Node.Call call, Source source) {
    return call.function() instanceof Node.Name name
        && name.id().equals("cls")
        && source
            .nodes()
            .around(call, Node.ClassDef.class)
            .filter(type -> ancestors.contains(type.name()))
            .isPresent();
  }

  /** Whether the call is one of a chain that asks the database. */
  private static boolean asks(Node.Call call) {
    Node at = call.function();
    while (true) {
      switch (at) {
        case Node.Attribute attribute -> at = attribute.value();
        case Node.Call inner -> {
          if (ASKING.contains(Sources.last(inner.function()))) {
            return true;
          }
          at = inner.function();
        }
        default -> {
          return false;
        }
      }
    }
  }

  /** {@code {"status": ..., Order.note: ...}}. */
  private void set(Node.Expr values, Node.Call call, Source source) {
    if (!(values instanceof Node.DictDisplay display)) {
      notFollowed(call, source);
      return;
    }
    for (int i = 0; i < display.values().size(); i++) {
      Optional<Node.Expr> key = display.keys().get(i);
      String name =
          key.map(it -> it instanceof Node.Str text ? text.value() : attribute(it)).orElse("");
      if (name.isEmpty()) {
        notFollowed(call, source);
      } else if (name.equals(model.attribute()) || name.equals(sought.column())) {
        gives(display.values().get(i), call, source);
      }
    }
  }

  private static String attribute(Node.Expr key) {
    return key instanceof Node.Attribute attribute ? attribute.name() : "";
  }
}
