package dev.dovetail.spring;

import dev.dovetail.guard.Guard;

/** A bean that tells the guard what else to expect, such as enums that no entity stores. */
@FunctionalInterface
public interface GuardCustomizer {

  void customize(Guard guard);
}
