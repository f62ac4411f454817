package dev.dovetail.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of others, made safe for Markdown as hosts of code render it: it cannot begin a heading, a
 * link, a tag or a mention.
 */
final class Markdown {

  private static final String SPECIAL = "\\`*[]<>#|~&@";
  private static final Pattern ENTITY = Pattern.compile("&#(\\d{1,3});");

  private Markdown() {}

  /** Prose, in which what stands between back-ticks is code. */
  static String prose(String text) {
    String safe = Printable.of(text);
    String[] parts = safe.split("`", -1);
    if (parts.length % 2 == 0) {
      return escape(safe, false);
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      out.append(
          i % 2 == 0 ? escape(parts[i], false) : "<code>" + escape(parts[i], true) + "</code>");
    }
    return out.toString();
  }

  static String code(String text) {
    return "<code>" + escape(Printable.of(text), true) + "</code>";
  }

  /** What was made safe for hosts of code, as a terminal shows it: without their signs. */
  static String plain(String markdown) {
    String marked = markdown.replace("<code>", "`").replace("</code>", "`").replace("&#8288;", "");
    return ENTITY
        .matcher(marked)
        .replaceAll(entity ->
            Matcher.quoteReplacement(Character.toString(Integer.parseInt(entity.group(1)))));
  }

  private static String escape(String text, boolean code) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpecial(text, i)) {
        out.append("&#").append((int) c).append(';');
        if (!code && (c == '@' || c == '#')) {
          // Mentions and references are looked for after entities are read; a word joiner is none.
          out.append("&#8288;");
        }
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isSpecial(String text, int i) {
    char c = text.charAt(i);
    return switch (c) {
      // Within a word it is no emphasis.
      case '_' -> !isLetter(text, i - 1) || !isLetter(text, i + 1);
      // `://` begins an address, `:name:` is a picture.
      case ':' -> i + 1 < text.length() && text.charAt(i + 1) != ' ';
      case '.' -> text.startsWith("www", i - 3);
      default -> SPECIAL.indexOf(c) >= 0;
    };
  }

  private static boolean isLetter(String text, int i) {
    return i >= 0 && i < text.length() && Character.isLetterOrDigit(text.charAt(i));
  }
}
