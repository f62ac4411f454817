package dev.dovetail.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes enum classes, as wild as people write them and a little more. The same random numbers give
 * the same classes.
 */
final class EnumWriter {

  /** What stands above every module of enums. */
  static final String HEADER =
      """
      import enum
      import functools
      import sys
      from typing import Literal, get_args
      from enum import Enum, Flag, IntEnum, IntFlag, auto, unique
      from enum import Enum as PyEnum

      try:
          from enum import StrEnum
      except ImportError:
          class StrEnum(str, Enum):
              def _generate_next_value_(name, start, count, last_values):
                  return name.lower()

      if sys.version_info >= (3, 11):
          from enum import member, nonmember

      PREFIX = "pre"
      SEPARATOR = "-"
      WORDS = ["alpha", "beta", "gamma"]
      TABLE = {"one": 1, "two": 2}
      SIDES = Literal["left", "right"]
      PLACES = Literal[SIDES, "top", "left"]


      def labelled(word, by="_"):
          return PREFIX + by + word


      """;

  /** The bases of the project's own, in a module of their own. */
  static final String BASES =
      """
      import enum
      from enum import Enum, auto


      class Words(str, Enum):
          @classmethod
          def values(cls):
              return [one.value for one in cls]

          def __str__(self):
              return self.value


      class Named(Enum):
          def _generate_next_value_(name, start, count, last_values):
              return name.lower()


      class NamedWords(str, Enum):
          @staticmethod
          def _generate_next_value_(name, start, count, last_values):
              return name.lower().replace("_", "-")


      class Counted(Enum):
          def _generate_next_value_(name, start, count, last_values):
              return "%s-%d-%d" % (name, start, count + 1)


      class Told:
          @property
          def told(self):
              return self.name.title()


      class ToldWords(Told, Words):
          pass


      class Pairs(Enum):
          def __new__(cls, value, label):
              one = object.__new__(cls)
              one._value_ = value
              one.label = label
              return one


      class Numbered(Enum):
          def __new__(cls, *given):
              one = object.__new__(cls)
              one._value_ = len(cls.__members__) + 1
              return one


      class WordPairs(str, Enum):
          def __new__(cls, value, label=""):
              one = str.__new__(cls, value)
              one._value_ = value
              one.label = label
              return one


      class Inside(Enum):
          def __init__(self, code, label="?"):
              self.code = code
              self.label = label


      class IntBase(enum.IntEnum):
          @property
          def doubled(self):
              return self.value * 2
      """;

  private static final String[] BASES_OF_TEXT = {
    "str, Enum",
    "str, enum.Enum",
    "str, PyEnum",
    "StrEnum",
    "Words",
    "ToldWords",
    "NamedWords",
    "WordPairs",
  };

  private static final String[] BASES_OF_ALL = {
    "Enum",
    "enum.Enum",
    "PyEnum",
    "Enum",
    "Named",
    "Counted",
    "IntEnum",
    "int, Enum",
    "IntBase",
    "Flag",
    "IntFlag",
    "float, Enum",
    "Inside",
    "Pairs",
    "Numbered",
    "bytes, Enum",
    "Told, Enum",
  };

  private static final String[] NAMES = {
    "OPEN",
    "SHUT",
    "DONE",
    "IN_PROGRESS",
    "Mixed",
    "lower",
    "A",
    "B",
    "X1",
    "_hidden",
    "R",
    "W",
    "NONE",
    "ON_HOLD",
    "Y",
    "é",
    "ID",
    "NAME",
    "VALUE",
    "LONGER_NAME",
    "P",
    "Q",
    "READY",
  };

  private final Random random;
  private final StringBuilder out;
  private final List<String> made = new ArrayList<>();
  private int count;

  EnumWriter(Random random, StringBuilder out) {
    this.random = random;
    this.out = out;
  }

  /** The names of the classes written so far that have members. */
  List<String> made() {
    return made;
  }

  /** Writes one class, or whatever makes one. */
  void next() {
    count++;
    String name = "State" + count;
    if (chance(18)) {
      functional(name);
    } else if (chance(8)) {
      line("class Around" + count + ":");
      body("    ", name);
      line("");
      made.add("Around" + count + "." + name);
      return;
    } else if (chance(6)) {
      String condition =
          pick("sys.version_info >= (3, 5)", "len(WORDS) == 3", "sys.version_info >= (3, 12)");
      line("if " + condition + ":");
      body("    ", name);
      line("else:");
      body("    ", name);
      line("");
    } else {
      body("", name);
      line("");
    }
    made.add(name);
  }

