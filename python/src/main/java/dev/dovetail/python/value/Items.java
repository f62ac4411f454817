package dev.dovetail.python.value;

import java.util.List;
import java.util.Optional;

/**
 * What iterating gives: the values, or why they are not known.
 *
 * @param among where they are not known, what each of them is one of; empty if not even that is
 */
record Items(List<Value> values, Optional<Value.Unknown> unknown, List<Value> among) {

  static Items of(List<Value> values) {
    return new Items(values, Optional.empty(), values);
  }

  static Items unknown(Value.Unknown reason) {
    return unknown(reason, List.of());
  }

  static Items unknown(Value.Unknown reason, List<Value> among) {
    return new Items(List.of(), Optional.of(reason), among);
  }

  /** What iterating gives at some turn, where it is not known what it gives. */
  static Value.Unknown anyOne(Value.Unknown reason, List<Value> among) {
    return among.isEmpty() ? reason : Inert.among(reason, among);
  }
}
