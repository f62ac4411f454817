package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls that may write any attribute, or come by any class, without naming it. */
final class Reflection {

  private static final Set<String> WRITING =
      Set.of(
          "populate_obj",
          "bulk_insert_mappings",
          "bulk_update_mappings",
          "bulk_create",
          "copy_records_to_table",
          "to_sql",
          "__setattr__",
          "__class__");

  private static final Set<String> ANYTHING =
      Set.of("exec", "eval", "vars", "globals", "locals", "__import__", "import_module");

  private Reflection() {}

  /** Why a call may write the column, if it may. */
  static Optional<String> of(Node.Call call, Model model, Sources sources) {
    String name = Sources.last(call.function());
    List<Node.Expr> arguments = call.arguments();
    return switch (name) {
      case "setattr", "set_attribute", "set_committed_value" ->
          arguments.size() > 1 && isOther(arguments.get(1), model)
              ? Optional.empty()
              : Optional.of("`%s` may set any attribute".formatted(name));
      case "getattr", "attrgetter" ->
          arguments.stream()
                  .skip(name.equals("getattr") ? 1 : 0)
                  .limit(1)
                  .allMatch(Reflection::isText)
              ? Optional.empty()
              : Optional.of("`%s` may come by anything".formatted(name));
      case "synonym", "association_proxy", "validates", "listens_for", "listen" ->
          arguments.stream().allMatch(argument -> isOther(argument, model))
              ? Optional.empty()
              : Optional.of("`%s` stands before the column".formatted(name));
      default -> {
        boolean anything =
            ANYTHING.contains(name)
                && !sources.defines(name)
                && (call.function() instanceof Node.Name || name.equals("import_module"));
        boolean made =
            call.function() instanceof Node.Call inner
                && Set.of("type", "getattr").contains(Sources.last(inner.function()));
        yield anything || made || WRITING.contains(name)
            ? Optional.of("`%s` may write anything".formatted(name.isEmpty() ? "type" : name))
            : Optional.empty();
      }
    };
  }

  private static boolean isText(Node.Expr argument) {
    return argument instanceof Node.Str;
  }

  /** Whether it is the name of another attribute, or what is no name. */
  private static boolean isOther(Node.Expr argument, Model model) {
    return argument instanceof Node.Str text && !text.value().equals(model.attribute());
  }
}