  private void body(String indent, String name) {
    boolean text = chance(50);
    String bases = text ? pick(BASES_OF_TEXT) : pick(BASES_OF_ALL);
    if (chance(8)) {
      // A base of the module's own, without members.
      String base = name + "Base";
      line(indent + "class " + base + "(" + bases + "):");
      line(
          indent
              + pick(
                  "    pass",
                  "    def shown(self):\n" + indent + "        return str(self.value)",
                  "    \"\"\"A base.\"\"\""));
      line("");
      bases = base;
    }
    if (chance(12)) {
      line(indent + pick("@unique", "@enum.unique", "@functools.total_ordering", "@unique"));
    }
    line(indent + "class " + name + "(" + bases + "):");
    String inner = indent + "    ";
    if (chance(15)) {
      line(inner + "\"\"\"What there is.\"\"\"");
    }
    List<String> taken = new ArrayList<>();
    if (chance(8)) {
      line(inner + pick("_ignore_ = \"scratch other\"", "_ignore_ = [\"scratch\", \"other\"]"));
      line(inner + "scratch = [" + word() + ", " + word() + "]");
      if (chance(50)) {
        line(inner + "other = scratch[0]");
      }
    }
    if (chance(6)) {
      generator(inner, text);
    }
    int members = 1 + random.nextInt(5);
    for (int i = 0; i < members; i++) {
      member(inner, text, bases, taken);
    }
    furniture(inner, text, taken);
  }

  private void generator(String inner, boolean text) {
    if (chance(50)) {
      line(inner + "@staticmethod");
    }
    line(inner + "def _generate_next_value_(name, start, count, last_values):");
    line(
        inner
            + "    return "
            + (text
                ? pick("name.lower()", "name.title()", "f\"{PREFIX}.{name}\"", "name")
                : pick("name", "count * 10", "(last_values or [0])[-1]", "start + 5 + count")));
  }

  private void member(String inner, boolean text, String bases, List<String> taken) {
    String name = pick(NAMES);
    if (taken.contains(name)) {
      return;
    }
    taken.add(name);
    String annotation = chance(5) ? ": " + (text ? "str" : "int") : "";
    line(inner + name + annotation + " = " + value(text, bases, taken));
  }

  private String value(boolean text, String bases, List<String> taken) {
    if (chance(25)) {
      return pick("auto()", "enum.auto()");
    }
    if (bases.contains("Pairs") || bases.contains("Inside")) {
      return pick(
          "(" + word() + ", " + word() + ")",
          word() + ", " + word(),
          "(" + number() + ", " + word() + ")",
          word());
    }
    if (bases.contains("Numbered")) {
      return pick("()", word(), "(" + word() + ", 2)");
    }
    if (bases.contains("Flag") && chance(60)) {
      return pick("1", "2", "4", "8", "0", "3", "1 << 4", earlier(taken, "|"), earlier(taken, "&"));
    }
    if (bases.contains("bytes")) {
      return pick("b\"a\"", "b\"b\"", "\"a\".encode()", "2");
    }
    if (text) {
      return pick(
          word(),
          word(),
          word(),
          word(),
          "PREFIX + " + word(),
          "f\"{PREFIX}{SEPARATOR}{WORDS[0]}\"",
          "\"%s_%d\" % (PREFIX, 7)",
          "\"{}.{x}\".format(PREFIX, x=SEPARATOR)",
          "WORDS[1]",
          "WORDS[-1].upper()",
          "labelled(" + word() + ")",
          "labelled(" + word() + ", by=SEPARATOR)",
          "\"_\".join(WORDS)",
          "(" + word() + ",)",
          earlier(taken, "+"),
          other(),
          number(),
          "sys.intern(" + word() + ")",
          "\"multi\" " + word(),
          "r\"back\\slash\"",
          "str(5)",
          "(" + word() + " if len(WORDS) > 2 else " + word() + ")");
    }
    return pick(
        number(),
        number(),
        word(),
        word(),
        "None",
        "True",
        "1.0",
        "(1, 2)",
        "[1]",
        "object()",
        "TABLE[\"two\"]",
        "TABLE.get(\"three\", 9)",
        "len(WORDS) + 4",
        earlier(taken, "+"),
        "\"7\"",
        "-1",
        "0x10",
        "10 ** 2",
        "frozenset()",
        "lambda: 5",
        "functools.partial(labelled, \"x\")",
        other());
  }

  /** Made of members above it; those are plain values while the body runs. */
  private String earlier(List<String> taken, String operator) {
    List<String> above = taken.subList(0, Math.max(0, taken.size() - 1));
    if (above.isEmpty()) {
      return number();
    }
    String one = above.get(random.nextInt(above.size()));
    String two = above.get(random.nextInt(above.size()));
    return chance(50) ? one : one + " " + operator + " " + two;
  }

  /** Made of another enum. */
  private String other() {
    List<String> flat = made.stream().filter(name -> !name.contains(".")).toList();
    if (flat.isEmpty()) {
      return word();
    }
    String one = flat.get(random.nextInt(flat.size()));
    return "list(" + one + ")[0]" + pick(".value", ".name", "", ".name.lower()");
  }

