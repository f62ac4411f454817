package dev.dovetail.python.value;

import java.util.List;
import java.util.Optional;

/** What iterating gives: the values, or why they are not known. */
record Items(List<Value> values, Optional<Value.Unknown> unknown) {

  static Items of(List<Value> values) {
    return new Items(values, Optional.empty());
  }

  static Items unknown(Value.Unknown reason) {
    return new Items(List.of(), Optional.of(reason));
  }
}
