package dev.dovetail.workspace.impact;

import dev.dovetail.core.impact.Reader;
import dev.dovetail.core.impact.Touch;
import dev.dovetail.core.impact.Touch.Kind;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.model.EnumMentions;
import dev.dovetail.python.model.EnumMentions.Mention;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.PythonParser;
import dev.dovetail.python.syntax.PythonSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through every file of a repository for an enum or its label: Python by its syntax, all else
 * by its text.
 */
final class CodeScan {

  /** A file that has more of them is told by its first. */
  private static final int MOST_OF_A_FILE = 25;

  private static final int LARGEST = 2 << 20;

  private static final Pattern SQL =
      Pattern.compile(
          "\\b(select|insert|update|delete|alter|create|where|cast|values)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GUARD = Pattern.compile("(?:.*/)?[^/]*dovetail[_-]guard[^/]*");

  private static final Set<String> READ =
      Set.of(
          "c", "cs", "csv", "css", "ex", "go", "graphql", "groovy", "h", "html", "ini", "java",
          "js", "json", "jsonl", "jsx", "kt", "kts", "md", "mjs", "php", "proto", "rb", "rs", "rst",
          "scala", "sh", "sql", "svelte", "toml", "ts", "tsx", "txt", "vue", "xml", "yaml", "yml");

  private final Tree tree;
  private final Subject subject;
  private final UnaryOperator<String> services;
  private final Set<String> migrations;
  private final Pattern words;
  private final Pattern typeWords;
  private final List<Touch> touches = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param types names of the types, without their schemas
   * @param services whose a path is
   * @param migrations files that are told elsewhere
   */
  CodeScan(
      Tree tree,
      Subject subject,
      Set<String> types,
      UnaryOperator<String> services,
      Set<String> migrations) {
    this.tree = tree;
    this.subject = subject;
    this.services = services;
    this.migrations = migrations;
    Set<String> all = new LinkedHashSet<>(types);
    all.add(subject.simple());
    this.typeWords = Subject.words(all);
    this.words = subject.asked().isPresent() ? Subject.words(subject.words()) : typeWords;
  }

  void scan() {
    for (String path : tree.files()) {
      if (migrations.contains(path)) {
        continue;
      }
      String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      boolean python = ending.equals("py");
      if (python || READ.contains(ending)) {
        Optional<byte[]> bytes = tree.read(path);
        if (bytes.isPresent() && bytes.get().length > LARGEST) {
          notes.add("`%s` is too large to be looked through".formatted(path));
        } else if (bytes.isPresent()) {
          scan(path, python, bytes.get());
        }
      }
    }
  }

  List<Touch> touches() {
    return touches;
  }

  List<Reader> readers() {
    return readers;
  }

  Set<String> notes() {
    return notes;
  }

  private void scan(String path, boolean python, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean named = typeWords.matcher(text).find();
    if (!named && !words.matcher(text).find()) {
      return;
    }
    if (GUARD.matcher(path).matches()) {
      lines(text, typeWords, 1).stream()
          .findFirst()
          .ifPresent(at -> add(path, Kind.GUARD, "a list of expected labels names it", at, true));
    } else if (python && PythonSource.decode(bytes) instanceof PythonSource.Text(String code)) {
      python(path, code, named);
    } else {
      plain(path, text);
      java(path, text);
    }
  }

  // ---- Python

  private void python(String path, String code, boolean named) {
    PythonFile file = PythonParser.parse(path, code);
    if (!file.errors().isEmpty()) {
      notes.add("`%s` is not all Python: what is in it may be more".formatted(path));
    }
    Capped capped = new Capped(path);
    if (named) {
      EnumMentions.of(file, subject.simple()).forEach(mention -> mention(path, mention, capped));
    }
    for (Mention string : EnumMentions.strings(file)) {
      string(string, capped);
    }
    capped.end();
  }

  private void mention(String path, Mention mention, Capped capped) {
    Origin at = new Origin.InFile(path, mention.span());
    String name = subject.simple();
    switch (mention.kind()) {
      case MEMBER -> {
        if (!subject.leavesOut(mention.text())) {
          capped.add(Kind.MEMBER, "`%s.%s`".formatted(name, mention.text()), mention.span());
        }
      }
      case FIELD -> {
        capped.add(Kind.FIELD, "`%s` is a `%s`".formatted(mention.text(), name), mention.span());
        readers.add(
            new Reader(
                services.apply(path),
                "`%s`, a field of a pydantic model".formatted(mention.text()),
                "ValidationError when it is given the label",
                true,
                at));
      }
      case CALLED -> {
        capped.add(Kind.NAME, "`%s(...)`".formatted(name), mention.span());
        readers.add(
            new Reader(
                services.apply(path),
                "`%s(...)`".formatted(name),
                "ValueError when it is given the label",
                true,
                at));
      }
      case LOOKED_UP -> {
        if (mention.text().isEmpty() || !subject.leavesOut(mention.text())) {
          capped.add(Kind.NAME, "`%s[...]`".formatted(name), mention.span());
        }
        if (mention.text().isEmpty()) {
          readers.add(
              new Reader(
                  services.apply(path),
                  "`%s[...]`".formatted(name),
                  "KeyError for a name that is no member",
                  true,
                  at));
        }
      }
      case NAMED -> {
        if (subject.asked().isEmpty()) {
          capped.add(Kind.NAME, "`%s`".formatted(name), mention.span());
        }
      }
      case STRING -> {}
    }
  }

  private void string(Mention string, Capped capped) {
    String text = string.text();
    boolean sql = SQL.matcher(text).find() && words.matcher(text).find();
    if (sql && (subject.asked().isEmpty() || subject.isNamedIn(text))) {
      capped.add(Kind.SQL, "SQL that names it: `%s`".formatted(shortened(text)), string.span());
    } else if (subject.asked().isPresent() && subject.stored().contains(text)) {
      capped.unsure(Kind.STRING, "the string `%s`".formatted(text), string.span());
    }
  }

  /** One file's places, of which there may be too many. */
  private final class Capped {

    private final String path;
    private int all;
    private Optional<Span> last = Optional.empty();

    Capped(String path) {
      this.path = path;
    }

    void add(Kind kind, String what, Span span) {
      add(kind, what, span, true);
    }

    void unsure(Kind kind, String what, Span span) {
      add(kind, what, span, false);
    }

    private void add(Kind kind, String what, Span span, boolean read) {
      if (declares(span)) {
        return;
      }
      if (++all <= MOST_OF_A_FILE) {
        CodeScan.this.add(path, kind, what, span, read);
      }
      last = Optional.of(span);
    }

    private boolean declares(Span span) {
      return subject.declared().stream()
          .flatMap(declared -> declared.members().stream())
          .anyMatch(member ->
              member.origin() instanceof Origin.InFile(String file, Span own)
                  && file.equals(path)
                  && own.line() <= span.line()
                  && span.endLine() <= own.endLine());
    }

    void end() {
      if (all > MOST_OF_A_FILE) {
        CodeScan.this.add(
            path,
            Kind.NAME,
            "and %d more in this file".formatted(all - MOST_OF_A_FILE),
            last.orElseThrow(),
            true);
      }
    }
  }

  // ---- all else

  private void plain(String path, String text) {
    Kind kind = path.endsWith(".sql") ? Kind.SQL : Kind.TEXT;
    List<Span> spans = lines(text, words, MOST_OF_A_FILE + 1);
    String what = subject.asked().isPresent() ? "the word" : "the name";
    for (Span span : spans.subList(0, Math.min(MOST_OF_A_FILE, spans.size()))) {
      add(path, kind, what, span, false);
    }
    if (spans.size() > MOST_OF_A_FILE) {
      add(path, kind, "and more in this file", spans.getLast(), false);
    }
  }

  private void java(String path, String text) {
    if (path.endsWith(".java") || path.endsWith(".kt")) {
      Pattern call = Pattern.compile("\\b" + Pattern.quote(subject.simple()) + "\\.valueOf\\(");
      for (Span span : lines(text, call, MOST_OF_A_FILE)) {
        readers.add(
            new Reader(
                services.apply(path),
                "`%s.valueOf(...)`".formatted(subject.simple()),
                "IllegalArgumentException for a name that is no constant",
                true,
                new Origin.InFile(path, span)));
      }
    }
  }

  /** The first place on each line. */
  private static List<Span> lines(String text, Pattern pattern, int most) {
    List<Span> spans = new ArrayList<>();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        int column = line.codePointCount(0, matcher.start()) + 1;
        int length = matcher.group().codePointCount(0, matcher.group().length());
        spans.add(new Span(number, column, number, column + length));
        if (spans.size() == most) {
          break;
        }
      }
    }
    return spans;
  }

  private void add(String path, Kind kind, String what, Span span, boolean read) {
    touches.add(
        new Touch(
            services.apply(path),
            kind,
            what,
            new Origin.InFile(path, span),
            read,
            TestFiles.isOne(path)));
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replace('`', '\'');
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
