package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Spoils text a little, as a hasty hand would: always the same way for the same seed. */
final class Mutations {

  private static final List<String> SCRAPS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          ";",
          ".",
          "...",
          "=",
          ":=",
          "->",
          "!",
          "@",
          "*",
          "**",
          "+",
          "-",
          "~",
          "<",
          "==",
          "!=",
          "<>",
          "+=",
          "//=",
          "|",
          "\n",
          "\n    ",
          "\n  ",
          " ",
          "\t",
          "\\\n",
          "\f",
          "#",
          "'",
          "\"",
          "'''",
          "f'",
          "f\"{",
          "}\"",
          "{x!r}",
          "{x:",
          "rb'",
          "u'",
          "\\N{DASH}",
          "\\x4",
          "\\",
          "0",
          "1",
          "0x",
          "1_0",
          "01",
          "1e5",
          "1.",
          "1j",
          "if",
          "else",
          "elif",
          "for",
          "in",
          "not",
          "is",
          "and",
          "or",
          "lambda",
          "yield",
          "yield from",
          "await",
          "async",
          "def f(",
          "class C",
          "with",
          "as",
          "try:",
          "except",
          "except*",
          "finally:",
          "return",
          "raise",
          "from",
          "import",
          "global",
          "nonlocal",
          "del",
          "assert",
          "pass",
          "break",
          "while",
          "match",
          "case",
          "type",
          "_",
          "None",
          "True",
          "print",
          "x",
          "y",
          "x = ",
          "x: int",
          "*a",
          "**k",
          "/",
          "a, b",
          "(a, b)",
          "[a]",
          "a.b",
          "a[1:2]",
          "f(x)",
          "\u00e9",
          "\u00a0",
          "\ud83d\ude00",
          "$",
          "?");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** One of the file's own statements, with all its lines, if it has a short one. */
  Optional<String> excerpt(PythonFile file, String text, int maxLines) {
    List<Node.Stmt> all = file.body();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Span span = all.get(random.nextInt(all.size())).span();
    if (span.endLine() - span.line() >= maxLines) {
      return Optional.empty();
    }
    List<String> lines = text.lines().toList();
    return Optional.of(String.join("\n", lines.subList(span.line() - 1, span.endLine())) + "\n");
  }

  /** One change, seldom more, to tokens or characters. */
  String spoil(String text) {
    String spoilt = text;
    int changes = random.nextInt(5) == 0 ? 2 : 1;
    for (int i = 0; i < changes; i++) {
      spoilt = random.nextInt(4) == 0 ? spoilCharacter(spoilt) : spoilToken(spoilt);
    }
    return spoilt;
  }

  private String spoilCharacter(String text) {
    if (text.isEmpty()) {
      return SCRAPS.get(random.nextInt(SCRAPS.size()));
    }
    int at = random.nextInt(text.length());
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 ->
          text.substring(0, at) + text.charAt(random.nextInt(text.length())) + text.substring(at);
      default ->
          text.substring(0, at) + SCRAPS.get(random.nextInt(SCRAPS.size())) + text.substring(at);
    };
  }

  private String spoilToken(String text) {
    Tokens tokens = Lexer.read(text);
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      if (!tokens.kind(i).isLayout() && tokens.end(i) > tokens.start(i)) {
        places.add(new int[] {tokens.start(i), tokens.end(i)});
      }
    }
    String normal = tokens.text(0, tokens.length);
    if (places.isEmpty()) {
      return spoilCharacter(text);
    }
    int[] one = places.get(random.nextInt(places.size()));
    int[] other = places.get(random.nextInt(places.size()));
    String before = normal.substring(0, one[0]);
    String token = normal.substring(one[0], one[1]);
    String after = normal.substring(one[1]);
    String scrap = SCRAPS.get(random.nextInt(SCRAPS.size()));
    String borrowed = normal.substring(other[0], other[1]);
    return switch (random.nextInt(6)) {
      case 0 -> before + after;
      case 1 -> before + token + " " + token + after;
      case 2 -> before + borrowed + after;
      case 3 -> before + " " + borrowed + " " + token + after;
      case 4 -> before + scrap + after;
      default -> before + scrap + " " + token + after;
    };
  }
}
