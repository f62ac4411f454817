package dev.dovetail.python.model;

import dev.dovetail.core.declared.Usage.Handed;
import dev.dovetail.core.declared.Usage.Sent;
import dev.dovetail.core.declared.Usage.Way;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Value;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL that a file sends as {@code text("...")}, with the parameters that are written beside it:
 * once with those that are strings, and once more for each member of an enum among them.
 */
final class SentSql {

  /** A string of SQL, which is left as it is, or a parameter. */
  private static final Pattern PARAMETER =
      Pattern.compile("'[^']*+'|::|(?<![\\w:]):([A-Za-z_]\\w*)");

  /** Stands for what is not known in an f-string. */
  private static final String GAP = "\0";

  /** Who is called so tells a driver how to send values. */
  private static final Set<String> ADAPTERS =
      Set.of(
          "register_adapter",
          "register_dumper",
          "register_enum",
          "register_enum_async",
          "set_type_codec");

  /** Keywords of {@code execute} behind which all parameters stand. */
  private static final Set<String> WHOLE = Set.of("params", "parameters", "values");

  private final String path;
  private final Function<Node.Expr, Value> values;
  private final OnceNamed named;
  private final List<Sent> sent = new ArrayList<>();

  private SentSql(String path, Function<Node.Expr, Value> values, OnceNamed named) {
    this.path = path;
    this.values = values;
    this.named = named;
  }

  /**
   * The calls of a file; none, where it sends no text.
   *
   * @param adapted whether the file tells a driver how to send what it does not know
   */
  record Calls(List<Node.Call> calls, OnceNamed named, boolean adapted) {

    static Calls in(PythonFile file, List<Node.Call> calls) {
      boolean sends = calls.stream().anyMatch(call -> text(call).isPresent());
      return new Calls(
          sends ? calls : List.of(),
          sends ? OnceNamed.in(file.body()) : OnceNamed.none(),
          calls.stream().anyMatch(SentSql::adapts));
    }
  }

  static List<Sent> read(String path, Calls calls, Function<Node.Expr, Value> values) {
    SentSql read = new SentSql(path, values, calls.named());
    calls.calls().forEach(read::call);
    return read.sent;
  }

  private static boolean adapts(Node.Call call) {
    return UsageReader.name(call.function()).filter(ADAPTERS::contains).isPresent();
  }

  private void call(Node.Call call) {
    text(call).ifPresent(sql -> send(sql, Map.of()));
    if (call.function() instanceof Node.Attribute function
        && function.name().equals("bindparams")) {
      sql(function.value(), call).ifPresent(sql -> send(sql, keywords(call)));
    } else if (!call.arguments().isEmpty()) {
      sql(call.arguments().getFirst(), call).ifPresent(sql -> parameters(call, sql));
    }
  }

  /** All that a call gives to a statement; of a list, each of its dictionaries. */
  private void parameters(Node.Call call, Node.Expr sql) {
    List<Node.Expr> given = new ArrayList<>();
    if (call.arguments().size() == 2) {
      given.add(call.arguments().get(1));
    }
    for (Node.Keyword keyword : call.keywords()) {
      if (keyword.name().filter(WHOLE::contains).isPresent()) {
        given.add(keyword.value());
      }
    }
    for (Node.Expr each : given) {
      Node.Expr known = named.behind(each, call);
      List<Node.Expr> rows =
          switch (known) {
            case Node.ListDisplay list -> list.elements();
            case Node.Tuple tuple -> tuple.elements();
            default -> List.of(known);
          };
      for (Node.Expr row : rows) {
        if (named.behind(row, call) instanceof Node.DictDisplay parameters) {
          send(sql, entries(parameters));
        }
      }
    }
    // As SQLAlchemy 1.4 has it.
    if (given.isEmpty()
        && UsageReader.name(call.function()).filter("execute"::equals).isPresent()) {
      send(sql, keywords(call));
    }
  }

  /** What stands in the {@code text(...)} that an expression is. */
  private Optional<Node.Expr> sql(Node.Expr expression, Node.Call at) {
    Node.Expr left = named.behind(expression, at);
    while (left instanceof Node.Call call
        && call.function() instanceof Node.Attribute function
        && function.name().equals("bindparams")) {
      left = named.behind(function.value(), at);
    }
    return left instanceof Node.Call call ? text(call) : Optional.empty();
  }

  /** What stands in {@code text(...)}. */
  private static Optional<Node.Expr> text(Node.Call call) {
    return UsageReader.name(call.function()).filter("text"::equals).isPresent()
            && call.arguments().size() == 1
            && (call.arguments().getFirst() instanceof Node.Str
                || call.arguments().getFirst() instanceof Node.JoinedStr)
        ? Optional.of(call.arguments().getFirst())
        : Optional.empty();
  }

  private static Map<String, Node.Expr> keywords(Node.Call call) {
    Map<String, Node.Expr> keywords = new LinkedHashMap<>();
    for (Node.Keyword keyword : call.keywords()) {
      keyword.name().ifPresent(name -> keywords.put(name, keyword.value()));
    }
    return keywords;
  }

