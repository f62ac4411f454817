package dev.dovetail.core.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Chooses what an operator compares or computes, and refuses it where there is none such. */
final class Operators {

  private static final Set<String> COMPARING = Set.of("=", "<>", "<", ">", "<=", ">=");
  private static final Set<String> OF_TEXT =
      Set.of("~~", "!~~", "~~*", "!~~*", "~", "~*", "!~", "!~*");
  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "^");

  private final Catalog catalog;
  private final Coercion coercion;

  Operators(Catalog catalog) {
    this.catalog = catalog;
    this.coercion = new Coercion(catalog);
  }

  static String canonical(String symbol) {
    return switch (symbol.toUpperCase(Locale.ROOT)) {
      case "!=" -> "<>";
      case "LIKE" -> "~~";
      case "NOT LIKE" -> "!~~";
      case "ILIKE" -> "~~*";
      case "NOT ILIKE" -> "!~~*";
      default -> symbol;
    };
  }

  Node binary(String written, Node left, Node right) {
    String symbol = canonical(written);
    if (COMPARING.contains(symbol)) {
      return comparison(symbol, left, right);
    }
    if (symbol.startsWith("IS ") && symbol.endsWith("DISTINCT FROM")) {
      return new Node.Op(symbol, comparison("=", left, right).children(), TypeRef.BOOL);
    }
    if (OF_TEXT.contains(symbol)) {
      refuseEnums(symbol, left, right);
      return new Node.Op(symbol, List.of(asText(left), asText(right)), TypeRef.BOOL);
    }
    if (ARITHMETIC.contains(symbol)) {
      refuseEnums(symbol, left, right);
      return arithmetic(symbol, left, right);
    }
    return switch (symbol) {
      case "||" -> joined(left, right);
      case "->", "#>" -> new Node.Op(symbol, keyed(left, right), left.type().plain());
      case "->>", "#>>" -> new Node.Op(symbol, keyed(left, right), TypeRef.TEXT);
      case "@>", "<@", "&&", "?", "@@" -> contained(symbol, left, right);
      default -> new Node.Op(symbol, List.of(left, right), TypeRef.UNSURE);
    };
  }

  private List<Node> keyed(Node left, Node right) {
    return List.of(left, right.type().literal() ? literal(right, TypeRef.TEXT) : right);
  }

  private Node joined(Node left, Node right) {
    boolean text =
        Coercion.string(left.type())
            || Coercion.string(right.type())
            || left.type().literal() && right.type().literal();
    if (!text) {
      return new Node.Op("||", List.of(left, right), TypeRef.UNSURE);
    }
    return new Node.Op(
        "||",
        List.of(
            left.type().literal() ? literal(left, TypeRef.TEXT) : relabelled(left),
            right.type().literal() ? literal(right, TypeRef.TEXT) : relabelled(right)),
        TypeRef.TEXT);
  }

  private Node contained(String symbol, Node left, Node right) {
    Node a = left.type().literal() && right.type().array() ? literal(left, right.type()) : left;
    Node b = right.type().literal() && left.type().array() ? literal(right, left.type()) : right;
    if (a.type().array() && b.type().array() && coercion.incomparable(a.type(), b.type())) {
      throw none(symbol, a, b);
    }
    return new Node.Op(symbol, List.of(a, b), TypeRef.BOOL);
  }

  private Node arithmetic(String symbol, Node left, Node right) {
    Node a = left;
    Node b = right;
    if (Coercion.number(a.type()) && b.type().literal()) {
      b = literal(b, a.type());
    }
    if (Coercion.number(b.type()) && a.type().literal()) {
      a = literal(a, b.type());
    }
    TypeRef type = TypeRef.UNSURE;
    if (Coercion.number(a.type()) && Coercion.number(b.type())) {
      type = coercion.reach(a.type(), b.type()) == Coercion.Reach.IMPLICIT ? b.type() : a.type();
    } else if (Set.of(1114, 1184).contains(a.type().type()) && b.type().is(TypeRef.INTERVAL)) {
      type = a.type();
    }
    return new Node.Op(symbol, List.of(a, b), type.plain());
  }

  private void refuseEnums(String symbol, Node left, Node right) {
    if (catalog.isEnum(catalog.below(left.type())) || catalog.isEnum(catalog.below(right.type()))) {
      if (!left.type().unsure() && !right.type().unsure()) {
        throw none(symbol, left, right);
      }
    }
  }

  private Node asText(Node operand) {
    return operand.type().literal() ? literal(operand, TypeRef.TEXT) : relabelled(operand);
  }

  /** {@code varchar} is compared as {@code text}. */
  static Node relabelled(Node operand) {
    return operand.type().is(TypeRef.VARCHAR)
        ? new Node.CastTo(operand, TypeRef.TEXT, true)
        : operand;
  }

  /** A comparison, with the literal on one side in the type of the other. */
  Node.Op comparison(String symbol, Node left, Node right) {
    Node a = left;
    Node b = right;
    if (a.type().literal() && b.type().literal()) {
      a = literal(a, TypeRef.TEXT);
      b = literal(b, TypeRef.TEXT);
    } else if (a.type().literal() && !b.type().unsure()) {
      a = beside(symbol, a, b, true);
    } else if (b.type().literal() && !a.type().unsure()) {
      b = beside(symbol, b, a, false);
    }
    if (coercion.incomparable(a.type(), b.type())) {
      throw none(symbol, a, b);
    }
    return new Node.Op(symbol, List.of(compared(a, b), compared(b, a)), TypeRef.BOOL);
  }

  private Node compared(Node operand, Node other) {
    return operand.type().is(TypeRef.VARCHAR) && !other.type().unsure()
        ? varcharAsText(operand)
        : operand;
  }

  private static Node varcharAsText(Node operand) {
    return operand instanceof Node.Const constant
        ? new Node.Const(TypeRef.TEXT, constant.value())
        : relabelled(operand);
  }

  private Node beside(String symbol, Node literal, Node other, boolean first) {
    TypeRef type = catalog.below(other.type());
    if (type.is(TypeRef.JSON) || type.type() == 142) {
      throw first ? none(symbol, literal, other) : none(symbol, other, literal);
    }
    return literal(
        literal,
        Coercion.string(type) && type.type() != 19 && type.type() != 1042
            ? TypeRef.TEXT
            : type.plain());
  }

  private Node literal(Node literal, TypeRef type) {
    return new Analysis(catalog, Scope.NONE).literal(literal, type);
  }

  private Denial none(String symbol, Node left, Node right) {
    return Catalog.refuse(
        "42883", "operator does not exist: " + shown(left) + " " + symbol + " " + shown(right));
  }

  private String shown(Node operand) {
    return operand.type().literal() ? "unknown" : catalog.visible(operand.type().plain());
  }

  /** Refuses an operator that was chosen before the type of a column below it changed. */
  void recheck(Node node) {
    if (node instanceof Node.Op op && op.children().size() == 2) {
      Node left = op.children().get(0);
      Node right = op.children().get(1);
      if (OF_TEXT.contains(op.symbol()) || ARITHMETIC.contains(op.symbol())) {
        refuseEnums(op.symbol(), left, right);
      } else if (op.type().is(TypeRef.BOOL) && coercion.incomparable(left.type(), right.type())) {
        throw none(op.symbol(), left, right);
      }
    } else if (node instanceof Node.Quantified quantified && quantified.array().type().array()) {
      Node element = new Node.Value("?", quantified.array().type().element());
      if (coercion.incomparable(quantified.operand().type(), element.type())) {
        throw none(quantified.symbol(), quantified.operand(), element);
      }
    } else if (node instanceof Node.Call call
        && call.routine() == 0
        && Functions.ofText(call.name())
        && !call.children().isEmpty()
        && coercion.neverText(call.children().get(0).type())) {
      throw Catalog.refuse(
          "42883",
          "function " + call.name() + "(" + shown(call.children().get(0)) + ") does not exist");
    }
  }

  Node in(Node operand, List<Node> items, boolean negated) {
    String symbol = negated ? "<>" : "=";
    if (items.size() == 1) {
      return comparison(symbol, operand, items.get(0));
    }
    List<Node> typed = new ArrayList<>();
    Node subject = operand;
    for (Node item : items) {
      Node.Op compared = comparison(symbol, operand, item);
      subject = compared.children().get(0);
      Node right = compared.children().get(1);
      boolean varchar = operand.type().is(TypeRef.VARCHAR) && right instanceof Node.Const;
      typed.add(varchar ? new Node.Const(TypeRef.VARCHAR, ((Node.Const) right).value()) : right);
    }
    TypeRef element = typed.get(0).type().plain();
    Node array =
        new Node.Listing(
            typed, element.unsure() || element.array() ? TypeRef.UNSURE : element.asArray());
    if (element.is(TypeRef.VARCHAR)) {
      array = new Node.CastTo(array, TypeRef.TEXT.asArray(), true);
    }
    return new Node.Quantified(subject, symbol, array, negated);
  }

  Node quantified(Node operand, String written, Node array, boolean all) {
    String symbol = canonical(written);
    if (array.type().literal()) {
      TypeRef element = catalog.below(operand.type()).plain();
      Node list =
          element.unsure() || element.literal() || element.array()
              ? array
              : literal(array, element.asArray());
      return new Node.Quantified(operand, symbol, list, all);
    }
    if (array instanceof Node.Several || !array.type().array()) {
      return new Node.Quantified(operand, symbol, array, all);
    }
    TypeRef element = array.type().element();
    Node subject =
        COMPARING.contains(symbol)
            ? comparison(symbol, operand, new Node.Value("?", element)).children().get(0)
            : operand;
    Node list =
        element.is(TypeRef.VARCHAR) ? new Node.CastTo(array, TypeRef.TEXT.asArray(), true) : array;
    return new Node.Quantified(subject, symbol, list, all);
  }

  /** The same nodes in one type; refuses where there is none for all. */
  List<Node> alike(List<Node> nodes, String what) {
    Optional<TypeRef> common = Optional.empty();
    boolean unsure = false;
    for (Node node : nodes) {
      TypeRef type = node.type();
      if (type.unsure()) {
        unsure = true;
      } else if (!type.literal()) {
        common = Optional.of(common.isEmpty() ? type : wider(common.get(), type, what));
      }
    }
    if (unsure) {
      return nodes;
    }
    TypeRef type = common.map(catalog::below).orElse(TypeRef.TEXT);
    List<Node> alike = new ArrayList<>();
    for (Node node : nodes) {
      if (node.type().literal()) {
        alike.add(literal(node, type.plain()));
      } else {
        boolean same = catalog.below(node.type()).same(type);
        alike.add(same ? node : new Node.CastTo(node, type.plain(), true));
      }
    }
    return alike;
  }

  private TypeRef wider(TypeRef one, TypeRef other, String what) {
    TypeRef a = catalog.below(one);
    TypeRef b = catalog.below(other);
    if (a.same(b)) {
      return a;
    }
    Coercion.Reach forth = coercion.reach(a, b);
    Coercion.Reach back = coercion.reach(b, a);
    if (back == Coercion.Reach.IMPLICIT
        && (forth != Coercion.Reach.IMPLICIT || !b.is(TypeRef.TEXT))) {
      return a;
    }
    if (forth == Coercion.Reach.IMPLICIT) {
      return b;
    }
    if (forth == Coercion.Reach.UNSURE || back == Coercion.Reach.UNSURE) {
      throw Catalog.unclear(
          "whether " + catalog.visible(a) + " and " + catalog.visible(b) + " match is not known");
    }
    throw Catalog.refuse(
        "42804",
        what
            + " types "
            + catalog.visible(one.plain())
            + " and "
            + catalog.visible(other.plain())
            + " cannot be matched");
  }
}
