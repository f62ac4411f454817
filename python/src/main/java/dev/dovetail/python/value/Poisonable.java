package dev.dovetail.python.value;

import java.util.Optional;

/** A container that may have been changed by code of which it is not known whether it ran. */
public sealed interface Poisonable permits ListValue, SetValue, DictValue {

  /** Why its contents are not known; empty when they are. */
  Optional<Value.Unknown> poison();

  void poison(Value.Unknown reason);
}
