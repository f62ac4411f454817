package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pattern of a {@code case}. */
public sealed interface Pattern {

  /**
   * A literal or a dotted name, to be equal to; {@code None} and truth values are to be the same.
   */
  record Exactly(Expr value) implements Pattern {}

  /** A name, which takes whatever comes; {@code _} has none. */
  record Capture(Optional<String> name) implements Pattern {}

  /** {@code *name} in a sequence. */
  record Star(Optional<String> name) implements Pattern {}

  record Sequence(List<Pattern> parts) implements Pattern {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Keys and the patterns of their values; {@code **rest} takes the others. */
  record Mapping(List<Expr> keys, List<Pattern> values, Optional<String> rest) implements Pattern {
    public Mapping {
      keys = List.copyOf(keys);
      values = List.copyOf(values);
    }
  }

  /** {@code Class(a, key=b)}: as many keywords as there are named patterns, which stand last. */
  record OfClass(Expr type, List<Pattern> positional, List<String> keywords, List<Pattern> named)
      implements Pattern {
    public OfClass {
      positional = List.copyOf(positional);
      keywords = List.copyOf(keywords);
      named = List.copyOf(named);
    }
  }

  record Or(List<Pattern> choices) implements Pattern {
    public Or {
      choices = List.copyOf(choices);
    }
  }

  record As(Pattern pattern, String name) implements Pattern {}

  /** Every name that it may bind. */
  default List<String> names() {
    List<String> names = new ArrayList<>();
    List<Pattern> inner =
        switch (this) {
          case Exactly exactly -> List.of();
          case Capture capture -> {
            capture.name().ifPresent(names::add);
            yield List.of();
          }
          case Star star -> {
            star.name().ifPresent(names::add);
            yield List.of();
          }
          case Sequence sequence -> sequence.parts();
          case Mapping mapping -> {
            mapping.rest().ifPresent(names::add);
            yield mapping.values();
          }
          case OfClass type -> {
            List<Pattern> both = new ArrayList<>(type.positional());
            both.addAll(type.named());
            yield both;
          }
          case Or or -> or.choices();
          case As as -> {
            names.add(as.name());
            yield List.of(as.pattern());
          }
        };
    inner.forEach(pattern -> names.addAll(pattern.names()));
    return names;
  }
}
