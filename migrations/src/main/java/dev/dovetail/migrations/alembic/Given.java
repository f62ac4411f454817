package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.IteratorValue;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.SetValue;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/** What a call was given, read by position or name. What is not known is {@link Unreadable}. */
record Given(Arguments arguments, Origin at) {

  /** An argument that is there and not None. */
  Optional<Value> get(int position, String name) {
    Optional<Value> value = written(position, name);
    return value.filter(v -> !(v instanceof Value.None));
  }

  Optional<Value> get(String name) {
    return get(Integer.MAX_VALUE, name);
  }

  /** An argument that is there, be it None. */
  Optional<Value> written(int position, String name) {
    Optional<Value> value = arguments.get(position, name);
    if (value.isEmpty() && arguments.more().isPresent()) {
      throw unreadable(arguments.more().get());
    }
    return value;
  }

  Value need(int position, String name) {
    return get(position, name)
        .orElseThrow(() -> new Unreadable("its argument " + name + " is not given", at));
  }

  String text(int position, String name) {
    return text(need(position, name), at);
  }

  Optional<String> maybeText(int position, String name) {
    return get(position, name).map(value -> text(value, at));
  }

  Optional<String> maybeText(String name) {
    return maybeText(Integer.MAX_VALUE, name);
  }

  /** A flag; the default where it is not given or None. */
  boolean flag(String name, boolean otherwise) {
    return flag(Integer.MAX_VALUE, name, otherwise);
  }

  boolean flag(int position, String name, boolean otherwise) {
    return get(position, name).map(value -> truth(value, at)).orElse(otherwise);
  }

  List<Value> list(int position, String name) {
    return get(position, name).map(value -> elements(value, at)).orElse(List.of());
  }

  List<String> texts(int position, String name) {
    return list(position, name).stream().map(value -> text(value, at)).toList();
  }

  /** The positional arguments from a place on. */
  List<Value> from(int position) {
    if (arguments.more().isPresent()) {
      throw unreadable(arguments.more().get());
    }
    List<Value> all = arguments.positional();
    return position >= all.size() ? List.of() : all.subList(position, all.size());
  }

  // ---- single values

  static String text(Value value, Origin at) {
    return switch (value) {
      case Value.Str text -> text.text();
      case EnumMember member when member.mixesIn() -> text(member.value(), at);
      case Value.Constructed made when isName(made) ->
          new Given(made.arguments(), made.at()).text(0, "name");
      case Value.Unknown unknown -> throw unreadable(unknown);
      case Value.Partly partly -> throw unreadable(partly.reason());
      default ->
          throw new Unreadable(
              "a string is wanted, and what is given is not one that is known", at);
    };
  }

  /** A name that counts as made by a convention, so that SQLAlchemy cuts it where it is long. */
  static boolean isCut(Value value) {
    return value instanceof Value.Constructed made
        && (made.callee().equals("alembic.op.f") || made.callee().endsWith(".conv"));
  }

  /** {@code op.f("x")} and its kin: a name that no convention changes. */
  static boolean isName(Value.Constructed made) {
    return made.callee().equals("alembic.op.f")
        || made.callee().endsWith(".conv")
        || made.callee().endsWith(".quoted_name");
  }

  static boolean truth(Value value, Origin at) {
    return switch (value) {
      case Value.Bool bool -> bool.value();
      case Value.Int number -> number.value().signum() != 0;
      case Value.None none -> false;
      case Value.Str text -> !text.text().isEmpty();
      case Value.Unknown unknown -> throw unreadable(unknown);
      case Value.Partly partly -> throw unreadable(partly.reason());
      default -> throw new Unreadable("a flag is not known", at);
    };
  }

  static List<Value> elements(Value value, Origin at) {
    return switch (value) {
      case ListValue list -> {
        if (list.poison().isPresent()) {
          throw unreadable(list.poison().get());
        }
        yield List.copyOf(list.elements());
      }
      case Value.Tuple tuple -> tuple.elements();
      case IteratorValue iterator -> iterator.rest();
      case SetValue set when set.ordered() && set.poison().isEmpty() -> set.elements();
      case Value.Unknown unknown -> throw unreadable(unknown);
      default -> throw new Unreadable("a list is not known", at);
    };
  }

  static Unreadable unreadable(Value.Unknown unknown) {
    return new Unreadable(unknown.reason(), unknown.at());
  }
}
