package dev.dovetail.core.statement;

import java.util.List;
import java.util.Optional;

/** An expression, as far as types, labels and dependence need it. */
public sealed interface Expression {

  /** A quoted string whose type its surroundings decide. */
  record Text(String value) implements Expression {}

  /** A number as it was written. */
  record Number(String digits) implements Expression {}

  record Bool(boolean value) implements Expression {}

  record Null() implements Expression {}

  /** {@code DEFAULT} as a value of INSERT or UPDATE. */
  record Default() implements Expression {}

  /** A column, perhaps qualified: the last part is its name. {@code *} is a name too. */
  record ColumnRef(List<String> path) implements Expression {
    public ColumnRef {
      path = List.copyOf(path);
    }

    public String column() {
      return path.get(path.size() - 1);
    }
  }

  record Cast(Expression operand, TypeName type) implements Expression {}

  /** A function call; {@code count(*)} has a {@code ColumnRef} of a star. */
  record Call(Name function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code CURRENT_TIMESTAMP}, {@code CURRENT_USER} and their kin, in upper case. */
  record Keyword(String word) implements Expression {}

  /** An operator with one operand (before it) or two. */
  record Operator(String symbol, List<Expression> operands) implements Expression {
    public Operator {
      operands = List.copyOf(operands);
    }
  }

  /** AND, OR, NOT. */
  record Logical(String word, List<Expression> operands) implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }
  }

  record In(Expression operand, List<Expression> items, boolean negated) implements Expression {
    public In {
      items = List.copyOf(items);
    }
  }

  record InQuery(Expression operand, Query query, boolean negated) implements Expression {}

  record IsNull(Expression operand, boolean negated) implements Expression {}

  /** {@code x = ANY (array)} or ALL. */
  record Quantified(Expression operand, String symbol, Expression array, boolean all)
      implements Expression {}

  record Case(Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  record When(Expression condition, Expression result) {}

  record Array(List<Expression> items) implements Expression {
    public Array {
      items = List.copyOf(items);
    }
  }

  record Row(List<Expression> items) implements Expression {
    public Row {
      items = List.copyOf(items);
    }
  }

  record Exists(Query query) implements Expression {}

  record Scalar(Query query) implements Expression {}

  /**
   * An expression that was seen and not understood.
   *
   * @param words every identifier and string literal in it, unquoted: what it could hold on to
   */
  record Obscure(String text, List<String> words) implements Expression {
    public Obscure {
      words = List.copyOf(words);
    }
  }
}
