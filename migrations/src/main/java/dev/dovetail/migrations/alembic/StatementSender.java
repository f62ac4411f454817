package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends what {@code execute} is given, in whatever form, and makes a result of the answer. */
final class StatementSender {

  private final Connection connection;
  private final RowStatements rows;
  private final Results results;

  StatementSender(Connection connection, RowStatements rows, Results results) {
    this.connection = connection;
    this.rows = rows;
    this.results = results;
  }

  /**
   * The parameters of a {@code text()}.
   *
   * @param sent with the statement, of no type that SQLAlchemy knows
   * @param bound by {@code bindparams()}, which reads a type from the value
   */
  private record Parameters(Map<String, Value> sent, Map<String, Value> bound) {}

  /** A statement as a string, as {@code text()}, or as an object. */
  Value execute(Value statement, Map<String, Value> parameters, Origin at) {
    return execute(statement, new Parameters(parameters, Map.of()), at);
  }

  private Value execute(Value statement, Parameters parameters, Origin at) {
    return switch (statement) {
      case Value.Str text -> send(filled(text.text(), parameters, at), text.at());
      case EnumMember member -> send(filled(Given.text(member, at), parameters, at), at);
      case Value.Constructed made -> built(made, parameters, at);
      case Value.Unknown unknown -> throw Given.unreadable(unknown);
      case Value.Partly partly -> throw Given.unreadable(partly.reason());
      default -> throw new Unreadable("the statement is not known", at);
    };
  }

  private String filled(String text, Parameters parameters, Origin at) {
    Map<String, String> written = new HashMap<>();
    parameters
        .bound()
        .forEach((name, value) -> written.put(name, rows.literal(value, Optional.empty(), at)));
    parameters
        .sent()
        .forEach((name, value) ->
            written.put(
                name,
                written.containsKey(name)
                    ? rows.literal(value, Optional.empty(), at)
                    : rows.untyped(value, at)));
    return Binds.fill(text, written, at);
  }

  private Value built(Value.Constructed made, Parameters parameters, Origin at) {
    Given given = new Given(made.arguments(), made.at());
    String path = made.callee();
    if (path.equals("sqlalchemy.text")) {
      Value text = given.need(0, "text");
      return send(filled(Given.text(text, at), parameters, at), place(text, made.at()));
    }
    if (path.equals("sqlalchemy.text.bindparams")) {
      Map<String, Value> all = new HashMap<>(given.arguments().named());
      parameters.bound().forEach(all::put);
      for (Value parameter : given.from(0)) {
        if (parameter instanceof Value.Constructed bound && bound.callee().endsWith("bindparam")) {
          Given of = new Given(bound.arguments(), bound.at());
          of.get(1, "value").ifPresent(value -> all.putIfAbsent(of.text(0, "key"), value));
        }
      }
      return execute(
          made.receiver().orElse(new Value.None()), new Parameters(parameters.sent(), all), at);
    }
    if (path.equals("sqlalchemy.text.execution_options")) {
      return execute(made.receiver().orElse(new Value.None()), parameters, at);
    }
    if (path.endsWith("DDL")) {
      Value text = given.need(0, "statement");
      return send(Given.text(text, at), place(text, made.at()));
    }
    return switch (Types.last(path)) {
      case "CreateSchema" ->
          send(
              "CREATE SCHEMA "
                  + (given.flag("if_not_exists", false) ? "IF NOT EXISTS " : "")
                  + Sql.name(given.text(0, "name")),
              at);
      case "DropSchema" ->
          send(
              "DROP SCHEMA "
                  + (given.flag("if_exists", false) ? "IF EXISTS " : "")
                  + Sql.name(given.text(0, "name"))
                  + (given.flag("cascade", false) ? " CASCADE" : ""),
              at);
      case "CreateSequence" -> sequence("CREATE SEQUENCE ", given, at);
      case "DropSequence" -> sequence("DROP SEQUENCE ", given, at);
      default ->
          send(
              rows.sql(made)
                  .orElseThrow(
                      () -> new Unreadable("a statement built with " + path + " is not read", at)),
              at);
    };
  }

  private Value sequence(String words, Given given, Origin at) {
    if (given.need(0, "element") instanceof Value.Constructed made) {
      Given of = new Given(made.arguments(), made.at());
      return send(words + Sql.name(of.maybeText("schema"), of.text(0, "name")), at);
    }
    throw new Unreadable("the sequence is not known", at);
  }

  static Origin place(Value text, Origin otherwise) {
    return text instanceof Value.Str string ? string.at() : otherwise;
  }

  Value send(String sql, Origin at) {
    Connection.Answer answer = connection.execute(sql, at);
    if (answer.rows().isEmpty()) {
      return results.unknown("the rows that the database gives are not known", at);
    }
    List<List<Value>> known = new ArrayList<>();
    for (List<Optional<String>> row : answer.rows().get()) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(Answers.value(row.get(i), answer.expression(i), at));
      }
      known.add(values);
    }
    return results.of(answer.names(), known, at);
  }
}
