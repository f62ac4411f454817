package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.schema.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an analysed expression as {@code pg_get_expr} does with an empty search path. It knows the
 * forms that defaults take; {@link #exact} says whether it met another.
 */
final class Deparse {

  private static final Pattern HOURS =
      Pattern.compile("([0-9]+) (hour|minute|second)s?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DAYS =
      Pattern.compile("([0-9]+) (day|mon|year)(?:s|ths?)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern PLAIN_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern PLAIN_TIMESTAMP =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}");
  private static final Set<Integer> TEXTUAL = Set.of(25, 1043, 1042, 19, 114, 2950);

  private final Catalog catalog;
  private boolean exact = true;

  Deparse(Catalog catalog) {
    this.catalog = catalog;
  }

  boolean exact() {
    return exact;
  }

  String text(Node node) {
    return switch (node) {
      case Node.LabelConst label -> quoted(labelText(label.type(), label.label()), label.type());
      case Node.LabelArray array ->
          quoted(
              Literals.array(
                  array.labels().stream()
                      .map(label -> label.map(id -> labelText(array.type(), id)))
                      .toList()),
              array.type());
      case Node.Const constant -> constant(constant);
      case Node.NullConst none -> "NULL::" + catalog.qualified(none.type());
      case Node.ColumnVar variable -> Identifiers.quote(columnName(variable.column()));
      case Node.Value value -> value.name().toUpperCase(Locale.ROOT);
      case Node.RelationConst relation ->
          "'"
              + catalog
                  .thing(relation.relation(), Thing.Housed.class)
                  .map(catalog::qualified)
                  .orElse("?")
              + "'::regclass";
      case Node.Call call -> call(call);
      case Node.Keyword keyword -> keyword.word();
      case Node.CastTo cast -> cast(cast);
      case Node.Op op -> operator(op);
      case Node.Logic logic ->
          logic.children().size() == 1
              ? "(" + logic.word() + " " + text(logic.children().get(0)) + ")"
              : logic.children().stream()
                  .map(this::text)
                  .collect(Collectors.joining(" " + logic.word() + " ", "(", ")"));
      case Node.NullTest test ->
          "(" + text(test.operand()) + (test.negated() ? " IS NOT NULL)" : " IS NULL)");
      case Node.Quantified quantified ->
          "("
              + text(quantified.operand())
              + " "
              + quantified.symbol()
              + (quantified.every() ? " ALL (" : " ANY (")
              + text(quantified.array())
              + "))";
      case Node.Listing listing ->
          "ARRAY["
              + list(listing.children())
              + "]"
              + (listing.children().isEmpty() ? "::" + catalog.qualified(listing.type()) : "");
      case Node.Choice choice -> choice(choice);
      case Node.Several several -> inexact(several.what());
      case Node.Dark dark -> inexact(dark.text());
    };
  }

  private String inexact(String text) {
    exact = false;
    return text;
  }

  private String list(List<Node> nodes) {
    return nodes.stream().map(this::text).collect(Collectors.joining(", "));
  }

  private String labelText(TypeRef type, int label) {
    return catalog
        .thing(type.type(), Thing.EnumType.class)
        .flatMap(found -> found.label(label))
        .map(Thing.Label::text)
        .orElse("?");
  }

  private String columnName(ColumnId column) {
    return catalog
        .thing(column.relation(), Thing.Table.class)
        .flatMap(table -> table.column(column.number()))
        .map(Thing.Column::name)
        .orElse("?");
  }

  private String quoted(String text, TypeRef type) {
    return Identifiers.literal(text) + "::" + catalog.qualified(type);
  }

  private String constant(Node.Const constant) {
    String value = constant.value();
    TypeRef type = constant.type();
    if (type.literal()) {
      return Identifiers.literal(value);
    }
    if (type.unsure()) {
      return inexact(value);
    }
    if (type.array()) {
      return array(constant);
    }
    return switch (type.type()) {
      case 16 -> value;
      case 23 -> value.startsWith("-") ? quoted(value, type) : value;
      case 1700 -> value.matches("[0-9]+\\.[0-9]+") ? value : numeric(value, type);
      case 20, 21 -> quoted(value, type);
      case 1186 -> interval(value);
      case 1082 ->
          PLAIN_DATE.matcher(value).matches() ? quoted(value, type) : inexact(quoted(value, type));
      case 1114 ->
          PLAIN_TIMESTAMP.matcher(value).matches()
              ? quoted(value, type)
              : inexact(quoted(value, type));
      case 3802 ->
          Jsonb.canonical(value).filter(value::equals).isPresent()
              ? quoted(value, type)
              : inexact(quoted(value, type));
      default -> TEXTUAL.contains(type.type()) ? quoted(value, type) : inexact(quoted(value, type));
    };
  }

  private String numeric(String value, TypeRef type) {
    String plain = value.startsWith("+") ? value.substring(1) : value;
    return plain.matches("-?([1-9][0-9]*|0)(\\.[0-9]+)?")
        ? quoted(plain, type)
        : inexact(quoted(plain, type));
  }

  private String array(Node.Const constant) {
    Optional<List<Optional<String>>> elements = Literals.elements(constant.value());
    boolean plain =
        elements.isPresent()
            && (elements.get().isEmpty()
                || Set.of(25, 1043, 23, 20, 21).contains(constant.type().type()));
    return plain
        ? quoted(Literals.array(elements.get()), constant.type())
        : inexact(quoted(constant.value(), constant.type()));
  }

  private String interval(String value) {
    Matcher clock = HOURS.matcher(value);
    Matcher days = DAYS.matcher(value);
    if (clock.matches() && clock.group(1).length() < 3) {
      int count = Integer.parseInt(clock.group(1));
      String unit = clock.group(2).toLowerCase(Locale.ROOT);
      int seconds = count * (unit.equals("hour") ? 3600 : unit.equals("minute") ? 60 : 1);
      return "'"
          + two(seconds / 3600)
          + ":"
          + two(seconds / 60 % 60)
          + ":"
          + two(seconds % 60)
          + "'::interval";
    }
    if (days.matches() && days.group(1).length() < 3) {
      int count = Integer.parseInt(days.group(1));
      String unit = days.group(2).toLowerCase(Locale.ROOT);
      if (count > 0 && (!unit.equals("mon") || count < 12)) {
        return "'" + count + " " + unit + (count == 1 ? "" : "s") + "'::interval";
      }
    }
    return inexact("'" + value + "'::interval");
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }

  private String call(Node.Call call) {
    Optional<Thing.Routine> routine = catalog.thing(call.routine(), Thing.Routine.class);
    String arguments = "(" + list(call.children()) + ")";
    if (routine.isPresent()) {
      boolean literals = call.children().stream().anyMatch(child -> child.type().literal());
      String text = catalog.qualified(routine.get()) + arguments;
      return literals ? inexact(text) : text;
    }
    return switch (call.name()) {
      case "coalesce", "greatest", "least", "nullif" ->
          call.name().toUpperCase(Locale.ROOT) + arguments;
      case "extract", "position", "overlay" -> inexact(call.name() + arguments);
      default -> {
        boolean literals = call.children().stream().anyMatch(child -> child.type().literal());
        String extension = Functions.extension(call.name());
        String text = (extension.isEmpty() ? "" : "public.") + call.name() + arguments;
        boolean sure = !literals && (Functions.known(call.name()) || !extension.isEmpty());
        yield sure ? text : inexact(text);
      }
    };
  }

  private String cast(Node.CastTo cast) {
    if (!cast.shown()) {
      return text(cast.operand());
    }
    if (cast.operand() instanceof Node.Const constant && constant.type().is(cast.type())) {
      String bare = Identifiers.literal(constant.value());
      return bare + "::" + catalog.qualified(cast.type());
    }
    return "(" + text(cast.operand()) + ")::" + catalog.qualified(cast.type());
  }

  private String operator(Node.Op op) {
    if (op.children().size() == 1) {
      return "(" + op.symbol() + " " + text(op.children().get(0)) + ")";
    }
    boolean literals = op.children().stream().anyMatch(child -> child.type().literal());
    String text =
        "("
            + text(op.children().get(0))
            + " "
            + op.symbol()
            + " "
            + text(op.children().get(1))
            + ")";
    return literals ? inexact(text) : text;
  }

  private String choice(Node.Choice choice) {
    List<Node> children = new ArrayList<>(choice.children());
    StringBuilder text = new StringBuilder("CASE");
    if (choice.operand()) {
      text.append(' ').append(text(children.remove(0)));
    }
    int pairs = choice.otherwise() ? children.size() - 1 : children.size();
    for (int i = 0; i + 1 < pairs; i += 2) {
      text.append(" WHEN ")
          .append(text(children.get(i)))
          .append(" THEN ")
          .append(text(children.get(i + 1)));
    }
    text.append(" ELSE ")
        .append(
            choice.otherwise()
                ? text(children.get(children.size() - 1))
                : "NULL::" + catalog.qualified(choice.type()));
    return text.append(" END").toString();
  }
}
