package dev.dovetail.python.model;

import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.declared.Usage.Given;
import dev.dovetail.core.declared.Usage.Sent;
import dev.dovetail.core.declared.Usage.Use;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads of a file how it uses tables: by its words alone, without evaluating anything. */
final class UsageReader {

  /** A string of SQL, which is left as it is, or a parameter. */
  private static final Pattern PARAMETER =
      Pattern.compile("'[^']*+'|::|(?<![\\w:]):([A-Za-z_]\\w*)");

  private final String path;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

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
    return new Usage(reader.sent, reader.uses);
  }

  private void call(Node.Call call) {
    String name = name(call.function()).orElse("");
    text(call).ifPresent(sql -> send(sql, Map.of()));
    if (call.arguments().size() == 2
        && call.arguments().getFirst() instanceof Node.Call inner
        && call.arguments().get(1) instanceof Node.DictDisplay parameters) {
      text(inner).ifPresent(sql -> send(sql, strings(parameters)));
    }
    if (isClass(name)) {
      for (Node.Keyword keyword : call.keywords()) {
        keyword.name().ifPresent(attribute -> use(name, attribute, keyword.value(), false));
      }
    }
  }

  /** The string of {@code text("...")}. */
  private static Optional<Node.Str> text(Node.Call call) {
    return name(call.function()).filter("text"::equals).isPresent()
            && call.arguments().size() == 1
            && call.arguments().getFirst() instanceof Node.Str sql
        ? Optional.of(sql)
        : Optional.empty();
  }

  /** The parameters that are written out as strings. */
  private static Map<String, String> strings(Node.DictDisplay parameters) {
    Map<String, String> strings = new HashMap<>();
    for (int i = 0; i < Math.min(parameters.keys().size(), parameters.values().size()); i++) {
      if (parameters.keys().get(i).orElse(null) instanceof Node.Str key
          && parameters.values().get(i) instanceof Node.Str value) {
        strings.put(key.value(), value.value());
      }
    }
    return strings;
  }

  private void send(Node.Str sql, Map<String, String> parameters) {
    for (SqlReader.Read read : SqlReader.statements(filled(sql.value(), parameters))) {
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

  private static String filled(String sql, Map<String, String> parameters) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(1) == null
                    ? found.group()
                    : Optional.ofNullable(parameters.get(found.group(1)))
                        .map(Identifiers::literal)
                        .orElse("NULL")));
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
    if (attribute instanceof Node.Attribute of) {
      name(of.value())
          .filter(UsageReader::isClass)
          .ifPresent(type -> use(type, of.name(), value, true));
    }
  }

  private void use(String type, String attribute, Node.Expr value, boolean compared) {
    given(value)
        .ifPresent(given ->
            uses.add(
                new Use(type, attribute, given, compared, new Origin.InFile(path, value.span()))));
  }

  private static Optional<Given> given(Node.Expr value) {
    return switch (value) {
      case Node.Str text -> Optional.of(new Given.Text(text.value()));
      case Node.Attribute of
          when of.name().equals("value") && of.value() instanceof Node.Attribute member ->
          name(member.value())
              .filter(UsageReader::isClass)
              .map(type -> new Given.ValueOf(type, member.name()));
      case Node.Call call when call.function() instanceof Node.Attribute function ->
          clock(call, function);
      default -> Optional.empty();
    };
  }

  private static Optional<Given> clock(Node.Call call, Node.Attribute function) {
    boolean plain = call.arguments().isEmpty() && call.keywords().isEmpty();
    boolean ofClock = name(function.value()).filter("datetime"::equals).isPresent();
    return switch (function.name()) {
      case "utcnow" -> ofClock ? Optional.of(new Given.Clock(false)) : Optional.empty();
      case "now" -> ofClock ? Optional.of(new Given.Clock(!plain)) : Optional.empty();
      default -> Optional.empty();
    };
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
