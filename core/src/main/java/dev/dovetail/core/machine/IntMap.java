package dev.dovetail.core.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A persistent map from non-negative numbers, in the order of the numbers: a big-endian binary
 * trie. It lets every session keep its whole catalog while statements share what they do not
 * change.
 */
sealed interface IntMap<V> {

  record Empty<V>() implements IntMap<V> {
    private static final Empty<?> ONE = new Empty<>();
  }

  record Leaf<V>(int key, V value) implements IntMap<V> {}

  /** All keys below agree above {@code bit}; those on the right have it set. */
  record Branch<V>(int prefix, int bit, IntMap<V> left, IntMap<V> right) implements IntMap<V> {}

  /** There is nothing in it that could be of another type. */
  @SuppressWarnings("unchecked")
  static <V> IntMap<V> empty() {
    return (IntMap<V>) Empty.ONE;
  }

  default Optional<V> get(int key) {
    IntMap<V> at = this;
    // Most steps of all the machine takes: branches are asked for before the ends.
    while (at instanceof Branch<V> branch) {
      at = (key & branch.bit) == 0 ? branch.left : branch.right;
    }
    return at instanceof Leaf<V> leaf && leaf.key == key
        ? Optional.of(leaf.value)
        : Optional.empty();
  }

  default IntMap<V> with(int key, V value) {
    return switch (this) {
      case Branch<V> branch -> {
        if (prefix(key, branch.bit) != branch.prefix) {
          yield join(key, new Leaf<>(key, value), branch.prefix, branch);
        }
        yield (key & branch.bit) == 0
            ? new Branch<>(branch.prefix, branch.bit, branch.left.with(key, value), branch.right)
            : new Branch<>(branch.prefix, branch.bit, branch.left, branch.right.with(key, value));
      }
      case Leaf<V> leaf ->
          leaf.key == key
              ? new Leaf<>(key, value)
              : join(key, new Leaf<>(key, value), leaf.key, leaf);
      case Empty<V> none -> new Leaf<>(key, value);
    };
  }

  default IntMap<V> without(int key) {
    return switch (this) {
      case Branch<V> branch -> {
        IntMap<V> left = (key & branch.bit) == 0 ? branch.left.without(key) : branch.left;
        IntMap<V> right = (key & branch.bit) == 0 ? branch.right : branch.right.without(key);
        if (left instanceof Empty<V>) {
          yield right;
        }
        yield right instanceof Empty<V>
            ? left
            : new Branch<>(branch.prefix, branch.bit, left, right);
      }
      case Leaf<V> leaf -> leaf.key == key ? empty() : this;
      case Empty<V> none -> this;
    };
  }

  default List<V> values() {
    List<V> values = new ArrayList<>();
    Deque<IntMap<V>> open = new ArrayDeque<>();
    open.push(this);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Empty<V> none -> {}
        case Leaf<V> leaf -> values.add(leaf.value);
        case Branch<V> branch -> {
          open.push(branch.right);
          open.push(branch.left);
        }
      }
    }
    return values;
  }

  private static int prefix(int key, int bit) {
    return key & -(bit << 1);
  }

  private static <V> IntMap<V> join(int key, IntMap<V> one, int otherKey, IntMap<V> other) {
    int bit = Integer.highestOneBit(key ^ otherKey);
    return (key & bit) == 0
        ? new Branch<>(prefix(key, bit), bit, one, other)
        : new Branch<>(prefix(key, bit), bit, other, one);
  }
}
