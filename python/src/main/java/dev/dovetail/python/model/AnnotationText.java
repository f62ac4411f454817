package dev.dovetail.python.model;

import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.stream.Collectors;

/** An annotation as a person would write it: {@code Optional[str]}, {@code dict | None}. */
final class AnnotationText {

  private static final int DEEPEST = 12;

  private AnnotationText() {}

  static String of(Node.Expr annotation) {
    return of(annotation, 0);
  }

  private static String of(Node.Expr annotation, int depth) {
    if (depth > DEEPEST) {
      return "...";
    }
    return switch (annotation) {
      case Node.Name name -> name.id();
      case Node.Attribute attribute -> of(attribute.value(), depth + 1) + "." + attribute.name();
      case Node.None none -> "None";
      case Node.Str text -> depth == 0 ? text.value().strip() : "\"" + text.value() + "\"";
      case Node.Int number -> number.value().toString();
      case Node.Subscript subscript ->
          of(subscript.value(), depth + 1) + "[" + of(subscript.index(), depth + 1) + "]";
      case Node.Tuple tuple -> all(tuple.elements(), depth);
      case Node.ListDisplay list -> "[" + all(list.elements(), depth) + "]";
      case Node.BinOp union when union.operator().equals("|") ->
          of(union.left(), depth + 1) + " | " + of(union.right(), depth + 1);
      case Node.Call call -> of(call.function(), depth + 1) + "(...)";
      default -> "...";
    };
  }

  private static String all(List<Node.Expr> parts, int depth) {
    return parts.stream().map(part -> of(part, depth + 1)).collect(Collectors.joining(", "));
  }
}