  private static Map<String, Node.Expr> entries(Node.DictDisplay parameters) {
    Map<String, Node.Expr> entries = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(parameters.keys().size(), parameters.values().size()); i++) {
      if (parameters.keys().get(i).orElse(null) instanceof Node.Str key) {
        entries.put(key.value(), parameters.values().get(i));
      }
    }
    return entries;
  }

  private void send(Node.Expr sql, Map<String, Node.Expr> parameters) {
    switch (sql) {
      case Node.Str text -> {
        Map<String, String> strings = new HashMap<>();
        parameters.forEach((name, value) -> {
          if (value instanceof Node.Str string) {
            strings.put(name, string.value());
          }
        });
        send(text.value(), strings, Optional.empty(), sql);
        parameters.forEach((name, value) ->
            handed(value)
                .ifPresent(
                    it -> send(text.value(), Map.of(name, it.text()), Optional.of(it), value)));
      }
      case Node.JoinedStr joined -> {
        parameters.forEach((name, value) ->
            handed(value)
                .ifPresent(it ->
                    filled(joined, -1, "")
                        .ifPresent(
                            text -> send(text, Map.of(name, it.text()), Optional.of(it), value))));
        if (parameters.isEmpty()) {
          formatted(joined);
        }
      }
      default -> {}
    }
  }

  /** Each member that stands in an f-string. */
  private void formatted(Node.JoinedStr joined) {
    for (int i = 0; i < joined.parts().size(); i++) {
      if (joined.parts().get(i) instanceof Node.FormattedValue field) {
        int part = i;
        member(field.value())
            .filter(taken -> UsageReader.isClass(first(field.value())))
            .flatMap(member -> formatted(field, member))
            .ifPresent(it ->
                filled(joined, part, it.text())
                    .ifPresent(text -> send(text, Map.of(), Optional.of(it), field.value())));
      }
    }
  }

  private Optional<Handed> formatted(Node.FormattedValue field, EnumMember member) {
    Value made = values.apply(new Node.JoinedStr(List.of(field), false, field.span()));
    return EnumClasses.text(member.value())
        .filter(value -> made instanceof Value.Str)
        .map(value ->
            new Handed(
                ModelReader.source(field.value()),
                member.name(),
                value,
                isTaken(field.value()) ? Way.TAKEN : Way.FORMATTED,
                ((Value.Str) made).text()));
  }

  /**
   * The text of an f-string, with one of its fields; a field that is not known is NULL, if it
   * stands in quotes by itself.
   */
  private static Optional<String> filled(Node.JoinedStr joined, int field, String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < joined.parts().size(); i++) {
      text.append(
          i == field
              ? value.replace("'", "''")
              : joined.parts().get(i) instanceof Node.Str words ? words.value() : GAP);
    }
    String whole = text.toString().replace("'" + GAP + "'", "NULL");
    return whole.contains(GAP) ? Optional.empty() : Optional.of(whole);
  }

  /** A member that a parameter is, or is taken of. */
  private Optional<Handed> handed(Node.Expr value) {
    Optional<EnumMember> member = member(value);
    Optional<String> text = member.flatMap(it -> EnumClasses.text(it.value()));
    if (member.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    String written = ModelReader.source(value);
    String name = member.get().name();
    if (isTaken(value)) {
      return values.apply(value) instanceof Value.Str taken
          ? Optional.of(new Handed(written, name, text.get(), Way.TAKEN, taken.text()))
          : Optional.empty();
    }
    Optional<String> mixin = member.get().owner().mixin();
    if (mixin.isEmpty()) {
      return Optional.of(new Handed(written, name, text.get(), Way.PLAIN, written));
    }
    return switch (mixin.get()) {
      case "str" -> Optional.of(new Handed(written, name, text.get(), Way.TEXT, text.get()));
      case "int" -> Optional.of(new Handed(written, name, text.get(), Way.NUMBER, text.get()));
      default -> Optional.empty();
    };
  }

  /** {@code TaskState.OPEN}, also before {@code .value} or {@code .name}. */
  private Optional<EnumMember> member(Node.Expr expression) {
    if (!(expression instanceof Node.Attribute attribute)
        || !UsageReader.isClass(first(expression))) {
      return Optional.empty();
    }
    Node.Expr asked = isTaken(expression) ? attribute.value() : expression;
    return asked instanceof Node.Attribute
            && values.apply(asked) instanceof EnumMember member
            && member.owner().doubt().isEmpty()
        ? Optional.of(member)
        : Optional.empty();
  }

  private static boolean isTaken(Node.Expr expression) {
    return expression instanceof Node.Attribute attribute
        && (attribute.name().equals("value") || attribute.name().equals("name"));
  }

  /** The name of the class, which may stand behind those of modules; empty where there is none. */
  private static String first(Node.Expr expression) {
    Node.Expr left = expression;
    while (left instanceof Node.Attribute attribute) {
      if (UsageReader.isClass(attribute.name())
          && attribute.value() instanceof Node.Name module
          && !UsageReader.isClass(module.id())) {
        return attribute.name();
      }
      left = attribute.value();
    }
    return left instanceof Node.Name name ? name.id() : "";
  }

  private void send(
      String sql, Map<String, String> parameters, Optional<Handed> handed, Node.Expr at) {
    for (SqlReader.Read read : SqlReader.statements(filled(sql, parameters))) {
      switch (read.statement()) {
        case Statement.Insert insert -> send(insert, handed, at);
        case Statement.Update update -> send(update, handed, at);
        case Statement.Delete delete -> send(delete, handed, at);
        case Statement.Select select when select.query().plain() -> send(select, handed, at);
        default -> {}
      }
    }
  }

  private void send(Statement statement, Optional<Handed> handed, Node.Expr at) {
    sent.add(new Sent(statement, handed, new Origin.InFile(path, at.span())));
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
}
