package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Action;
import dev.dovetail.core.statement.Statement.Arm;
import dev.dovetail.core.statement.Statement.Block;
import dev.dovetail.core.statement.Statement.Handler;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The body of a DO block in PL/pgSQL. */
final class BlockReader {

  private final String code;
  private final Cursor cursor;
  private final Variables variables;

  private BlockReader(String code) {
    this.code = code;
    this.cursor = Cursor.on(code);
    this.variables = new Variables(cursor);
  }

  static Block block(String code) {
    BlockReader reader = new BlockReader(code);
    Block block = reader.block(true);
    reader.cursor.acceptSymbol(";");
    reader.cursor.expectEnd();
    return block;
  }

  private Block block(boolean outermost) {
    return cursor.deeper(() -> readBlock(outermost));
  }

  private Block readBlock(boolean outermost) {
    label();
    if (cursor.accept("declare")) {
      variables.declare();
    }
    cursor.expect("begin");
    List<Action> actions = actions(outermost);
    List<Handler> handlers = new ArrayList<>();
    if (cursor.accept("exception")) {
      while (cursor.accept("when")) {
        List<String> conditions = new ArrayList<>();
        do {
          conditions.add(condition());
        } while (cursor.accept("or"));
        cursor.expect("then");
        handlers.add(new Handler(conditions, actions(outermost)));
      }
    }
    cursor.expect("end");
    if (cursor.atColumnName()) {
      cursor.skip();
    }
    return new Block(actions, handlers);
  }

  private void label() {
    if (cursor.acceptSymbol("<<")) {
      cursor.label();
      cursor.expectSymbol(">>");
    }
  }

  private String condition() {
    return cursor.accept("sqlstate") ? cursor.string() : cursor.label();
  }

  // ---- steps

  private boolean atEndOfList() {
    return cursor.atEnd()
        || cursor.isAny("end", "exception", "else", "elsif", "elseif")
        || cursor.is("when");
  }

  private List<Action> actions(boolean outermost) {
    List<Action> actions = new ArrayList<>();
    while (!atEndOfList()) {
      if (outermost && cursor.is("return") && cursor.peek(1).symbol(";")) {
        cursor.skip();
        cursor.skip();
        actions(true);
        return actions;
      }
      if (outermost && cursor.is("if")) {
        Branching branching = branching(true);
        if (branching.returns.contains(true)) {
          actions.add(branching.followedBy(actions(true)));
          return actions;
        }
        actions.add(branching.asIs());
      } else {
        actions.addAll(action());
      }
    }
    return actions;
  }

  private List<Action> action() {
    if (cursor.isAny("begin", "declare") || (cursor.symbol("<<") && cursor.peek(3).word("begin"))) {
      Block nested = block(false);
      cursor.expectSymbol(";");
      return List.of(new Action.Nested(nested));
    }
    if (cursor.symbol("<<")) {
      label();
    }
    if (!cursor.kind(Kind.WORD) && !cursor.kind(Kind.QUOTED) && !cursor.symbol("(")) {
      throw cursor.error();
    }
    return switch (cursor.peek().text()) {
      case "if" -> List.of(branching(false).asIs());
      case "null" -> {
        cursor.skip();
        cursor.expectSymbol(";");
        yield List.of(new Action.Nothing());
      }
      case "raise" -> List.of(new RaiseReader(cursor).raise());
      case "execute" -> execute();
      case "perform" -> List.of(perform());
      case "loop", "while", "for", "foreach" -> List.of(loop());
      case "case" -> List.of(caseStatement());
      case "return", "exit", "continue" -> List.of(jump());
      case "call", "commit", "rollback" ->
          List.of(obscure("it ends transactions or calls a procedure", Touches.anything()));
      case "get", "open", "fetch", "move", "close", "assert" ->
          List.of(obscure("it works on variables", new Touches.Named(List.of())));
      default -> List.of(sql());
    };
  }

  // ---- IF

  /** An IF, and which of its arms end with RETURN. */
  private record Branching(List<Arm> arms, List<Action> otherwise, List<Boolean> returns) {

