package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** The methods of {@code str}. */
final class StringMethods {

  static final Set<String> NAMES =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "encode",
          "endswith",
          "expandtabs",
          "find",
          "format",
          "format_map",
          "index",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "maketrans",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill");

  private final Engine engine;
  private final Value.Str receiver;
  private final String text;
  private final Arguments arguments;
  private final Origin at;

  StringMethods(Engine engine, Value.Str receiver, Arguments arguments, Origin at) {
    this.engine = engine;
    this.receiver = receiver;
    this.text = receiver.text();
    this.arguments = arguments;
    this.at = at;
  }

  Value call(String method) {
    engine.budget.work(text.length());
    return switch (method) {
      case "upper" -> str(text.toUpperCase(Locale.ROOT));
      case "lower", "casefold" -> lower(method);
      case "capitalize" -> str(capitalized(text));
      case "title" -> str(titled());
      case "swapcase" -> str(swapped());
      case "strip" -> str(stripped(true, true));
      case "lstrip" -> str(stripped(true, false));
      case "rstrip" -> str(stripped(false, true));
      case "split" -> split(false);
      case "rsplit" -> split(true);
      case "splitlines" -> lines();
      case "join" -> join();
      case "replace" -> replace();
      case "startswith" -> affix(true);
      case "endswith" -> affix(false);
      case "find", "rfind", "index", "rindex" -> find(method);
      case "count" -> count();
      case "format" -> new BraceFormat(engine, arguments, at).format(text);
      case "format_map" -> formatMap();
      case "zfill" -> zeroFilled();
      case "ljust" -> justified('<');
      case "rjust" -> justified('>');
      case "center" -> justified('^');
      case "partition", "rpartition" -> partition(method.equals("partition"));
      case "removeprefix" ->
          text(0, "")
              .map(p -> str(text.startsWith(p) ? text.substring(p.length()) : text))
              .orElseGet(this::notFollowed);
      case "removesuffix" ->
          text(0, "")
              .map(
                  s -> str(text.endsWith(s) ? text.substring(0, text.length() - s.length()) : text))
              .orElseGet(this::notFollowed);
      case "isdigit", "isdecimal", "isnumeric" -> all(Character::isDigit);
      case "isalpha" -> all(Character::isLetter);
      case "isalnum" -> all(Character::isLetterOrDigit);
      case "isspace" -> all(StringMethods::isSpace);
      case "isascii" -> new Value.Bool(text.chars().allMatch(c -> c < 128));
      case "isupper" -> cased(text.equals(text.toUpperCase(Locale.ROOT)));
      case "islower" -> cased(text.equals(text.toLowerCase(Locale.ROOT)));
      case "isidentifier" -> identifier();
      default -> notFollowed();
    };
  }

  private Value str(String result) {
    engine.budget.size(result.length());
    // The place of the text it came from is where a reader would look.
    return new Value.Str(result, receiver.at());
  }

  private Value notFollowed() {
    return arguments.positional().stream()
        .map(Engine::known)
        .filter(Value.Unknown.class::isInstance)
        .findFirst()
        .orElseGet(() -> Value.Unknown.data("this use of a string method is not followed", at));
  }

  private Value lower(String method) {
    return method.equals("lower") || text.chars().allMatch(c -> c < 128)
        ? str(text.toLowerCase(Locale.ROOT))
        : notFollowed();
  }

  private static String capitalized(String word) {
    return word.isEmpty()
        ? word
        : Character.toString(Character.toTitleCase(word.codePointAt(0)))
            + word.substring(Character.charCount(word.codePointAt(0))).toLowerCase(Locale.ROOT);
  }

