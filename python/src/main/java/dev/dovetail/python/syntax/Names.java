package dev.dovetail.python.syntax;

import java.util.Arrays;

/**
 * The names of a file, each held once and known by its number. Keywords come first.
 *
 * <p>A name that meets too many others on its way into the table is kept outside of it, so that
 * text made to collide costs memory at worst.
 */
final class Names {

  private static final Kind[] KEYWORDS =
      Arrays.stream(Kind.values()).filter(Kind::isKeyword).toArray(Kind[]::new);

  private static final int PATIENCE = 64;

  private String[] texts = new String[256];
  private int count;

  /** Numbers plus one by hash; always a power of two, and at most half full. */
  private int[] slots = new int[512];

  private int placed;

  Names() {
    for (Kind keyword : KEYWORDS) {
      number(keyword.text);
    }
  }

  /** The number of the name that stands there. The hash is that of {@link String}. */
  int number(char[] text, int from, int to, int hash) {
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    int tries = 0;
    while (slots[slot] != 0 && tries < PATIENCE) {
      if (matches(texts[slots[slot] - 1], text, from, to)) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & mask;
      tries++;
    }
    if (count == texts.length) {
      texts = Arrays.copyOf(texts, count * 2);
    }
    texts[count++] = new String(text, from, to - from);
    int number = count - 1;
    if (tries < PATIENCE) {
      slots[slot] = count;
      placed++;
      if (placed * 2 > slots.length) {
        grow();
      }
    }
    return number;
  }

  int number(String name) {
    return number(name.toCharArray(), 0, name.length(), name.hashCode());
  }

  String text(int number) {
    return texts[number];
  }

  Kind kind(int number) {
    return number < KEYWORDS.length ? KEYWORDS[number] : Kind.NAME;
  }

  private void grow() {
    int[] wider = new int[slots.length * 2];
    int mask = wider.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = spread(texts[i].hashCode()) & mask;
      int tries = 0;
      while (wider[slot] != 0 && tries < PATIENCE) {
        slot = (slot + 1) & mask;
        tries++;
      }
      if (tries < PATIENCE) {
        wider[slot] = i + 1;
      }
    }
    slots = wider;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private static boolean matches(String name, char[] text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (name.charAt(i - from) != text[i]) {
        return false;
      }
    }
    return true;
  }
}