    Action asIs() {
      return new Action.If(arms, otherwise);
    }

    /** What follows the IF runs only where no arm returned. */
    Action followedBy(List<Action> rest) {
      List<Arm> longer = new ArrayList<>();
      for (int i = 0; i < arms.size(); i++) {
        Arm arm = arms.get(i);
        longer.add(returns.get(i) ? arm : new Arm(arm.condition(), joined(arm.actions(), rest)));
      }
      boolean lastReturns = returns.get(arms.size());
      return new Action.If(longer, lastReturns ? otherwise : joined(otherwise, rest));
    }

    private static List<Action> joined(List<Action> first, List<Action> second) {
      List<Action> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }

  private Branching branching(boolean outermost) {
    return cursor.deeper(() -> readBranching(outermost));
  }

  private Branching readBranching(boolean outermost) {
    List<Arm> arms = new ArrayList<>();
    List<Boolean> returns = new ArrayList<>();
    do {
      cursor.skip();
      Expression condition = ifCondition();
      cursor.expect("then");
      List<Action> actions = armActions(outermost, returns);
      arms.add(new Arm(condition, actions));
    } while (cursor.isAny("elsif", "elseif"));
    List<Action> otherwise = List.of();
    if (cursor.accept("else")) {
      otherwise = armActions(outermost, returns);
    } else {
      returns.add(false);
    }
    cursor.expect("end", "if");
    cursor.expectSymbol(";");
    return new Branching(arms, otherwise, returns);
  }

  private List<Action> armActions(boolean outermost, List<Boolean> returns) {
    List<Action> actions = new ArrayList<>();
    boolean returned = false;
    while (!atEndOfList()) {
      if (outermost && cursor.is("return") && cursor.peek(1).symbol(";")) {
        cursor.skip();
        cursor.skip();
        returned = true;
      } else {
        List<Action> next = action();
        if (!returned) {
          actions.addAll(next);
        }
      }
    }
    returns.add(returned);
    return actions;
  }

  private Expression ifCondition() {
    int start = cursor.position();
    ExpressionReader expressions = new ExpressionReader(cursor);
    try {
      Expression condition = expressions.expression();
      if (cursor.is("then")) {
        return variables.mentioned(cursor.taken(start)) ? expressions.obscure(start) : condition;
      }
    } catch (Stop.Unknown unknown) {
      cursor.back(start);
    }
    int cases = 0;
    while (!cursor.atEnd() && !(cases == 0 && cursor.is("then"))) {
      cases += cursor.is("case") ? 1 : cursor.is("end") ? -1 : 0;
      cursor.skip();
    }
    return expressions.obscure(start);
  }

  // ---- statements

  private void toSemicolon() {
    int brackets = 0;
    while (!cursor.atEnd() && !(brackets == 0 && cursor.symbol(";"))) {
      brackets += cursor.symbol("(") ? 1 : cursor.symbol(")") ? -1 : 0;
      cursor.skip();
    }
  }

  /** All up to the semicolon, not understood. */
  private Action obscure(String reason, Touches touches) {
    int start = cursor.position();
    toSemicolon();
    String text = cursor.textFrom(start);
    cursor.expectSymbol(";");
    return new Action.Obscure(text, reason, touches);
  }

  private Action obscureSince(int start, String reason) {
    return new Action.Obscure(
        cursor.textFrom(start), reason, Extent.ofCode(cursor, cursor.taken(start)));
  }

  private Action sql() {
    int start = cursor.position();
    Token second = cursor.peek(1);
    if (second.symbol(":=") || second.symbol("=") || second.symbol("[")) {
      return obscure("it assigns to a variable", new Touches.Named(List.of()));
    }
    toSemicolon();
    List<Token> tokens = List.copyOf(cursor.taken(start));
    cursor.expectSymbol(";");
    if (tokens.isEmpty()) {
      throw cursor.error();
    }
    return sql(start, tokens);
  }

