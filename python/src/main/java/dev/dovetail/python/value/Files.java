package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text files of the repository that the program opens and reads. */
final class Files {

  private static final String OPENED = "io.TextIOWrapper";
  private static final String READ = "dovetail.read";

  private final Engine engine;

  Files(Engine engine) {
    this.engine = engine;
  }

  static boolean isOpened(Value value) {
    return value instanceof Value.Constructed made
        && made.callee().equals(OPENED)
        && made.arguments().positional().size() == 1;
  }

  /** {@code open(path)}: a file that can be read, or why it is not known what it holds. */
  Value open(Arguments arguments, Origin at) {
    Optional<Value> mode = arguments.get(1, "mode");
    boolean reads =
        mode.isEmpty()
            || mode.get() instanceof Value.Str text
                && (text.text().equals("r") || text.text().equals("rt"));
    Optional<Value> path = arguments.get(0, "file");
    if (!reads || path.isEmpty()) {
      return Value.Unknown.data("this use of open() is not followed", at);
    }
    Value content = content(path.get(), arguments.get(3, "encoding"), at);
    return content instanceof Value.Str
        ? new Value.Constructed(OPENED, Arguments.of(content), at)
        : content;
  }

  /** {@code path.read_text(encoding)}. */
  Value text(Value path, Arguments arguments, Origin at) {
    return content(path, arguments.get(0, "encoding"), at);
  }

  private Value content(Value path, Optional<Value> encoding, Origin at) {
    Optional<String> inside = Paths.inRepository(path);
    if (inside.isEmpty()) {
      return Value.Unknown.data("which file is read is not known", at);
    }
    String file = inside.get();
    Optional<byte[]> bytes = engine.modules.bytes(file);
    if (bytes.isEmpty()) {
      if (engine.modules.hasFilesBeside(file)) {
        throw PythonRaise.of(
            "FileNotFoundError", "[Errno 2] No such file or directory: '" + file + "'", at);
      }
      return Value.Unknown.data(file + " is not found in the repository", at);
    }
    engine.budget.size(bytes.get().length);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get())).toString();
      if (!isUtf8(encoding) && text.chars().anyMatch(c -> c > 127)) {
        return Value.Unknown.data("the encoding of " + file + " is not followed", at);
      }
      boolean marked = encoding.filter(e -> named(e).endsWith("sig")).isPresent();
      String plain = marked && text.startsWith("\uFEFF") ? text.substring(1) : text;
      String lines = plain.replace("\r\n", "\n").replace('\r', '\n');
      int breaks = (int) lines.chars().filter(c -> c == '\n').count();
      return new Value.Str(lines, new Origin.InFile(file, new Span(1, 1, breaks + 1, 1)));
    } catch (CharacterCodingException notUtf8) {
      return Value.Unknown.data(file + " is not in UTF-8", at);
    }
  }

  private static String named(Value encoding) {
    return encoding instanceof Value.Str text
        ? text.text().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "")
        : "";
  }

  private static boolean isUtf8(Optional<Value> encoding) {
    return encoding
        .filter(value -> !(value instanceof Value.None))
        .map(value -> named(value).startsWith("utf8"))
        .orElse(true);
  }

  /** {@code file.method()}. */
  Value method(Value.Constructed file, String method, Arguments arguments, Origin at) {
    return switch (method) {
      case "read" ->
          arguments.positional().isEmpty() && arguments.more().isEmpty()
              ? rest(file, at)
              : Value.Unknown.data("reading a part of a file is not followed", at);
      case "readlines" -> {
        Items lines = lines(file, at);
        yield lines
            .unknown()
            .map(why -> (Value) why)
            .orElseGet(() -> new ListValue(lines.values()));
      }
      case "close", "flush" -> new Value.None();
      default -> Value.Unknown.data("a file's " + method + "() is not followed", at);
    };
  }

  /** What is left to read, which is read then. */
  private Value rest(Value.Constructed file, Origin at) {
    Optional<Value> before = Optional.ofNullable(file.attributes().get(READ));
    if (before.isPresent()) {
      return before.get();
    }
    file.attributes()
        .put(
            READ,
            engine
                .doubts
                .reason()
                .map(reason -> (Value) reason.as(true))
                .orElse(new Value.Str("", at)));
    return file.arguments().positional().getFirst();
  }

  /** The lines that are left, with their ends. */
  Items lines(Value.Constructed file, Origin at) {
    if (!(rest(file, at) instanceof Value.Str text)) {
      return Items.unknown(Value.Unknown.data("how far a file is read is not known", at));
    }
    List<Value> lines = new ArrayList<>();
    int from = 0;
    while (from < text.text().length()) {
      int end = text.text().indexOf('\n', from);
      int next = end < 0 ? text.text().length() : end + 1;
      lines.add(new Value.Str(text.text().substring(from, next), text.at()));
      from = next;
    }
    engine.budget.size(lines.size());
    return Items.of(lines);
  }
}
