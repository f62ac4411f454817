package dev.dovetail.python.model;

import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.declared.Usage.Sent;
import dev.dovetail.core.declared.Usage.Word;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads of a file how it uses tables: by its words alone, without evaluating anything. */
final class UsageReader {

  /** A string of SQL, which is left as it is, or a parameter. */
  private static final Pattern PARAMETER =
      Pattern.compile("'(?:[^']|'')*'|::|(?<![\\w:]):([A-Za-z_]\\w*)");

  private final String path;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();

  private UsageReader(String path) {
    this.path = path;
  }

  static Usage read(String path, PythonFile file) {
    UsageReader reader = new UsageReader(path);
    for (Node.Call call : Descent.calls(file.body())) {
      reader.call(call);
    }
    for (Node.Compare comparison : Descent.comparisons(file.body())) {
      reader.compare(comparison);
    }
    return new Usage(reader.sent, reader.words);
  }

  private void call(Node.Call call) {
    String name = name(call.function()).orElse("");
    if (name.equals("text")
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Node.Str sql) {
      send(sql);
    }
    if (isClass(name)) {
      for (Node.Keyword keyword : call.keywords()) {
        if (keyword.name().isPresent() && keyword.value() instanceof Node.Str text) {
          word(name, keyword.name().get(), text, false);
        }
      }
    }
  }

  private void send(Node.Str sql) {
    for (SqlReader.Read read : SqlReader.statements(withoutParameters(sql.value()))) {
      switch (read.statement()) {
        case Statement.Insert insert -> send(insert, sql);
        case Statement.Update update -> send(update, sql);
        case Statement.Delete delete -> send(delete, sql);
        case Statement.Select select when select.query().plain() -> send(select, sql);
        default -> {}
      }
    }
  }

  private void send(Statement statement, Node.Str sql) {
    sent.add(new Sent(statement, new Origin.InFile(path, sql.span())));
  }

  private static String withoutParameters(String sql) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(
            found -> found.group(1) == null ? Matcher.quoteReplacement(found.group()) : "NULL");
  }

  private void compare(Node.Compare comparison) {
    Node.Expr left = comparison.left();
    for (int i = 0; i < comparison.operators().size(); i++) {
      Node.Expr right = comparison.comparators().get(i);
      String operator = comparison.operators().get(i);
      if (operator.equals("==") || operator.equals("!=")) {
        compare(left, right);
        compare(right, left);
      }
      left = right;
    }
  }

  private void compare(Node.Expr attribute, Node.Expr value) {
    if (attribute instanceof Node.Attribute of && value instanceof Node.Str text) {
      name(of.value())
          .filter(UsageReader::isClass)
          .ifPresent(type -> word(type, of.name(), text, true));
    }
  }

  private void word(String type, String attribute, Node.Str text, boolean compared) {
    words.add(
        new Word(type, attribute, text.value(), compared, new Origin.InFile(path, text.span())));
  }

  private static boolean isClass(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }

  private static Optional<String> name(Node.Expr expression) {
    return switch (expression) {
      case Node.Name name -> Optional.of(name.id());
      case Node.Attribute attribute when attribute.value() instanceof Node.Name ->
          Optional.of(attribute.name());
      default -> Optional.empty();
    };
  }
}