  /** What stands in an enum's class besides members. */
  private void furniture(String inner, boolean text, List<String> taken) {
    if (chance(10)) {
      line(inner + "@property");
      line(inner + "def " + pick("shown", "label", "code") + "(self):");
      line(inner + "    return self.value");
    }
    if (chance(8)) {
      line(inner + "@classmethod");
      line(inner + "def values(cls):");
      line(inner + "    return [one.value for one in cls]");
    }
    if (chance(6)) {
      line(inner + "@classmethod");
      line(inner + "def _missing_(cls, value):");
      line(inner + "    return None");
    }
    if (chance(5) && taken.size() > 1) {
      line(inner + "ALIAS_OF_FIRST = " + taken.getFirst());
    }
    if (chance(4)) {
      line(inner + "note: str");
    }
    if (chance(4)) {
      line(inner + "__slots__ = ()");
    }
    if (chance(4)) {
      line(inner + "for _word in WORDS:");
      line(inner + "    locals()[_word.upper()] = _word");
      line(inner + "del _word");
    }
    if (chance(4)) {
      line(inner + "vars()[\"LATE\"] = " + word());
    }
    if (chance(3)) {
      line(inner + "LATE_ONE, LATE_TWO = " + (text ? word() + ", " + word() : "71, 72"));
    }
    if (chance(3)) {
      line(inner + "SAME_ONE = SAME_TWO = " + (text ? word() : number()));
    }
    if (chance(3) && !taken.isEmpty()) {
      line(inner + "_order_ = \"" + String.join(" ", taken) + "\"");
    }
    if (chance(3)) {
      line(inner + "if len(WORDS) == 3:");
      line(inner + "    WHEN = " + (text ? word() : number()));
    }
    if (chance(3)) {
      line(inner + "class Meta:");
      line(inner + "    ordering = 1");
    }
    if (chance(3)) {
      line(inner + "if sys.version_info >= (3, 11):");
      line(inner + pick("    LOOSE = nonmember(5)", "    BOUND = member(" + word() + ")"));
    }
    if (chance(3)) {
      line(inner + "__private = " + (text ? word() : number()));
    }
  }

  private void functional(String name) {
    String base = pick("Enum", "enum.Enum", "IntEnum", "StrEnum", "Flag", "Words", "Named", "Enum");
    boolean text = base.equals("StrEnum") || base.equals("Words") || base.equals("Named");
    String names =
        switch (random.nextInt(text ? 14 : 15)) {
          case 0 -> "\"OPEN SHUT  DONE\"";
          case 1 -> "\"OPEN, SHUT,DONE\"";
          case 2 -> "[\"OPEN\", \"SHUT\"]";
          case 3 -> "(\"OPEN\", \"SHUT\")";
          case 4 -> "[(\"OPEN\", \"open\"), (\"SHUT\", \"shut\"), (\"AGAIN\", \"open\")]";
          case 5 -> "{\"OPEN\": \"o\", \"SHUT\": " + word() + "}";
          case 6 -> "[(word.upper(), word) for word in WORDS]";
          case 7 -> "{word.upper(): word for word in WORDS}";
          case 8 -> "names=[\"OPEN\", \"SHUT\"]";
          case 9 -> "WORDS";
          case 11 -> "get_args(SIDES)";
          case 12 -> "[(side.upper(), side) for side in get_args(PLACES)]";
          case 13 -> "{side: side.title() for side in get_args(Literal[\"up\", \"down\"])}";
          case 10 -> "zip(WORDS, (word.title() for word in WORDS))";
          default -> "{\"OPEN\": 5, \"SHUT\": 3}";
        };
    List<String> more = new ArrayList<>();
    if (chance(15)) {
      more.add("module=__name__");
    }
    if (chance(10)) {
      more.add("qualname=" + pick("\"" + name + "\"", "'Other.Place'"));
    }
    if (chance(15)) {
      more.add("start=" + pick("0", "1", "10"));
    }
    if (chance(15) && base.endsWith("Enum") && !base.equals("IntEnum") && !text) {
      more.add("type=" + pick("str", "int"));
    }
    String rest = more.isEmpty() ? "" : ", " + String.join(", ", more);
    String title = chance(90) ? name : name + "Kind";
    line(name + " = " + base + "(\"" + title + "\", " + names + rest + ")");
    line("");
  }

  private String word() {
    return "\""
        + pick(
            "open",
            "shut",
            "done",
            "in progress",
            "in_progress",
            "A",
            "a",
            "on-hold",
            "",
            "Größe",
            "it's",
            "1",
            "x",
            "OPEN")
        + "\"";
  }

  private String number() {
    return pick("1", "2", "3", "5", "0", "10", "42");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