  private String titled() {
    StringBuilder result = new StringBuilder();
    boolean inWord = false;
    for (int point : text.codePoints().toArray()) {
      result.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toTitleCase(point));
      inWord = Character.isLetter(point);
    }
    return result.toString();
  }

  private String swapped() {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(point ->
            result.appendCodePoint(
                Character.isUpperCase(point)
                    ? Character.toLowerCase(point)
                    : Character.toUpperCase(point)));
    return result.toString();
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }

  private String stripped(boolean left, boolean right) {
    Optional<Value> given = arguments.get(0, "chars").filter(v -> !(v instanceof Value.None));
    String characters = given.map(v -> v instanceof Value.Str s ? s.text() : "").orElse("");
    IntPredicate drop =
        given.isEmpty() ? StringMethods::isSpace : point -> characters.indexOf(point) >= 0;
    int start = 0;
    int end = text.length();
    while (left && start < end && drop.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && drop.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private Optional<String> text(int position, String name) {
    return arguments
        .get(position, name)
        .map(Operators::plain)
        .flatMap(v -> v instanceof Value.Str s ? Optional.of(s.text()) : Optional.empty());
  }

  private Optional<Integer> number(int position, String name) {
    return arguments
        .get(position, name)
        .flatMap(Operators::integer)
        .filter(n -> n.bitLength() < 31)
        .map(BigInteger::intValueExact);
  }

  private Value split(boolean fromRight) {
    int limit = number(1, "maxsplit").orElse(-1);
    Optional<Value> separator = arguments.get(0, "sep").filter(v -> !(v instanceof Value.None));
    if (separator.isPresent() && text(0, "sep").isEmpty()) {
      return notFollowed();
    }
    if (separator.isPresent() && text(0, "sep").orElse("").isEmpty()) {
      throw PythonRaise.of("ValueError", "empty separator", at);
    }
    if (separator.isEmpty() && limit >= 0) {
      return notFollowed();
    }
    List<String> parts =
        separator.isEmpty() ? words() : pieces(text(0, "sep").orElse(""), limit, fromRight);
    return strings(parts);
  }

  private Value strings(List<String> parts) {
    engine.budget.size(parts.size());
    return new ListValue(parts.stream().map(this::str).toList());
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      if (!isSpace(point)) {
        word.appendCodePoint(point);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private List<String> pieces(String separator, int limit, boolean fromRight) {
    List<String> pieces = new ArrayList<>();
    if (fromRight) {
      int end = text.length();
      int found = text.lastIndexOf(separator);
      while (found >= 0 && (limit < 0 || pieces.size() < limit)) {
        pieces.addFirst(text.substring(found + separator.length(), end));
        end = found;
        found =
            found - separator.length() < 0
                ? -1
                : text.lastIndexOf(separator, found - separator.length());
      }
      pieces.addFirst(text.substring(0, end));
      return pieces;
    }
    int start = 0;
    int found = text.indexOf(separator);
    while (found >= 0 && (limit < 0 || pieces.size() < limit)) {
      pieces.add(text.substring(start, found));
      start = found + separator.length();
      found = text.indexOf(separator, start);
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private Value lines() {
    boolean simple =
        text.chars()
            .noneMatch(c ->
                c == 0x0b
                    || c == 0x0c
                    || (c >= 0x1c && c <= 0x1e)
                    || c == 0x85
                    || c == 0x2028
                    || c == 0x2029);
    return simple && arguments.positional().isEmpty() && arguments.named().isEmpty()
        ? strings(text.lines().toList())
        : notFollowed();
  }

  private Value join() {
    if (arguments.positional().isEmpty()) {
      return notFollowed();
    }
    Items items = engine.iteration.items(arguments.positional().getFirst(), at);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    Sketch joined = new Sketch();
    String separator = "";
    for (Value item : items.values()) {
      joined.add(separator);
      switch (Operators.plain(item)) {
        case Value.Str part -> joined.add(part.text());
        case Value.Unknown unknown -> joined.add((Value) unknown);
        case Value.Partly partly -> joined.add((Value) partly);
        case Value.Constructed made -> {
          return Value.Unknown.data("what " + made.callee() + " gives is not known", at);
        }
        case Value other ->
            throw PythonRaise.of("TypeError", "sequence item: expected str instance", at);
      }
      engine.budget.size(joined.length());
      separator = text;
    }
    return joined.value(at);
  }

  private Value replace() {
    Optional<String> old = text(0, "old");
    Optional<String> replacement = text(1, "new");
    if (old.isEmpty() || replacement.isEmpty() || arguments.get(2, "count").isPresent()) {
      return notFollowed();
    }
    engine.budget.size(
        (long) (text.length() + 1)
            * (replacement.get().length() + 1L)
            / Math.max(1, old.get().length()));
    return str(text.replace(old.get(), replacement.get()));
  }

  private Value affix(boolean start) {
    if (arguments.positional().size() != 1) {
      return notFollowed();
    }
    Value wanted = Operators.plain(arguments.positional().getFirst());
    List<Value> any = wanted instanceof Value.Tuple tuple ? tuple.elements() : List.of(wanted);
    boolean found = false;
    for (Value one : any) {
      if (!(one instanceof Value.Str part)) {
        return notFollowed();
      }
      found |= start ? text.startsWith(part.text()) : text.endsWith(part.text());
    }
    return new Value.Bool(found);
  }

  private Value find(String method) {
    Optional<String> part = text(0, "sub");
    if (part.isEmpty() || arguments.positional().size() != 1) {
      return notFollowed();
    }
    int place = method.startsWith("r") ? text.lastIndexOf(part.get()) : text.indexOf(part.get());
    if (place < 0 && method.endsWith("index")) {
      throw PythonRaise.of("ValueError", "substring not found", at);
    }
    return Value.Int.of(place < 0 ? -1 : text.codePointCount(0, place));
  }

  private Value count() {
    Optional<String> part = text(0, "sub");
    return part.isEmpty() || part.get().isEmpty() || arguments.positional().size() != 1
        ? notFollowed()
        : Value.Int.of(pieces(part.get(), -1, false).size() - 1L);
  }

  private Value formatMap() {
    if (arguments.positional().size() == 1
        && Engine.known(arguments.positional().getFirst()) instanceof DictValue dict) {
      java.util.Map<String, Value> named = new java.util.LinkedHashMap<>();
      for (DictValue.Entry entry : dict.entries()) {
        if (entry.key() instanceof Value.Str key) {
          named.put(key.text(), entry.value());
        }
      }
      return new BraceFormat(engine, new Arguments(List.of(), named, Optional.empty()), at)
          .format(text);
    }
    return notFollowed();
  }

  private Value zeroFilled() {
    int width = number(0, "width").orElse(-1);
    if (width < 0) {
      return notFollowed();
    }
    int missing = width - text.codePointCount(0, text.length());
    engine.budget.size(Math.max(0, missing));
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String sign = signed ? text.substring(0, 1) : "";
    return str(sign + "0".repeat(Math.max(0, missing)) + text.substring(sign.length()));
  }

  private Value justified(char align) {
    int width = number(0, "width").orElse(-1);
    int[] fill = text(1, "fillchar").orElse(" ").codePoints().toArray();
    if (width < 0 || fill.length != 1) {
      return notFollowed();
    }
    int missing = Math.max(0, width - text.codePointCount(0, text.length()));
    engine.budget.size(missing);
    String filler = Character.toString(fill[0]);
    // str.center puts the odd one on the left where the width is odd.
    int left = missing / 2 + (missing & width & 1);
    return str(
        switch (align) {
          case '<' -> text + filler.repeat(missing);
          case '>' -> filler.repeat(missing) + text;
          default -> filler.repeat(left) + text + filler.repeat(missing - left);
        });
  }

  private Value partition(boolean first) {
    Optional<String> separator = text(0, "sep");
    if (separator.isEmpty() || separator.get().isEmpty()) {
      return notFollowed();
    }
    int place = first ? text.indexOf(separator.get()) : text.lastIndexOf(separator.get());
    List<String> parts =
        place >= 0
            ? List.of(
                text.substring(0, place),
                separator.get(),
                text.substring(place + separator.get().length()))
            : first ? List.of(text, "", "") : List.of("", "", text);
    return new Value.Tuple(parts.stream().map(this::str).toList());
  }

  private Value all(IntPredicate test) {
    return new Value.Bool(!text.isEmpty() && text.codePoints().allMatch(test));
  }

  private Value cased(boolean holds) {
    boolean hasCase =
        text.codePoints().anyMatch(p -> Character.isUpperCase(p) || Character.isLowerCase(p));
    return new Value.Bool(hasCase && holds);
  }

  private Value identifier() {
    boolean ascii = text.chars().allMatch(c -> c < 128 && c != '$');
    return ascii
        ? new Value.Bool(
            !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(c -> Character.isJavaIdentifierPart(c) && c > ' '))
        : notFollowed();
  }
}
