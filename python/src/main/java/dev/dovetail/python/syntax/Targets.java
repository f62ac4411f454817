package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Expr;
import java.util.List;
import java.util.Optional;

/** What can be assigned to, and what can be deleted. */
final class Targets {

  private Targets() {}

  static void mustBeAssignable(Expr target, Cursor c) {
    if (!isAssignable(target)) {
      throw c.mistake("cannot assign to this", target.span());
    }
  }

  /** A target of {@code +=} or of an annotation: one place, no list of them. */
  static void mustBeSingle(Expr target, Cursor c) {
    if (!isPlace(target)) {
      throw c.mistake("cannot assign to this", target.span());
    }
  }

  static void mustBeDeletable(Expr target, Cursor c) {
    if (!isDeletable(target)) {
      throw c.mistake("cannot delete this", target.span());
    }
  }

  private static boolean isPlace(Expr target) {
    return target instanceof Node.Name
        || target instanceof Node.Attribute
        || target instanceof Node.Subscript;
  }

  private static boolean isAssignable(Expr target) {
    if (target instanceof Node.Starred starred) {
      return !(starred.value() instanceof Node.Starred) && isAssignable(starred.value());
    }
    return isPlace(target)
        || elements(target).map(all -> all.stream().allMatch(Targets::isAssignable)).orElse(false);
  }

  private static boolean isDeletable(Expr target) {
    return isPlace(target)
        || elements(target).map(all -> all.stream().allMatch(Targets::isDeletable)).orElse(false);
  }

  private static Optional<List<Expr>> elements(Expr target) {
    if (target instanceof Node.Tuple tuple) {
      return Optional.of(tuple.elements());
    }
    if (target instanceof Node.ListDisplay list) {
      return Optional.of(list.elements());
    }
    return Optional.empty();
  }
}
