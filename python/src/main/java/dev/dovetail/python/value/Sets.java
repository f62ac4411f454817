package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.List;

/** What sets say to each other. */
final class Sets {

  private Sets() {}

  static SetValue combine(String operator, SetValue left, SetValue right) {
    List<Value> result = new ArrayList<>();
    for (Value element : left.elements()) {
      boolean both = right.has(element);
      boolean keep =
          switch (operator) {
            case "|" -> true;
            case "&" -> both;
            default -> !both;
          };
      if (keep) {
        result.add(element);
      }
    }
    if (operator.equals("|") || operator.equals("^")) {
      right.elements().stream().filter(element -> !left.has(element)).forEach(result::add);
    }
    return new SetValue(result, left.frozen());
  }

  static Value compare(String operator, SetValue left, SetValue right) {
    boolean within = left.elements().stream().allMatch(right::has);
    boolean around = right.elements().stream().allMatch(left::has);
    return new Value.Bool(
        switch (operator) {
          case "<" -> within && !around;
          case "<=" -> within;
          case ">" -> around && !within;
          default -> around;
        });
  }
}
