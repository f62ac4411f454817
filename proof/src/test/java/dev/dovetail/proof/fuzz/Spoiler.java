package dev.dovetail.proof.fuzz;

import java.util.List;
import java.util.Random;

/** Spoils text as no hand would: the same way for the same seed. */
final class Spoiler {

  private static final int LONGEST = 20_000;

  private static final List<String> SCRAPS =
      List.of(
          "\0",
          "\uFEFF",
          "\r",
          "\r\n",
          "\n",
          "\n\n    ",
          "\f",
          "\t",
          "\u2028",
          "\ud83d\ude00",
          "\ud800",
          "\u001b[31m",
          "\\",
          "'",
          "\"",
          "'''",
          "\"\"\"",
          "f\"{",
          "{x!r:{y}}",
          "$$",
          "$a$",
          "/*",
          "*/",
          "--",
          "#",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ":",
          ";",
          ",",
          ".",
          "=",
          "::",
          "%(here)s",
          "%%",
          "%(",
          "[alembic]",
          "[[service]]",
          "99999999999999999999999",
          "-1",
          "1e999999999",
          "0x",
          "1_000",
          "None",
          "True",
          "lambda x: x",
          "lambda: (yield)",
          "*a",
          "**k",
          "x := ",
          "def f(): return f()\nf()\n",
          "while True: pass\n",
          "for i in range(10 ** 12): pass\n",
          "x = 'a' * 10 ** 10\n",
          "x = x + x\n",
          "class A(A): pass\n",
          "from . import x\n",
          "import app.models\n",
          "raise Exception\n",
          "op.execute(",
          "sa.Enum(",
          "match x:\n  case ",
          "async with ",
          "CREATE TYPE ",
          "AS ENUM ('a', 'a')",
          "ALTER TABLE ",
          "ALTER TYPE t ADD VALUE ",
          "DO $$ BEGIN ",
          "END $$;",
          "SELECT ",
          "FROM ",
          "WHERE ",
          "CASE WHEN ",
          "CAST(",
          "E'\\u00'",
          "U&'\\+FFFFFF'",
          "B'2'",
          "\\copy x\n");

  private final Random random;

  Spoiler(Random random) {
    this.random = random;
  }

  String spoil(String text, List<String> others) {
    String spoilt = text;
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      spoilt = once(spoilt, others);
    }
    return spoilt.length() > LONGEST ? spoilt.substring(0, LONGEST) : spoilt;
  }

  private String once(String text, List<String> others) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(40));
    String before = text.substring(0, from);
    String piece = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(8)) {
      case 0 -> before + after;
      case 1 -> before + piece + piece + after;
      case 2 -> before + scrap() + after;
      case 3, 4 -> before + scrap() + piece + after;
      case 5 -> before + cut(others.get(random.nextInt(others.size()))) + after;
      case 6 ->
          before + scrap().repeat(1 + random.nextInt(random.nextInt(50) == 0 ? 900 : 9)) + after;
      default -> before + (char) random.nextInt(random.nextBoolean() ? 128 : 65_536) + after;
    };
  }

  private String scrap() {
    return SCRAPS.get(random.nextInt(SCRAPS.size()));
  }

  private String cut(String other) {
    int from = random.nextInt(other.length() + 1);
    return other.substring(from, Math.min(other.length(), from + random.nextInt(200)));
  }
}
