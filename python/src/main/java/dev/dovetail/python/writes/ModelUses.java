package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.writes.Sources.Source;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the places that name the class of the model: who is handed the class itself, such as
 * a form or an admin page, may write any column of it.
 */
final class ModelUses {

  /** Those who are handed the class and write nothing. */
  private static final Set<String> READING =
      Set.of(
          "isinstance",
          "issubclass",
          "select",
          "query",
          "get",
          "get_one",
          "delete",
          "exists",
          "count",
          "cast",
          "join",
          "outerjoin",
          "select_from",
          "joinedload",
          "selectinload",
          "subqueryload",
          "contains_eager",
          "relationship",
          "relation",
          "backref",
          "defer",
          "undefer",
          "scalars",
          "with_entities",
          "add_entity");

  /** Attributes by which all models, or all that an object has, can be come by. */
  private static final Set<String> ALL =
      Set.of(
          "__dict__",
          "__subclasses__",
          "_class_registry",
          "_decl_class_registry",
          "mappers",
          "sorted_tables");

  /** Functions that must not be handed on. */
  private static final Set<String> POWERS = Set.of("setattr", "exec", "eval", "vars");

  private static final Set<String> STATING = Set.of("insert", "update", "pg_insert");

  private final Model model;
  private final Sources sources;
  private final Gathered gathered;

  ModelUses(Model model, Sources sources, Gathered gathered) {
    this.model = model;
    this.sources = sources;
    this.gathered = gathered;
  }

  void of(Source source) {
    for (Node.Name name : source.nodes().all(Node.Name.class)) {
      if (source.isModel(name)) {
        use(name, source);
      }
      if (POWERS.contains(name.id()) && !isCalled(name, source)) {
        gathered.unsure("`%s` is handed on".formatted(name.id()), source, name);
      }
    }
    for (Node.Attribute attribute : source.nodes().all(Node.Attribute.class)) {
      if (source.isModel(attribute)) {
        use(attribute, source);
      }
      if (ALL.contains(attribute.name())) {
        gathered.unsure("`%s` may come by anything".formatted(attribute.name()), source, attribute);
      }
    }
  }

  private void use(Node.Expr named, Source source) {
    if (Annotated.is(named, source.nodes())) {
      return;
    }
    switch (source.nodes().parent(named).orElse(named)) {
      case Node.Attribute attribute -> attribute(attribute, source);
      case Node.Call call when Parents.same(call.function(), named) -> {}
      case Node.Call call when reads(call) -> {}
      case Node.Call call when STATING.contains(Sources.last(call.function())) ->
          statement(call, source);
      case Node.Compare compare -> {}
      case Node.MatchCase matchCase -> {}
      default -> handedOn(named, source);
    }
  }

  private static boolean isCalled(Node.Expr named, Source source) {
    return source
        .nodes()
        .parent(named)
        .filter(it -> it instanceof Node.Call call && Parents.same(call.function(), named))
        .isPresent();
  }

  private static boolean reads(Node.Call call) {
    return READING.contains(Sources.last(call.function()));
  }

  private void attribute(Node.Attribute attribute, Source source) {
    String name = attribute.name();
    boolean called = isCalled(attribute, source);
    boolean dunder = name.startsWith("__") && !Set.of("__tablename__", "__name__").contains(name);
    boolean known =
        called ? sources.defines(name) && !model.hasField(name) : model.hasField(name) || !dunder;
    if (!known || dunder) {
      gathered.unsure(
          "what `%s.%s` does is not read".formatted(model.type().name(), name), source, attribute);
    }
  }

  /** {@code insert(Order).values(...)}: what it is given is looked at there. */
  private void statement(Node.Call call, Source source) {
    Node at = call;
    Optional<Node> above = source.nodes().parent(at);
    while (above.isPresent()
        && (above.get() instanceof Node.Attribute
            || above.get() instanceof Node.Call outer && Parents.same(outer.function(), at))) {
      at = above.get();
      if (at instanceof Node.Attribute attribute && attribute.name().equals("values")) {
        return;
      }
      above = source.nodes().parent(at);
    }
    gathered.unsure(
        "`%s(%s)` gets its values elsewhere"
            .formatted(Sources.last(call.function()), model.type().name()),
        source,
        call);
  }

  private void handedOn(Node.Expr named, Source source) {
    gathered.unsure(
        "`%s` itself is handed on, and may be written there".formatted(model.type().name()),
        source,
        named);
  }
}
