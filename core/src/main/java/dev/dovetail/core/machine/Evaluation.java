package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out an expression over one row that is known. What it cannot work out is {@link Cell.Any};
 * what PostgreSQL would refuse on the way is refused.
 */
final class Evaluation {

  /** What a condition gives. */
  enum Truth {
    TRUE,
    FALSE,
    NULL,
    UNSURE
  }

  /** date, timestamp and timestamptz: each can be made of each. */
  private static final Set<Integer> MOMENTS = Set.of(1082, 1114, 1184);

  private final Catalog catalog;
  private final Thing.Table table;
  private final Map<Integer, Cell> row;
  private final Literals literals;
  private boolean doubtful;

  Evaluation(Catalog catalog, Thing.Table table, Map<Integer, Cell> row) {
    this.catalog = catalog;
    this.table = table;
    this.row = row;
    this.literals = new Literals(catalog);
  }

  /** Whether something was met that could have failed. */
  boolean doubtful() {
    return doubtful;
  }

  Truth truth(Node node) {
    return truth(cell(node));
  }

  private static Truth truth(Cell cell) {
    return switch (cell) {
      case Cell.None none -> Truth.NULL;
      case Cell.Text text ->
          switch (text.value()) {
            case "true" -> Truth.TRUE;
            case "false" -> Truth.FALSE;
            default -> Truth.UNSURE;
          };
      case Cell.LabelCell other -> Truth.UNSURE;
      case Cell.Labels other -> Truth.UNSURE;
      case Cell.Some other -> Truth.UNSURE;
      case Cell.Any other -> Truth.UNSURE;
    };
  }

  /** Equality within a row, where two values of a sequence may be one. */
  private static Optional<Boolean> equal(Cell one, Cell other) {
    return one instanceof Cell.Some && other instanceof Cell.Some
        ? Optional.empty()
        : Cell.equal(one, other);
  }

  private static Cell cell(Truth truth) {
    return switch (truth) {
      case TRUE -> new Cell.Text("true");
      case FALSE -> new Cell.Text("false");
      case NULL -> Cell.none();
      case UNSURE -> Cell.any();
    };
  }

  private static Cell cell(Optional<Boolean> known) {
    return cell(known.map(yes -> yes ? Truth.TRUE : Truth.FALSE).orElse(Truth.UNSURE));
  }

  Cell cell(Node node) {
    return switch (node) {
      case Node.LabelConst label -> new Cell.LabelCell(label.type().type(), label.label());
      case Node.LabelArray array -> new Cell.Labels(array.type().type(), array.labels());
      case Node.Const constant -> new Cell.Text(constant.value());
      case Node.NullConst none -> Cell.none();
      case Node.ColumnVar variable ->
          variable.column().relation() == table.oid()
              ? row.getOrDefault(variable.column().number(), Cell.none())
              : Cell.any();
      case Node.Value value -> Cell.any();
      case Node.RelationConst relation -> new Cell.Some(false);
      case Node.Call call -> call(call);
      case Node.Keyword keyword -> new Cell.Some(false);
      case Node.CastTo cast -> convert(cell(cast.operand()), cast.operand().type(), cast);
      case Node.Op op -> operator(op);
      case Node.Logic logic -> cell(logic(logic));
      case Node.NullTest test -> nullTest(test);
      case Node.Quantified quantified -> quantified(quantified);
      case Node.Listing listing -> listing(listing);
      case Node.Choice choice -> choice(choice);
      case Node.Several several -> unclear();
      case Node.Dark dark -> unclear();
    };
  }

  private Cell unclear() {
    doubtful = true;
    return Cell.any();
  }

  private Cell call(Node.Call call) {
    if (call.routine() != 0) {
      return unclear();
    }
    switch (call.name()) {
      case "nextval" -> {
        return new Cell.Some(true);
      }
      case "gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1", "uuidv4", "uuidv7" -> {
        return new Cell.Some(true);
      }
      case "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp", "random" -> {
        return new Cell.Some(false);
      }
      case "coalesce" -> {
        return coalesce(call.children());
      }
      default -> {}
    }
    List<Cell> arguments = call.children().stream().map(this::cell).toList();
    if (arguments.size() == 1 && arguments.get(0) instanceof Cell.Text text) {
      switch (call.name()) {
        case "lower" -> {
          return new Cell.Text(text.value().toLowerCase(Locale.ROOT));
        }
        case "upper" -> {
          return new Cell.Text(text.value().toUpperCase(Locale.ROOT));
        }
        case "trim", "btrim" -> {
          return new Cell.Text(text.value().strip());
        }
        default -> {}
      }
    }
    boolean strict = arguments.stream().anyMatch(Cell.None.class::isInstance);
    if (strict && Functions.ofText(call.name())) {
      return Cell.none();
    }
    return Cell.any();
  }

