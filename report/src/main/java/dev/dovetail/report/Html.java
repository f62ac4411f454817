package dev.dovetail.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Markup, written piece by piece. Text and attributes are escaped here and nowhere else, so that
 * nothing that was read of a repository can become markup.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; a name with an empty value stands alone, and an
   *     empty name says nothing
   */
  Html open(String tag, String... attributes) {
    tag(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element without content. */
  Html empty(String tag, String... attributes) {
    return open(tag, attributes).close();
  }

  /** Ends so many. */
  Html close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  /** A whole element that holds nothing but text. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element that HTML does not end. */
  Html single(String tag, String... attributes) {
    tag(tag, attributes);
    return this;
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** Prose, in which what stands between back-ticks is code. */
  Html prose(String text) {
    String[] parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        text(parts[i]);
      } else {
        element("code", parts[i]);
      }
    }
    return this;
  }

  /** A new line in the source, for whoever reads that. */
  Html line() {
    out.append('\n');
    return this;
  }

  /** Our own style, script or doctype. */
  Html verbatim(String ours) {
    out.append(ours);
    return this;
  }

  private void tag(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      if (attributes[i].isEmpty()) {
        continue;
      }
      out.append(' ').append(attributes[i]);
      if (!attributes[i + 1].isEmpty()) {
        out.append("=\"").append(escaped(attributes[i + 1])).append('"');
      }
    }
    out.append('>');
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    String printable = Printable.of(text);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** A number for a drawing. */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
