package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes small programs at random: literals, strings, containers, loops, functions, errors. */
final class ProgramGenerator {

  private static final List<String> WORDS =
      List.of("draft", "in review", "DONE", "Über", "a_b", "", "x", "%s", "it's", "a,b,c", " pad ");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private final List<String> names = new ArrayList<>();
  private int counter;

  ProgramGenerator(long seed) {
    random = new Random(seed);
  }

  String program() {
    int statements = 3 + random.nextInt(8);
    for (int i = 0; i < statements; i++) {
      statement(0, 0);
    }
    String all = String.join(", ", names.isEmpty() ? List.of("1") : names);
    return text + "result = [" + all + "]\n";
  }

  private void line(int indent, String line) {
    text.append("    ".repeat(indent)).append(line).append('\n');
  }

  private String fresh() {
    return "v" + counter++;
  }

  private void statement(int indent, int depth) {
    switch (random.nextInt(depth > 2 ? 4 : 12)) {
      case 0, 1, 2 -> {
        String name = fresh();
        line(indent, name + " = " + any(2));
        if (indent == 0) {
          names.add(name);
        }
      }
      case 3 -> {
        String name = fresh();
        line(indent, name + " = []");
        line(indent, "for i in " + list(1) + ":");
        line(indent + 1, name + ".append((i, " + integer(1) + "))");
        if (indent == 0) {
          names.add(name);
        }
      }
      case 4 -> {
        line(indent, "if " + bool(2) + ":");
        statement(indent + 1, depth + 1);
        line(indent, "else:");
        line(indent + 1, "pass");
      }
      case 5 -> {
        String name = fresh();
        line(indent, name + " = 0");
        line(indent, "while " + name + " < " + random.nextInt(6) + ":");
        line(indent + 1, name + " += 1");
        line(indent + 1, "if " + name + " == 3: " + (random.nextBoolean() ? "break" : "continue"));
        if (indent == 0) {
          names.add(name);
        }
      }
      case 6 -> {
        String name = fresh();
        line(indent, "try:");
        line(indent + 1, name + " = " + any(2));
        line(indent, "except (KeyError, IndexError) as e:");
        line(indent + 1, name + " = 'lookup'");
        line(indent, "except Exception as e:");
        line(indent + 1, name + " = type(e).__name__");
        line(indent, "else:");
        line(indent + 1, name + " = [" + name + ", 'fine']");
        line(indent, "finally:");
        line(indent + 1, "done = 1");
        if (indent == 0) {
          names.add(name);
        }
      }
      case 7 -> {
        String function = "f" + counter++;
        String name = fresh();
        line(
            indent, "def " + function + "(a, b=" + integer(0) + ", *rest, key=" + string(0) + "):");
        line(indent + 1, "if a: return [a, b, rest, key]");
        line(indent + 1, "return (b, key)");
        line(
            indent,
            name
                + " = "
                + function
                + List.of(
                        "(1)",
                        "(0, 2)",
                        "(1, 2, 3, 4)",
                        "(a=1)",
                        "(1, key='k')",
                        "(*[1, 2, 3])",
                        "()",
                        "(1, c=2)")
                    .get(random.nextInt(8)));
        if (indent == 0) {
          names.add(name);
        }
      }
      case 8 -> {
        String name = fresh();
        line(indent, "a, *b = " + list(1));
        line(indent, name + " = (a, b)");
        if (indent == 0) {
          names.add(name);
        }
      }
      case 9 -> {
        String name = fresh();
        line(indent, name + " = {}");
        line(indent, "for k, v in zip(" + list(1) + ", " + list(1) + "):");
        line(indent + 1, name + ".setdefault(str(k), []).append(v)");
        if (indent == 0) {
          names.add(name);
        }
      }
      case 10 -> {
        String name = fresh();
        line(indent, name + " = " + list(1));
        line(
            indent,
            name
                + List.of(
                        ".append(1)",
                        ".extend('ab')",
                        ".insert(1, 'i')",
                        ".pop()",
                        ".reverse()",
                        ".clear()",
                        ".remove(1)",
                        " += [7]",
                        "[0] = 5",
                        ".sort(key=str)")
                    .get(random.nextInt(10)));
        if (indent == 0) {
          names.add(name);
        }
      }
      default -> {
        String name = fresh();
        line(indent, name + " = sorted({" + string(0) + ", " + string(0) + ", " + string(0) + "})");
        if (indent == 0) {
          names.add(name);
        }
      }
    }
  }

