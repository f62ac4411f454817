package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Bytes of a Python file to its text, in the encoding that the file itself names (PEP 263). */
public final class PythonSource {

  /** What bytes turn out to be. */
  public sealed interface Decoded {}

  /** The text, without a byte order mark. */
  public record Text(String text) implements Decoded {}

  /** Bytes that are no text, or text in an encoding that is not known here. */
  public record Undecodable(SyntaxProblem problem) implements Decoded {}

  /** Charsets of Java in which a declaration could not have been read as ASCII. */
  private static final Set<String> WIDE =
      Set.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE", "CESU-8");

  private PythonSource() {}

  public static Decoded decode(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    Optional<Declaration> declared = declaration(bytes, from);
    Charset charset = StandardCharsets.UTF_8;
    if (declared.isPresent()) {
      Optional<Charset> known = charset(declared.get().name());
      if (known.isEmpty()) {
        return undecodable("unknown encoding: " + declared.get().name(), declared.get().line(), 1);
      }
      charset = known.get();
      if (marked && !isUtf8(normal(declared.get().name()))) {
        return undecodable(
            "encoding " + declared.get().name() + " with a UTF-8 byte order mark",
            declared.get().line(),
            1);
      }
    }
    return decode(bytes, from, charset);
  }

  private static Decoded decode(byte[] bytes, int from, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer out =
        CharBuffer.allocate((int) (in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    out.flip();
    String text = out.toString();
    if (!result.isError()) {
      return new Text(text);
    }
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    int bad = bytes[in.position()] & 0xFF;
    return undecodable(
        "byte 0x%02x is not valid in %s".formatted(bad, charset.name()), line, column);
  }

  private static Decoded undecodable(String message, int line, int column) {
    return new Undecodable(new SyntaxProblem(message, Span.at(line, column)));
  }

  // ---- the declaration

  private record Declaration(String name, int line) {}

  /** A comment in the first line, or in the second if the first holds nothing else. */
  private static Optional<Declaration> declaration(byte[] bytes, int from) {
    int start = from;
    for (int line = 1; line <= 2; line++) {
      int end = lineEnd(bytes, start);
      int i = start;
      while (i < end && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\f')) {
        i++;
      }
      if (i < end && bytes[i] != '#') {
        return Optional.empty();
      }
      Optional<String> name = name(new String(bytes, i, end - i, StandardCharsets.ISO_8859_1));
      if (name.isPresent()) {
        return Optional.of(new Declaration(name.get(), line));
      }
      boolean pair = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
      start = Math.min(bytes.length, end + (pair ? 2 : 1));
    }
    return Optional.empty();
  }

  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  /** What follows the first {@code coding:} or {@code coding=} that a name follows. */
  private static Optional<String> name(String comment) {
    String word = "coding";
    for (int at = comment.indexOf(word); at >= 0; at = comment.indexOf(word, at + 1)) {
      int i = at + word.length();
      if (i >= comment.length() || (comment.charAt(i) != ':' && comment.charAt(i) != '=')) {
        continue;
      }
      i++;
      while (i < comment.length() && (comment.charAt(i) == ' ' || comment.charAt(i) == '\t')) {
        i++;
      }
      int end = i;
      while (end < comment.length() && isPartOfName(comment.charAt(end))) {
        end++;
      }
      if (end > i) {
        return Optional.of(comment.substring(i, end));
      }
    }
    return Optional.empty();
  }

  private static boolean isPartOfName(char c) {
    return CharacterClass.isWord(c) || c == '-' || c == '.';
  }

  private static String normal(String declared) {
    return declared.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Behind a byte order mark CPython knows no other name than this. */
  private static boolean isUtf8(String normal) {
    return normal.equals("utf-8") || normal.startsWith("utf-8-");
  }

  private static Optional<Charset> charset(String declared) {
    String name = normal(declared);
    if (isUtf8(name) || name.equals("utf8")) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    if (name.startsWith("latin-1")
        || name.startsWith("iso-8859-1-")
        || name.startsWith("iso-latin-1")) {
      return Optional.of(StandardCharsets.ISO_8859_1);
    }
    String known =
        switch (name) {
          case "latin", "l1", "8859", "cp819", "iso8859" -> "iso-8859-1";
          case "646", "us" -> "us-ascii";
          case "ansi", "windows-1252" -> "windows-1252";
          case "euc-jp", "eucjp", "ujis" -> "euc-jp";
          case "cp932", "ms932", "mskanji", "ms-kanji" -> "windows-31j";
          case "cp949", "949", "ms949", "uhc" -> "x-windows-949";
          case "cp950", "950", "ms950" -> "x-windows-950";
          case "cp936", "936", "ms936" -> "gbk";
          default -> name;
        };
    try {
      Charset found = Charset.forName(known);
      return WIDE.contains(found.name()) ? Optional.empty() : Optional.of(found);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }
}