  private Cell coalesce(List<Node> arguments) {
    for (Node argument : arguments) {
      Cell cell = cell(argument);
      switch (cell) {
        case Cell.None none -> {}
        case Cell.Any any -> {
          return any;
        }
        case Cell.Text known -> {
          return known;
        }
        case Cell.LabelCell known -> {
          return known;
        }
        case Cell.Labels known -> {
          return known;
        }
        case Cell.Some known -> {
          return known;
        }
      }
    }
    return Cell.none();
  }

  // ---- casts

  private Cell convert(Cell value, TypeRef from, Node.CastTo cast) {
    TypeRef source = catalog.below(from);
    TypeRef target = catalog.below(cast.type());
    Optional<Thing.EnumType> labels = catalog.thing(target.type(), Thing.EnumType.class);
    return switch (value) {
      case Cell.None none -> none;
      case Cell.Text text -> fromText(text.value(), source, target, cast.shown());
      case Cell.LabelCell label ->
          labels.isPresent() && !target.array()
              ? label
              : fromText(text(label.type(), label.label()), TypeRef.TEXT, target, cast.shown());
      case Cell.Labels array ->
          labels.filter(type -> type.oid() == array.type()).isPresent() && target.array()
              ? array
              : fromText(
                  Literals.array(
                      array.labels().stream()
                          .map(label -> label.map(id -> text(array.type(), id)))
                          .toList()),
                  TypeRef.TEXT,
                  target,
                  cast.shown());
      case Cell.Some some -> {
        doubtful |= !safe(source, target);
        yield some;
      }
      case Cell.Any any -> {
        doubtful |= !safe(source, target);
        yield any;
      }
    };
  }

  private boolean safe(TypeRef source, TypeRef target) {
    boolean moments = MOMENTS.contains(source.type()) && MOMENTS.contains(target.type());
    return moments && !source.array() && !target.array()
        || source.same(target) && target.modifiers().isEmpty()
        || Coercion.string(target) && target.modifiers().isEmpty()
        || new Coercion(catalog).reach(source, target) == Coercion.Reach.IMPLICIT
            && target.modifiers().isEmpty();
  }

  private String text(int type, int label) {
    return catalog
        .thing(type, Thing.EnumType.class)
        .flatMap(found -> found.label(label))
        .map(Thing.Label::text)
        .orElse("");
  }

  private Cell fromText(String text, TypeRef source, TypeRef target, boolean explicit) {
    if (Coercion.string(target)) {
      return cut(text, target, explicit);
    }
    boolean readable =
        Coercion.string(source)
            || source.literal()
            || source.array() && Coercion.string(source.element());
    if (readable && !target.unsure()) {
      return cell(literals.read(text, target));
    }
    if (source.same(target) || Coercion.number(source) && whole(text, target)) {
      return new Cell.Text(text);
    }
    doubtful |= !safe(source, target);
    return new Cell.Some(false);
  }

  private static boolean whole(String text, TypeRef target) {
    return switch (target.type()) {
      case 20, 23, 21 -> text.matches("-?[0-9]{1,4}");
      case 1700 -> target.modifiers().isEmpty();
      default -> false;
    };
  }

  private static Cell cut(String text, TypeRef target, boolean explicit) {
    if (target.modifiers().size() != 1
        || text.codePointCount(0, text.length()) <= target.modifiers().get(0)) {
      return new Cell.Text(text);
    }
    int length = target.modifiers().get(0);
    String kept = text.substring(0, text.offsetByCodePoints(0, length));
    if (explicit || text.substring(kept.length()).isBlank()) {
      return new Cell.Text(kept);
    }
    throw Catalog.refuse(
        "22001",
        "value too long for type "
            + Builtin.of(target.type()).map(type -> type.shown(target.modifiers())).orElse(""));
  }