  private String any(int depth) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> string(depth);
      case 2 -> integer(depth);
      case 3 -> list(depth);
      case 4 -> bool(depth);
      case 5 -> dict(depth);
      default -> name();
    };
  }

  private String name() {
    return names.isEmpty() ? "None" : names.get(random.nextInt(names.size()));
  }

  private String word() {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return word.contains("'") ? "\"" + word + "\"" : "'" + word + "'";
  }

  private String string(int depth) {
    if (depth <= 0) {
      return word();
    }
    String inner = string(depth - 1);
    return switch (random.nextInt(26)) {
      case 0 -> "(" + inner + " + " + string(depth - 1) + ")";
      case 1 -> "(" + inner + " * " + random.nextInt(4) + ")";
      case 2 -> "f'{" + integer(0) + "}-{len(" + list(0).replace('\'', '"') + "):>3}-{ 1.5 !r}'";
      case 3 -> "'<%s>' % (" + inner + ",)";
      case 4 -> "'%d|%5s|%-5s|%r' % (" + integer(0) + ", " + inner + ", 'q', " + inner + ")";
      case 5 -> "'{} {x!r} {{}}'.format(" + inner + ", x=" + any(depth - 1) + ")";
      case 6 -> "'{0:>6}{0:^7}{1:03d}'.format(" + inner + ", " + integer(0) + ")";
      case 7 -> "', '.join(" + "str(x) for x in " + list(depth - 1) + ")";
      case 8 -> inner + ".upper()";
      case 9 -> inner + ".strip().title()";
      case 10 -> inner + ".replace('a', " + word() + ")";
      case 11 -> inner + "[" + random.nextInt(4) + ":" + (random.nextInt(8) - 2) + "]";
      case 12 -> inner + "[::-1]";
      case 13 -> inner + ".split(',')[0]";
      case 14 -> "str(" + any(depth - 1) + ")";
      case 15 -> "repr(" + any(depth - 1) + ")";
      case 16 -> inner + ".center(" + random.nextInt(9) + ", '*')";
      case 17 -> inner + ".zfill(" + random.nextInt(9) + ")";
      case 18 -> inner + ".partition('a')[" + random.nextInt(3) + "]";
      case 19 -> inner + ".capitalize().swapcase()";
      case 20 -> "(" + inner + " if " + bool(depth - 1) + " else " + inner + ")";
      case 21 -> inner + "[" + (random.nextInt(6) - 3) + "]";
      case 22 -> inner + ".lstrip('dx ').rstrip('w')";
      case 23 -> "max(" + inner + ", " + string(depth - 1) + ")";
      case 24 -> inner + ".ljust(6, '.') + " + inner + ".rjust(4)";
      default -> "'{:,}'.format(" + integer(depth - 1) + ")";
    };
  }

  private String integer(int depth) {
    if (depth <= 0) {
      return Integer.toString(random.nextInt(40) - 8);
    }
    String inner = "(" + integer(depth - 1) + ")";
    return switch (random.nextInt(12)) {
      case 0 -> inner + " + " + integer(depth - 1);
      case 1 -> inner + " * " + integer(depth - 1);
      case 2 -> inner + " // " + integer(depth - 1);
      case 3 -> inner + " % " + integer(depth - 1);
      case 4 -> "len(" + any(depth - 1) + ")";
      case 5 -> "sum(range(" + integer(depth - 1) + "))";
      case 6 -> "int('" + random.nextInt(100) + "')";
      case 7 -> inner + " ** 3";
      case 8 -> "-" + inner;
      case 9 -> "abs(" + inner + ")";
      case 10 -> "(lambda x, y=2: x + y)(" + inner + ")";
      default -> "min(" + inner + ", 7)";
    };
  }

  private String bool(int depth) {
    if (depth <= 0) {
      return random.nextBoolean() ? "True" : "False";
    }
    return switch (random.nextInt(9)) {
      case 0 -> integer(depth - 1) + " < " + integer(depth - 1) + " <= 20";
      case 1 -> string(depth - 1) + " in " + list(depth - 1);
      case 2 -> "(not " + any(depth - 1) + ")";
      case 3 -> "(" + any(depth - 1) + " and " + bool(depth - 1) + ")";
      case 4 -> any(depth - 1) + " == " + any(depth - 1);
      case 5 -> string(depth - 1) + ".startswith('d')";
      case 6 -> "isinstance(" + any(depth - 1) + ", (str, list))";
      case 7 -> "any(" + list(depth - 1) + ")";
      default -> "'a' in " + string(depth - 1);
    };
  }

  private String list(int depth) {
    if (depth <= 0) {
      return switch (random.nextInt(4)) {
        case 0 -> "[1, 2, 3]";
        case 1 -> "['a', 'b', " + word() + "]";
        case 2 -> "list(range(" + random.nextInt(5) + "))";
        default -> "[" + word() + ", " + integer(0) + ", None]";
      };
    }
    String inner = list(depth - 1);
    return switch (random.nextInt(12)) {
      case 0 -> "[x for x in " + inner + " if x]";
      case 1 -> "[(i, x) for i, x in enumerate(" + inner + ")]";
      case 2 -> "[*" + inner + ", " + any(depth - 1) + "]";
      case 3 -> inner + " + " + list(depth - 1);
      case 4 -> inner + "[" + random.nextInt(3) + ":]";
      case 5 -> "list(map(str, " + inner + "))";
      case 6 -> "list(filter(None, " + inner + "))";
      case 7 -> "list(reversed(" + inner + "))";
      case 8 -> "sorted(" + inner + ", key=str, reverse=" + bool(0) + ")";
      case 9 -> "list(zip(" + inner + ", 'xyz'))";
      case 10 -> "[y for x in [[1], [2, 3]] for y in x if y > " + random.nextInt(3) + "]";
      default -> string(depth - 1) + ".split()";
    };
  }

  private String dict(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "{x: str(x) for x in range(" + random.nextInt(4) + ")}";
      case 1 -> "dict(a=" + any(depth - 1) + ", b=2)";
      case 2 -> "{**{'a': 1}, 'b': " + any(depth - 1) + "}";
      case 3 -> "{'k': 1}.get(" + word() + ", " + any(depth - 1) + ")";
      case 4 -> "list({'p': 1, 'q': 2}.items())";
      default -> "{1: 'one', 2: 'two'}[" + (1 + random.nextInt(3)) + "]";
    };
  }
}
