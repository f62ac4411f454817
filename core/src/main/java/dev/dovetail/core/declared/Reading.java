package dev.dovetail.core.declared;

import java.util.Optional;
import java.util.function.Function;

/** A fact as far as it could be read of the code. */
public sealed interface Reading<T> {

  /** It is so. */
  record Known<T>(T value) implements Reading<T> {}

  /** It cannot be told; {@code reason} is half a sentence. */
  record Unsure<T>(String reason) implements Reading<T> {}

  static <T> Reading<T> of(T value) {
    return new Known<>(value);
  }

  static <T> Reading<T> unsure(String reason) {
    return new Unsure<>(reason);
  }

  default Optional<T> known() {
    return this instanceof Known<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  default Optional<String> doubt() {
    return this instanceof Unsure<T>(String reason) ? Optional.of(reason) : Optional.empty();
  }

  default <R> Reading<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Known<T>(T value) -> new Known<>(change.apply(value));
      case Unsure<T>(String reason) -> new Unsure<>(reason);
    };
  }
}
