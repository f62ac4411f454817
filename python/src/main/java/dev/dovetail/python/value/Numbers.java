package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;

/** Arithmetic as Python has it: integers without bounds, division that rounds down. */
final class Numbers {

  private static final int BITS = 10_000;

  private Numbers() {}

  static boolean isNumber(Value value) {
    return value instanceof Value.Int
        || value instanceof Value.Bool
        || value instanceof Value.Float;
  }

  static double toDouble(Value value) {
    return switch (value) {
      case Value.Int number -> number.value().doubleValue();
      case Value.Bool bool -> bool.value() ? 1 : 0;
      case Value.Float number -> number.value();
      default -> Double.NaN;
    };
  }

  static Value integers(String operator, BigInteger left, BigInteger right, Origin at) {
    return switch (operator) {
      case "+" -> bounded(left.add(right), at);
      case "-" -> bounded(left.subtract(right), at);
      case "*" -> bounded(left.multiply(right), at);
      case "//" -> new Value.Int(floorDivide(left, nonZero(right, at)));
      case "%" -> new Value.Int(floorModulo(left, nonZero(right, at)));
      case "/" -> new Value.Float(left.doubleValue() / nonZero(right, at).doubleValue());
      case "**" -> power(left, right, at);
      case "<<" -> shift(left, right, at);
      case ">>" ->
          right.signum() < 0
              ? negativeShift(at)
              : new Value.Int(left.shiftRight(right.min(BigInteger.valueOf(BITS * 2L)).intValue()));
      case "&" -> new Value.Int(left.and(right));
      case "|" -> new Value.Int(left.or(right));
      case "^" -> new Value.Int(left.xor(right));
      default ->
          throw PythonRaise.of("TypeError", "unsupported operand type(s) for " + operator, at);
    };
  }

  static Value floats(String operator, double left, double right, Origin at) {
    return switch (operator) {
      case "+" -> new Value.Float(left + right);
      case "-" -> new Value.Float(left - right);
      case "*" -> new Value.Float(left * right);
      case "/" -> {
        if (right == 0) {
          throw PythonRaise.of("ZeroDivisionError", "float division by zero", at);
        }
        yield new Value.Float(left / right);
      }
      default -> Value.Unknown.data("this arithmetic of floats is not followed", at);
    };
  }

  private static Value bounded(BigInteger number, Origin at) {
    return number.bitLength() > BITS
        ? Value.Unknown.data("a number of more than " + BITS + " bits is not followed", at)
        : new Value.Int(number);
  }

  private static BigInteger nonZero(BigInteger divisor, Origin at) {
    if (divisor.signum() == 0) {
      throw PythonRaise.of("ZeroDivisionError", "division by zero", at);
    }
    return divisor;
  }

  private static BigInteger floorDivide(BigInteger left, BigInteger right) {
    BigInteger[] parts = left.divideAndRemainder(right);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static BigInteger floorModulo(BigInteger left, BigInteger right) {
    return left.subtract(floorDivide(left, right).multiply(right));
  }

  private static Value power(BigInteger base, BigInteger exponent, Origin at) {
    if (exponent.signum() < 0) {
      return base.signum() == 0
          ? new Value.Int(nonZero(base, at))
          : new Value.Float(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }
    boolean small =
        base.abs().bitLength() <= 1
            || (exponent.bitLength() < 20
                && (long) base.bitLength() * exponent.intValueExact() <= BITS);
    if (!small) {
      return Value.Unknown.data("a number of more than " + BITS + " bits is not followed", at);
    }
    if (base.abs().bitLength() <= 1) {
      boolean odd = exponent.testBit(0);
      return new Value.Int(
          exponent.signum() == 0 ? BigInteger.ONE : odd ? base : base.multiply(base));
    }
    return new Value.Int(base.pow(exponent.intValueExact()));
  }

  private static Value shift(BigInteger left, BigInteger right, Origin at) {
    if (right.signum() < 0) {
      return negativeShift(at);
    }
    return right.bitLength() > 20
        ? Value.Unknown.data("a number of more than " + BITS + " bits is not followed", at)
        : bounded(left.shiftLeft(Math.min(right.intValueExact(), BITS * 2)), at);
  }

  private static Value negativeShift(Origin at) {
    throw PythonRaise.of("ValueError", "negative shift count", at);
  }
}
