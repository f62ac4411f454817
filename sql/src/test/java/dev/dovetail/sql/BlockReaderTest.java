package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Action;
import dev.dovetail.core.statement.Touches;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockReaderTest {

  private static Statement.Block block(String code) {
    List<SqlReader.Read> read = SqlReader.statements("DO $do$ " + code + " $do$;");
    assertThat(read).hasSize(1);
    assertThat(read.get(0).statement()).isInstanceOf(Statement.DoBlock.class);
    return ((Statement.DoBlock) read.get(0).statement()).block();
  }

  private static List<Action> actions(String code) {
    return block("BEGIN " + code + " END").actions();
  }

  private static Action create(String type) {
    return new Action.Run(new Statement.CreateEnum(Name.of(type), List.of("a")));
  }

  @Test
  void the_two_guards_of_create_type_are_understood() {
    Statement.Block caught =
        block("BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN null; END");
    assertThat(caught.actions()).containsExactly(create("m"));
    assertThat(caught.handlers())
        .containsExactly(
            new Statement.Handler(List.of("duplicate_object"), List.of(new Action.Nothing())));
    List<Action> guarded =
        actions(
            "IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'm') THEN"
                + " CREATE TYPE m AS ENUM ('a'); END IF;");
    assertThat(guarded).hasSize(1);
    assertThat(guarded.get(0))
        .isInstanceOfSatisfying(
            Action.If.class,
            step -> {
              assertThat(step.arms().get(0).condition()).isInstanceOf(Expression.Logical.class);
              assertThat(step.arms().get(0).actions()).containsExactly(create("m"));
            });
  }

  @Test
  void executed_constants_are_entered() {
    assertThat(
            actions(
                """
                EXECUTE 'CREATE TYPE m AS ENUM (''a'')';
                EXECUTE format('CREATE TYPE %I AS ENUM (%L)', 'Big', 'a');
                EXECUTE 'CREATE TYPE ' || quote_ident('x') || ' AS ENUM (' || quote_literal('a') || ')';
                """))
        .containsExactly(create("m"), create("Big"), create("x"));
  }

  @Test
  void a_variable_that_never_changes_is_a_constant() {
    assertThat(
            block(
                    "DECLARE t text := 'm'; BEGIN EXECUTE format('CREATE TYPE %I AS ENUM (''a'')',"
                        + " t); END;")
                .actions())
        .containsExactly(create("m"));
    assertThat(
            block(
                    "DECLARE t text := 'm'; BEGIN t := 'n'; EXECUTE format('DROP TYPE %I', t);"
                        + " END;")
                .actions()
                .get(1))
        .isInstanceOf(Action.Obscure.class);
  }

  @Test
  void a_statement_put_together_at_run_time_says_what_it_names() {
    assertThat(actions("EXECUTE format('ALTER TYPE m ADD VALUE %L', x);").get(0))
        .isInstanceOfSatisfying(
            Action.Obscure.class,
            obscure ->
                assertThat(obscure.touches())
                    .isInstanceOfSatisfying(
                        Touches.Named.class, named -> assertThat(named.names()).contains("m")));
    assertThat(actions("EXECUTE 'DROP TYPE ' || x;").get(0))
        .isInstanceOfSatisfying(
            Action.Obscure.class,
            obscure -> assertThat(obscure.touches()).isEqualTo(Touches.anything()));
  }

  @Test
  void loops_and_variables_are_obscure_and_end_where_they_end() {
    List<Action> actions =
        actions(
            """
            FOR r IN SELECT 1 LOOP
              IF r.x THEN LOOP EXIT; END LOOP; END IF;
              DROP TYPE n;
            END LOOP;
            SELECT count(*) INTO k FROM t;
            CREATE TYPE m AS ENUM ('a');
            """);
    assertThat(actions).hasSize(3);
    assertThat(actions.get(0))
        .isInstanceOfSatisfying(
            Action.Obscure.class,
            loop ->
                assertThat(loop.touches())
                    .isInstanceOfSatisfying(
                        Touches.Named.class, named -> assertThat(named.names()).contains("n")));
    assertThat(actions.get(1))
        .isInstanceOfSatisfying(
            Action.Obscure.class,
            select -> assertThat(select.touches()).isEqualTo(new Touches.Named(List.of())));
    assertThat(actions.get(2)).isEqualTo(create("m"));
  }

  @Test
  void what_follows_a_return_runs_only_in_the_other_arms() {
    List<Action> actions = actions("IF a THEN RETURN; END IF; CREATE TYPE m AS ENUM ('a');");
    assertThat(actions).hasSize(1);
    assertThat(actions.get(0))
        .isInstanceOfSatisfying(
            Action.If.class,
            step -> {
              assertThat(step.arms().get(0).actions()).isEmpty();
              assertThat(step.otherwise()).containsExactly(create("m"));
            });
  }

  @Test
  void exceptions_are_raised_with_their_state() {
    assertThat(
            actions(
                """
                RAISE NOTICE 'x %', y;
                RAISE EXCEPTION 'no % of 100%%', 'type';
                RAISE EXCEPTION 'x' USING ERRCODE = '22023';
                RAISE unique_violation;
                """))
        .containsExactly(
            new Action.Nothing(),
            new Action.RaiseException("P0001", "no type of 100%"),
            new Action.RaiseException("22023", "x"),
            new Action.RaiseException("23505", "unique_violation"));
  }

  @Test
  void blocks_nest() {
    Statement.Block block =
        block("BEGIN BEGIN CREATE TYPE m AS ENUM ('a'); EXCEPTION WHEN OTHERS THEN END; END;");
    assertThat(block.actions().get(0))
        .isInstanceOfSatisfying(
            Action.Nested.class,
            nested -> {
              assertThat(nested.block().actions()).containsExactly(create("m"));
              assertThat(nested.block().handlers().get(0).conditions()).containsExactly("others");
            });
  }

  @Test
  void a_syntax_error_inside_refuses_the_whole_block() {
    assertThat(
            SqlReader.statements("DO $$ BEGIN CREATE TYPE IF NOT EXISTS m AS ENUM ('a'); END $$")
                .get(0)
                .statement())
        .isInstanceOfSatisfying(
            Statement.Refused.class, refused -> assertThat(refused.message()).contains("\"NOT\""));
  }

  @Test
  void other_languages_are_opaque() {
    assertThat(SqlReader.statements("DO 'x' LANGUAGE plpython3u").get(0).statement())
        .isInstanceOf(Statement.Opaque.class);
  }
}