  // ---- operators

  private Cell operator(Node.Op op) {
    List<Cell> operands = op.children().stream().map(this::cell).toList();
    if (op.symbol().startsWith("IS ")) {
      Cell one = operands.get(0);
      Cell other = operands.get(1);
      boolean not = op.symbol().contains("NOT");
      if (one instanceof Cell.None || other instanceof Cell.None) {
        boolean sure = !(one instanceof Cell.Any) && !(other instanceof Cell.Any);
        boolean both = one instanceof Cell.None && other instanceof Cell.None;
        return sure ? cell(Optional.of(both == not)) : Cell.any();
      }
      return cell(equal(one, other).map(equal -> equal == not));
    }
    if (operands.stream().anyMatch(Cell.None.class::isInstance)) {
      return Cell.none();
    }
    if (operands.size() != 2 || operands.stream().anyMatch(Cell.Any.class::isInstance)) {
      doubtful |= op.symbol().equals("/");
      return Cell.any();
    }
    Cell one = operands.get(0);
    Cell other = operands.get(1);
    return switch (op.symbol()) {
      case "=" -> cell(equal(one, other));
      case "<>" -> cell(equal(one, other).map(equal -> !equal));
      case "<", ">", "<=", ">=" -> cell(ordered(op.symbol(), one, other));
      case "||" ->
          one instanceof Cell.Text a && other instanceof Cell.Text b
              ? new Cell.Text(a.value() + b.value())
              : new Cell.Some(false);
      case "+", "-", "*", "/" -> arithmetic(op, one, other);
      default -> Cell.any();
    };
  }

  private Optional<Boolean> ordered(String symbol, Cell one, Cell other) {
    Optional<Integer> order = Optional.empty();
    if (one instanceof Cell.LabelCell a
        && other instanceof Cell.LabelCell b
        && a.type() == b.type()) {
      order = Optional.of(Integer.compare(position(a), position(b)));
    } else if (one instanceof Cell.Text a && other instanceof Cell.Text b) {
      Optional<BigDecimal> left = Cell.number(a.value());
      Optional<BigDecimal> right = Cell.number(b.value());
      if (left.isPresent() && right.isPresent()) {
        order = Optional.of(left.get().compareTo(right.get()));
      }
    }
    return order.map(sign ->
        switch (symbol) {
          case "<" -> sign < 0;
          case ">" -> sign > 0;
          case "<=" -> sign <= 0;
          default -> sign >= 0;
        });
  }

