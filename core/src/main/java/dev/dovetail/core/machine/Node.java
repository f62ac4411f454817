package dev.dovetail.core.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expression after parse analysis: names are bound to objects, literals have their types, and
 * the casts that PostgreSQL adds by itself stand where it puts them.
 */
sealed interface Node {

  TypeRef type();

  default List<Node> children() {
    return List.of();
  }

  /** The same over other children, as many as there were. */
  default Node over(List<Node> children) {
    return this;
  }

  /** A label of an enum type. */
  record LabelConst(TypeRef type, int label) implements Node {}

  /** A constant in the text form of its type. */
  record Const(TypeRef type, String value) implements Node {}

  record NullConst(TypeRef type) implements Node {}

  /** An array of labels; an empty one is NULL. */
  record LabelArray(TypeRef type, List<Optional<Integer>> labels) implements Node {}

  record ColumnVar(Thing.ColumnId column, TypeRef type) implements Node {}

  /** The value under test in a domain's check; also a column of a subquery. */
  record Value(String name, TypeRef type) implements Node {}

  /** A relation named by a {@code regclass} constant. */
  record RelationConst(int relation) implements Node {
    @Override
    public TypeRef type() {
      return TypeRef.REGCLASS;
    }
  }

  /**
   * A function's call.
   *
   * @param routine 0 for one of PostgreSQL's own
   */
  record Call(String name, int routine, List<Node> children, TypeRef type) implements Node {
    @Override
    public Node over(List<Node> others) {
      return new Call(name, routine, others, type);
    }
  }

  record Keyword(String word, TypeRef type) implements Node {}

  /**
   * A cast.
   *
   * @param shown that it was written; the others PostgreSQL added
   */
  record CastTo(Node operand, TypeRef type, boolean shown) implements Node {
    @Override
    public List<Node> children() {
      return List.of(operand);
    }

    @Override
    public Node over(List<Node> others) {
      return new CastTo(others.get(0), type, shown);
    }
  }

  record Op(String symbol, List<Node> children, TypeRef type) implements Node {
    @Override
    public Node over(List<Node> others) {
      return new Op(symbol, others, type);
    }
  }

  record Logic(String word, List<Node> children) implements Node {
    @Override
    public TypeRef type() {
      return TypeRef.BOOL;
    }

    @Override
    public Node over(List<Node> others) {
      return new Logic(word, others);
    }
  }

  record NullTest(Node operand, boolean negated) implements Node {
    @Override
    public TypeRef type() {
      return TypeRef.BOOL;
    }

    @Override
    public List<Node> children() {
      return List.of(operand);
    }

    @Override
    public Node over(List<Node> others) {
      return new NullTest(others.get(0), negated);
    }
  }

  /** {@code operand symbol ANY (array)} or ALL; IN is one of a {@link Listing}. */
  record Quantified(Node operand, String symbol, Node array, boolean every) implements Node {
    @Override
    public TypeRef type() {
      return TypeRef.BOOL;
    }

    @Override
    public List<Node> children() {
      return List.of(operand, array);
    }

    @Override
    public Node over(List<Node> others) {
      return new Quantified(others.get(0), symbol, others.get(1), every);
    }
  }

  /** {@code ARRAY[...]}. */
  record Listing(List<Node> children, TypeRef type) implements Node {
    @Override
    public Node over(List<Node> others) {
      return new Listing(others, type);
    }
  }

  /** CASE: the operand where there is one, then conditions and results in turn, then ELSE. */
  record Choice(boolean operand, boolean otherwise, List<Node> children, TypeRef type)
      implements Node {
    @Override
    public Node over(List<Node> others) {
      return new Choice(operand, otherwise, others, type);
    }
  }

  /** A subquery or row: not looked at further, but for what it holds on to. */
  record Several(String what, List<Node> children, Uses uses, TypeRef type) implements Node {
    @Override
    public Node over(List<Node> others) {
      return new Several(what, others, uses, type);
    }
  }

  /** Seen and not understood. */
  record Dark(String text, List<String> words) implements Node {
    @Override
    public TypeRef type() {
      return TypeRef.UNSURE;
    }
  }

  /** This node and all below it. */
  default List<Node> all() {
    List<Node> found = new ArrayList<>();
    found.add(this);
    for (int i = 0; i < found.size(); i++) {
      found.addAll(found.get(i).children());
    }
    return found;
  }
}
