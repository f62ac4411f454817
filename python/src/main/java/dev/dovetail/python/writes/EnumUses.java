package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import dev.dovetail.python.writes.Sources.Source;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the places that name the enum. One that only compares with a member writes nothing;
 * any other may write that member; one that may come by any member makes everything unsure.
 */
final class EnumUses {

  private static final Set<String> TELLING = Set.of("__name__", "__doc__", "__qualname__");

  private final Sought sought;
  private final Gathered gathered;

  EnumUses(Sought sought, Gathered gathered) {
    this.sought = sought;
    this.gathered = gathered;
  }

  void of(Source source) {
    for (Node.Name name : source.nodes().all(Node.Name.class)) {
      if (source.isEnum(name)) {
        use(name, source);
      }
    }
    for (Node.Attribute attribute : source.nodes().all(Node.Attribute.class)) {
      if (source.isEnum(attribute)) {
        use(attribute, source);
      }
    }
  }

  private void use(Node.Expr named, Source source) {
    Optional<Node> above = source.nodes().parent(named);
    if (Annotated.is(named, source.nodes())) {
      return;
    }
    switch (above.orElse(named)) {
      case Node.Attribute member when TELLING.contains(member.name()) -> {}
      case Node.Attribute member -> member(member, member.name(), source);
      case Node.Subscript subscript
          when Parents.same(subscript.value(), named)
              && subscript.index() instanceof Node.Str name ->
          member(subscript, name.value(), source);
      case Node.Call call when Parents.same(call.function(), named) ->
          unsure("`%s(...)` makes one of whatever it is given", call, source);
      case Node.Call call when takesTypes(call) -> {}
      case Node.Keyword keyword
          when source.nodes().parent(keyword).filter(EnumUses::takesTypes).isPresent() -> {}
      case Node.Compare compare -> {}
      case Node.MatchCase matchCase -> {}
      case Node.Tuple tuple
          when source.nodes().parent(tuple).filter(EnumUses::takesTypes).isPresent() -> {}
      default ->
          unsure("`%s` itself is handed on, and any of its members may come of it", named, source);
    }
  }

  /** {@code Enum(Status, ...)} of a column, or a question for a type. */
  private static boolean takesTypes(Node node) {
    if (!(node instanceof Node.Call call)) {
      return false;
    }
    String name = Sources.last(call.function());
    return Set.of("isinstance", "issubclass").contains(name)
        || name.toLowerCase(Locale.ROOT).endsWith("enum");
  }

  private void member(Node.Expr use, String name, Source source) {
    Optional<String> label = Optional.ofNullable(sought.members().get(name));
    if (label.isEmpty()) {
      gathered.unsure(
          "`%s.%s` is none of its members, and may give any of them"
              .formatted(sought.enumName(), name),
          source,
          use);
    } else if (!Compared.is(use, source.nodes())) {
      gathered.label(label.get(), source, use);
    }
  }

  private void unsure(String reason, Node at, Source source) {
    gathered.unsure(reason.formatted(sought.enumName()), source, at);
  }
}