  private int position(Cell.LabelCell label) {
    List<Thing.Label> labels =
        catalog
            .thing(label.type(), Thing.EnumType.class)
            .map(Thing.EnumType::labels)
            .orElse(List.of());
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).id() == label.label()) {
        return i;
      }
    }
    return -1;
  }

  private Cell arithmetic(Node.Op op, Cell one, Cell other) {
    if (!(one instanceof Cell.Text a) || !(other instanceof Cell.Text b)) {
      doubtful |= op.symbol().equals("/");
      return new Cell.Some(false);
    }
    Optional<BigDecimal> left = Cell.number(a.value());
    Optional<BigDecimal> right = Cell.number(b.value());
    if (left.isEmpty() || right.isEmpty()) {
      return new Cell.Some(false);
    }
    if (op.symbol().equals("/")) {
      if (right.get().signum() == 0) {
        throw Catalog.refuse("22012", "division by zero");
      }
      return new Cell.Some(false);
    }
    BigDecimal result =
        switch (op.symbol()) {
          case "+" -> left.get().add(right.get());
          case "-" -> left.get().subtract(right.get());
          default -> left.get().multiply(right.get());
        };
    return new Cell.Text(result.toPlainString());
  }

  private Truth logic(Node.Logic logic) {
    if (logic.word().equals("NOT")) {
      return switch (truth(logic.children().get(0))) {
        case TRUE -> Truth.FALSE;
        case FALSE -> Truth.TRUE;
        case NULL -> Truth.NULL;
        case UNSURE -> Truth.UNSURE;
      };
    }
    Truth decisive = logic.word().equals("OR") ? Truth.TRUE : Truth.FALSE;
    List<Truth> parts = new ArrayList<>();
    for (Node child : logic.children()) {
      Truth truth = truth(child);
      if (truth == decisive) {
        return decisive;
      }
      parts.add(truth);
    }
    if (parts.contains(Truth.UNSURE)) {
      return Truth.UNSURE;
    }
    if (parts.contains(Truth.NULL)) {
      return Truth.NULL;
    }
    return decisive == Truth.TRUE ? Truth.FALSE : Truth.TRUE;
  }

  private Cell nullTest(Node.NullTest test) {
    return switch (cell(test.operand())) {
      case Cell.None none -> cell(Optional.of(!test.negated()));
      case Cell.Any any -> Cell.any();
      case Cell.Text known -> cell(Optional.of(test.negated()));
      case Cell.LabelCell known -> cell(Optional.of(test.negated()));
      case Cell.Labels known -> cell(Optional.of(test.negated()));
      case Cell.Some known -> cell(Optional.of(test.negated()));
    };
  }

  private Cell quantified(Node.Quantified quantified) {
    Node array = quantified.array();
    while (array instanceof Node.CastTo cast) {
      array = cast.operand();
    }
    List<Cell> items = new ArrayList<>();
    switch (array) {
      case Node.Listing listing -> listing.children().forEach(item -> items.add(cell(item)));
      case Node.LabelArray labels ->
          labels
              .labels()
              .forEach(label ->
                  items.add(
                      label
                          .map(id -> (Cell) new Cell.LabelCell(labels.type().type(), id))
                          .orElse(Cell.none())));
      default -> {
        return Cell.any();
      }
    }
    if (!quantified.symbol().equals("=") && !quantified.symbol().equals("<>")) {
      return Cell.any();
    }
    boolean equal = quantified.symbol().equals("=");
    Cell operand = cell(quantified.operand());
    List<Truth> truths = new ArrayList<>();
    for (Cell item : items) {
      boolean none = operand instanceof Cell.None || item instanceof Cell.None;
      truths.add(none ? Truth.NULL : truth(cell(equal(operand, item).map(same -> same == equal))));
    }
    Truth decisive = quantified.every() ? Truth.FALSE : Truth.TRUE;
    if (truths.contains(decisive)) {
      return cell(decisive);
    }
    if (truths.contains(Truth.UNSURE)) {
      return Cell.any();
    }
    return truths.contains(Truth.NULL)
        ? Cell.none()
        : cell(decisive == Truth.TRUE ? Truth.FALSE : Truth.TRUE);
  }

  private Cell listing(Node.Listing listing) {
    List<Optional<Integer>> labels = new ArrayList<>();
    int type = listing.type().type();
    for (Node child : listing.children()) {
      switch (cell(child)) {
        case Cell.LabelCell label -> labels.add(Optional.of(label.label()));
        case Cell.None none -> labels.add(Optional.empty());
        case Cell.Text other -> {
          return new Cell.Some(false);
        }
        case Cell.Labels other -> {
          return new Cell.Some(false);
        }
        case Cell.Some other -> {
          return new Cell.Some(false);
        }
        case Cell.Any other -> {
          return new Cell.Some(false);
        }
      }
    }
    return catalog.thing(type, Thing.EnumType.class).isPresent()
        ? new Cell.Labels(type, List.copyOf(labels))
        : listing.children().isEmpty() ? new Cell.Text("{}") : new Cell.Some(false);
  }

  private Cell choice(Node.Choice choice) {
    List<Node> children = choice.children();
    int at = choice.operand() ? 1 : 0;
    int end = choice.otherwise() ? children.size() - 1 : children.size();
    Optional<Cell> operand =
        choice.operand() ? Optional.of(cell(children.get(0))) : Optional.empty();
    for (; at + 1 < end; at += 2) {
      Cell condition = cell(children.get(at));
      Truth truth =
          operand.isPresent() ? truth(cell(equal(operand.get(), condition))) : truth(condition);
      if (truth == Truth.TRUE) {
        return cell(children.get(at + 1));
      }
      if (truth == Truth.UNSURE) {
        return unclear();
      }
    }
    return choice.otherwise() ? cell(children.get(children.size() - 1)) : Cell.none();
  }
}