  private Action sql(int start, List<Token> tokens) {
    boolean into = Extent.holds(tokens, "into") && !tokens.get(0).word("insert");
    boolean returned = Extent.holds(tokens, "returning") && returningInto(tokens);
    if (into || returned) {
      return obscureSince(start, "it assigns to a variable");
    }
    if (variables.mentioned(tokens)) {
      return obscureSince(start, "it uses a variable");
    }
    Statement statement = StatementReader.read(code, tokens);
    if (statement instanceof Statement.Refused(String text, String sqlstate, String message)) {
      throw new Stop.Refusal(sqlstate, message);
    }
    return new Action.Run(statement);
  }

  private static boolean returningInto(List<Token> tokens) {
    boolean returning = false;
    for (Token token : tokens) {
      returning |= token.word("returning");
      if (returning && token.word("into")) {
        return true;
      }
    }
    return false;
  }

  /** PERFORM is SELECT in another word. */
  private Action perform() {
    int start = cursor.position();
    cursor.skip();
    int first = cursor.position();
    toSemicolon();
    if (variables.mentioned(cursor.taken(start))) {
      Action action = obscureSince(start, "it uses a variable");
      cursor.expectSymbol(";");
      return action;
    }
    String query = "SELECT " + cursor.textFrom(first);
    cursor.expectSymbol(";");
    List<SqlReader.Read> read = SqlReader.statements(query);
    return read.size() == 1
        ? new Action.Run(read.get(0).statement())
        : obscureSince(start, "it is no query");
  }

  private List<Action> execute() {
    int start = cursor.position();
    cursor.skip();
    Expression text;
    try {
      text = new ExpressionReader(cursor).expression();
    } catch (Stop.Unknown unknown) {
      cursor.back(start);
      return List.of(obscure(unknown.reason(), Touches.anything()));
    }
    boolean plain = cursor.symbol(";");
    toSemicolon();
    String written = cursor.textFrom(start);
    cursor.expectSymbol(";");
    Constants constants = new Constants(variables.constants());
    Optional<String> whole = plain ? constants.whole(text) : Optional.empty();
    if (whole.isPresent()) {
      List<Action> actions = new ArrayList<>();
      SqlReader.statements(whole.get())
          .forEach(read -> actions.add(new Action.Run(read.statement())));
      return actions;
    }
    Touches touches = DynamicExtent.of(constants.text(text));
    return List.of(
        new Action.Obscure(written, "the statement is put together when it runs", touches));
  }

  // ---- loops and jumps

  private Action loop() {
    int start = cursor.position();
    int depth = 0;
    do {
      if (cursor.atEnd()) {
        throw cursor.error();
      }
      if (cursor.accept("end", "loop")) {
        depth--;
      } else {
        depth += cursor.is("loop") ? 1 : 0;
        cursor.skip();
      }
    } while (depth > 0 || !closes(start));
    Action action = obscureSince(start, "a loop");
    toSemicolon();
    cursor.expectSymbol(";");
    return action;
  }

  /** Whether END LOOP was just taken. */
  private boolean closes(int start) {
    return cursor.position() - start > 2
        && cursor.peek(-1).word("loop")
        && cursor.peek(-2).word("end");
  }

  private Action caseStatement() {
    int start = cursor.position();
    int depth = 0;
    do {
      if (cursor.atEnd()) {
        throw cursor.error();
      }
      if (cursor.accept("end", "if") || cursor.accept("end", "loop")) {
        continue;
      }
      if (cursor.accept("end", "case")) {
        depth--;
        continue;
      }
      depth += cursor.isAny("case", "begin") ? 1 : cursor.is("end") ? -1 : 0;
      cursor.skip();
    } while (depth > 0);
    Action action = obscureSince(start, "a CASE statement");
    toSemicolon();
    cursor.expectSymbol(";");
    return action;
  }

  /** What follows may not run; so it is in doubt together with all that came before. */
  private Action jump() {
    return obscure("what follows it may not run", Extent.ofCode(cursor, cursor.all()));
  }
}
