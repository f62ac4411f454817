package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.core.statement.TypeName;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlReaderTest {

  private static Statement one(String sql) {
    List<SqlReader.Read> read = SqlReader.statements(sql);
    assertThat(read).hasSize(1);
    return read.get(0).statement();
  }

  private static <T extends Statement> T one(String sql, Class<T> kind) {
    Statement statement = one(sql);
    assertThat(statement).isInstanceOf(kind);
    return kind.cast(statement);
  }

  private static TypeName column(String type) {
    return one("CREATE TABLE t (c " + type + ")", Statement.CreateTable.class)
        .columns()
        .get(0)
        .type();
  }

  // ---- splitting

  @Test
  void statements_carry_their_text_and_their_place() {
    List<SqlReader.Read> read =
        SqlReader.statements("-- first\nSELECT 1;\n\n  /* b */ SELECT\n  'é; 2' ; \n;;");
    assertThat(read)
        .extracting(SqlReader.Read::text)
        .containsExactly("SELECT 1", "SELECT\n  'é; 2'");
    assertThat(read.get(0).span()).isEqualTo(new Span(2, 1, 2, 9));
    assertThat(read.get(1).span()).isEqualTo(new Span(4, 11, 5, 9));
  }

  @Test
  void line_ends_of_all_kinds_form_feeds_and_tabs_stand_between_words() {
    List<SqlReader.Read> read =
        SqlReader.statements(
            "-- a\rCREATE\fTABLE\tt (a int);\r\nALTER TYPE e -- b\r\nADD VALUE\r'x';\n");
    assertThat(read).hasSize(2);
    assertThat(read.get(0).statement()).isInstanceOf(Statement.CreateTable.class);
    assertThat(read.get(1).statement())
        .isEqualTo(one("ALTER TYPE e ADD VALUE 'x'", Statement.class));
  }

  @Test
  void a_null_character_costs_its_own_statement() {
    List<SqlReader.Read> read =
        SqlReader.statements("CREATE TABLE a (x int); CREATE \0 TABLE b (x int); DROP TABLE c;");
    assertThat(read).hasSize(3);
    assertThat(read.get(0).statement()).isInstanceOf(Statement.CreateTable.class);
    assertThat(read.get(1).statement()).isInstanceOf(Statement.Opaque.class);
    assertThat(read.get(2).statement()).isNotInstanceOf(Statement.Opaque.class);
  }

  @Test
  void fifteen_megabytes_in_one_line_take_little_time_and_memory() {
    assertFrugal("INSERT INTO t VALUES " + "(1, 'abcdefgh'), ".repeat(900_000) + "(1, 'x');");
    assertFrugal("INSERT INTO t VALUES ('" + "a".repeat(15_000_000) + "');");
    assertFrugal("DROP TABLE abcdefg; ".repeat(750_000));
    assertFrugal("SELECT " + "((a), ".repeat(2_500_000));
  }

  /** Of processor time and of all that was ever asked for: both tell the same on any machine. */
  private static void assertFrugal(String text) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long time = thread.getCurrentThreadCpuTime();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    assertThat(SqlReader.statements(text).isEmpty()).isFalse();
    assertThat(thread.getCurrentThreadCpuTime() - time).isLessThan(4_000_000_000L);
    assertThat(thread.getCurrentThreadAllocatedBytes() - bytes).isLessThan(80L * text.length());
  }

  @Test
  void psql_lines_and_copied_rows_are_left_out() {
    List<SqlReader.Read> read =
        SqlReader.statements(
            """
            \\set ON_ERROR_STOP on
            \\restrict abc
            COPY t (a) FROM stdin;
            'no; statement
            \\.
            \\echo done
            SELECT 2;
            """);
    assertThat(read).hasSize(2);
    assertThat(read.get(0).statement())
        .isEqualTo(
            new Statement.Opaque(
                "COPY t (a) FROM stdin",
                "its rows come from outside",
                new Touches.Rows(List.of("t"))));
    assertThat(read.get(1).span().line()).isEqualTo(7);
  }

  @Test
  void what_psql_would_read_or_send_from_elsewhere_may_do_anything() {
    assertThat(one("\\i other.sql", Statement.Opaque.class).touches())
        .isEqualTo(Touches.anything());
    assertThat(one("SELECT 'DROP TABLE t' \\gexec\n", Statement.Opaque.class).touches())
        .isEqualTo(Touches.anything());
  }

  @Test
  void a_body_in_sql_keeps_its_semicolons() {
    Statement.CreateFunction function =
        one(
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;",
            Statement.CreateFunction.class);
    assertThat(function.atomic()).isTrue();
    assertThat(function.queries()).hasSize(2);
  }

  // ---- types

  @Test
  void names_fold_unless_quoted_and_are_cut_at_63_bytes() {
    assertThat(one("CREATE TYPE App.Mood AS ENUM ()", Statement.CreateEnum.class).type())
        .isEqualTo(Name.of("app", "mood"));
    assertThat(
            one("CREATE TYPE \"App\".\"Mo\"\"od\" AS ENUM ()", Statement.CreateEnum.class).type())
        .isEqualTo(Name.of("App", "Mo\"od"));
    assertThat(one("CREATE TYPE " + "é".repeat(40) + " AS ENUM ()", Statement.CreateEnum.class))
        .isEqualTo(new Statement.CreateEnum(Name.of("é".repeat(31)), List.of()));
  }

  @Test
  void values_are_added_where_they_are_put() {
    assertThat(one("alter type m add value if not exists 'b' before 'a'"))
        .isEqualTo(
            new Statement.AddValue(Name.of("m"), "b", true, new Statement.Position.Before("a")));
    assertThat(one("alter type m add value 'b' after 'it''s'"))
        .isEqualTo(
            new Statement.AddValue(Name.of("m"), "b", false, new Statement.Position.After("it's")));
    assertThat(one("alter type m add value E'\\x41'"))
        .isEqualTo(new Statement.AddValue(Name.of("m"), "A", false, new Statement.Position.Last()));
  }

  @Test
  void what_the_grammar_refuses_is_refused_in_its_words() {
    assertThat(one("CREATE TYPE IF NOT EXISTS m AS ENUM ('a')"))
        .isEqualTo(
            new Statement.Refused(
                "CREATE TYPE IF NOT EXISTS m AS ENUM ('a')",
                "42601",
                "syntax error at or near \"NOT\""));
    assertThat(one("CREATE TYPE m AS ENUM ('a'", Statement.Refused.class).message())
        .isEqualTo("syntax error at end of input");
    assertThat(one("SELECT 'a", Statement.Refused.class).message())
        .isEqualTo("unterminated quoted string at or near \"'a\"");
    assertThat(one("ALTER TYPE m DROP VALUE 'a'"))
        .isEqualTo(new Statement.DropValue(Name.of("m"), "a"));
  }

  @Test
  void what_is_only_unknown_is_never_refused() {
    assertThat(one("CREATE AGGREGATE a (int) (sfunc = f, stype = mood)"))
        .isInstanceOfSatisfying(
            Statement.Opaque.class,
            opaque ->
                assertThat(opaque.touches())
                    .isInstanceOfSatisfying(
                        Touches.Named.class,
                        named -> assertThat(named.names()).contains("a", "mood")));
    assertThat(one("UPDATE t SET a = :value")).isInstanceOf(Statement.Opaque.class);
    assertThat(one("ALTER TYPE ${name} ADD VALUE 'x'")).isInstanceOf(Statement.Opaque.class);
    assertThat(one("CALL p()", Statement.Opaque.class).touches()).isEqualTo(Touches.anything());
  }

  @Test
  void built_in_types_stand_under_their_catalog_names() {
    assertThat(column("integer")).isEqualTo(TypeName.of("int4"));
    assertThat(column("double precision")).isEqualTo(TypeName.of("float8"));
    assertThat(column("float(10)")).isEqualTo(TypeName.of("float4"));
    assertThat(column("character varying(20)")).isEqualTo(TypeName.of("varchar", 20));
    assertThat(column("char")).isEqualTo(TypeName.of("bpchar", 1));
    assertThat(column("\"char\"")).isEqualTo(TypeName.of("char"));
    assertThat(column("bit varying(3)")).isEqualTo(TypeName.of("varbit", 3));
    assertThat(column("timestamp(3) with time zone")).isEqualTo(TypeName.of("timestamptz", 3));
    assertThat(column("time without time zone")).isEqualTo(TypeName.of("time"));
    assertThat(column("decimal(10, 2)")).isEqualTo(TypeName.of("numeric", 10, 2));
    assertThat(column("interval(3)")).isEqualTo(TypeName.of("interval", 3));
    assertThat(column("interval year to month")).isEqualTo(TypeName.of("interval", 6, 0xFFFF));
    assertThat(column("int[][4]")).isEqualTo(TypeName.of("int4").array().array());
    assertThat(column("app.mood ARRAY[4]")).isEqualTo(TypeName.of(Name.of("app", "mood")).array());
    assertThat(SqlReader.type("serial")).isEqualTo(TypeName.of("serial"));
    assertThat(SqlReader.typeNamed("1")).isEmpty();
  }

  // ---- tables

  @Test
  void a_columns_words_become_constraints() {
    Statement.CreateTable table =
        one(
            """
            CREATE TABLE t (
              id int GENERATED BY DEFAULT AS IDENTITY CONSTRAINT pk PRIMARY KEY,
              s mood DEFAULT 'sad' NOT NULL CHECK (s <> 'ok'),
              f int REFERENCES app.x ON UPDATE SET NULL ON DELETE CASCADE INITIALLY DEFERRED UNIQUE,
              g int GENERATED ALWAYS AS (f * 2) STORED,
              CONSTRAINT u UNIQUE NULLS NOT DISTINCT (s, f) INCLUDE (g)
            )
            """,
            Statement.CreateTable.class);
    assertThat(table.columns()).hasSize(4);
    assertThat(table.columns().get(0).identity()).contains("d");
    assertThat(table.columns().get(0).constraints())
        .containsExactly(
            new TableConstraint.PrimaryKey(Optional.of("pk"), List.of("id"), Optional.empty(), ""));
    assertThat(table.columns().get(1).notNull()).isTrue();
    assertThat(table.columns().get(1).defaultValue()).contains(new Expression.Text("sad"));
    assertThat(table.columns().get(1).constraints().get(0))
        .isInstanceOfSatisfying(
            TableConstraint.Check.class,
            check -> {
              assertThat(check.column()).contains("s");
              assertThat(check.source()).isEqualTo("s <> 'ok'");
            });
    assertThat(table.columns().get(2).constraints())
        .contains(
            new TableConstraint.ForeignKey(
                Optional.empty(),
                List.of("f"),
                Name.of("app", "x"),
                List.of(),
                "ON UPDATE SET NULL ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"));
    assertThat(table.constraints())
        .containsExactly(
            new TableConstraint.Unique(
                Optional.of("u"), List.of("s", "f"), Optional.empty(), true, "INCLUDE (g)"));
  }

  @Test
  void an_alter_table_holds_all_its_actions() {
    Statement.AlterTable alter =
        one(
            "ALTER TABLE t ALTER s TYPE mood USING s::text::mood, ALTER s SET DEFAULT 'a'::mood,"
                + " DROP CONSTRAINT IF EXISTS c CASCADE, OWNER TO me",
            Statement.AlterTable.class);
    assertThat(alter.changes()).hasSize(4);
    Expression using =
        new Expression.Cast(
            new Expression.Cast(new Expression.ColumnRef(List.of("s")), TypeName.of("text")),
            TypeName.of("mood"));
    assertThat(alter.changes().get(0))
        .isEqualTo(new TableChange.ChangeType("s", TypeName.of("mood"), Optional.of(using)));
    assertThat(alter.changes().get(2)).isEqualTo(new TableChange.DropConstraint("c", true, true));
  }

  @Test
  void keys_of_indexes_are_told_as_the_catalog_prints_them() {
    Statement.CreateIndex index =
        one(
            "CREATE UNIQUE INDEX i ON t (a ASC NULLS FIRST, b DESC NULLS FIRST, lower(c) COLLATE"
                + " \"C\" text_pattern_ops) WITH (fillfactor=70) WHERE a = 'x'",
            Statement.CreateIndex.class);
    assertThat(index.keys())
        .extracting(key -> key.suffix())
        .containsExactly("NULLS FIRST", "DESC", "COLLATE \"C\" text_pattern_ops");
    assertThat(index.options()).isEqualTo("WITH (fillfactor='70')");
    assertThat(index.predicateSource()).isEqualTo("a = 'x'");
  }

  @Test
  void sequences_know_their_owner() {
    assertThat(one("ALTER SEQUENCE app.s OWNED BY app.t.id"))
        .isEqualTo(
            new Statement.OwnSequence(
                Name.of("app", "s"),
                Optional.of(new Statement.OwnedBy(Name.of("app", "t"), "id")),
                false));
    assertThat(one("ALTER SEQUENCE s OWNED BY NONE"))
        .isEqualTo(new Statement.OwnSequence(Name.of("s"), Optional.empty(), false));
  }

  @Test
  void a_comment_names_its_column() {
    assertThat(one("COMMENT ON COLUMN app.t.c IS 'x'"))
        .isEqualTo(
            new Statement.CommentOn(Statement.Kind.COLUMN, Name.of("app", "t"), Optional.of("c")));
  }

  // ---- sessions

  @Test
  void search_paths_are_read_in_all_their_forms() {
    assertThat(one("SET search_path TO App, \"$user\""))
        .isEqualTo(new Statement.SetSearchPath(List.of("app", "$user"), false));
    assertThat(one("SET LOCAL search_path = ''"))
        .isEqualTo(new Statement.SetSearchPath(List.of(), true));
    assertThat(one("SELECT pg_catalog.set_config('search_path', '', false)"))
        .isEqualTo(new Statement.SetSearchPath(List.of(), false));
    assertThat(one("SELECT set_config('search_path', 'App, \"B\"', true)"))
        .isEqualTo(new Statement.SetSearchPath(List.of("app", "B"), true));
    assertThat(one("RESET ALL")).isEqualTo(new Statement.ResetSearchPath());
  }

  @Test
  void transactions_have_many_words() {
    assertThat(one("START TRANSACTION READ WRITE")).isEqualTo(new Statement.Begin());
    assertThat(one("END")).isEqualTo(new Statement.Commit());
    assertThat(one("ABORT WORK")).isEqualTo(new Statement.Rollback());
    assertThat(one("ROLLBACK TO a")).isEqualTo(new Statement.RollbackTo("a"));
    assertThat(one("RELEASE SAVEPOINT \"A\"")).isEqualTo(new Statement.ReleaseSavepoint("A"));
  }

  // ---- rows and expressions

  @Test
  void rows_keep_their_labels() {
    Statement.Insert insert =
        one(
            "INSERT INTO t (a, b) VALUES ('x'::mood, DEFAULT), ('y', NULL) ON CONFLICT DO NOTHING",
            Statement.Insert.class);
    assertThat(insert.rows()).hasSize(2);
    assertThat(insert.onConflict()).isTrue();
    assertThat(insert.rows().get(1))
        .containsExactly(new Expression.Text("y"), new Expression.Null());
    assertThat(one("UPDATE t SET a = 'x' WHERE b IN ('y')", Statement.Update.class).where())
        .contains(
            new Expression.In(
                new Expression.ColumnRef(List.of("b")), List.of(new Expression.Text("y")), false));
  }

  @Test
  void a_with_that_writes_is_not_understood_and_says_which_tables() {
    assertThat(
            one(
                    "WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x",
                    Statement.Opaque.class)
                .touches())
        .isEqualTo(new Touches.Rows(List.of("a", "b")));
  }

  @Test
  void a_query_says_whether_something_was_left_out() {
    Query plain =
        one("SELECT a, b AS c FROM t JOIN u ON t.i = u.i WHERE a = 1", Statement.Select.class)
            .query();
    assertThat(plain.plain()).isTrue();
    assertThat(plain.from()).extracting(source -> source.table().name()).containsExactly("t", "u");
    assertThat(plain.conditions()).hasSize(2);
    for (String lossy :
        List.of(
            "SELECT a FROM t LEFT JOIN u ON true",
            "SELECT DISTINCT a FROM t",
            "SELECT a FROM t LIMIT 1",
            "SELECT a FROM t UNION SELECT b FROM u",
            "WITH x AS (SELECT 1) SELECT * FROM x",
            "SELECT a FROM (SELECT 1) x")) {
      assertThat(one(lossy, Statement.Select.class).query().plain()).as(lossy).isFalse();
    }
    Expression exists = SqlReader.expression("EXISTS (SELECT DISTINCT a FROM t LIMIT 1)");
    assertThat(exists)
        .isInstanceOfSatisfying(
            Expression.Exists.class, e -> assertThat(e.query().plain()).isTrue());
  }

  @Test
  void operators_bind_as_in_postgres() {
    assertThat(SqlReader.expression("NOT a = 1 OR b AND c"))
        .isEqualTo(
            new Expression.Logical(
                "OR",
                List.of(
                    new Expression.Logical(
                        "NOT",
                        List.of(
                            new Expression.Operator(
                                "=", List.of(ref("a"), new Expression.Number("1"))))),
                    new Expression.Logical("AND", List.of(ref("b"), ref("c"))))));
    assertThat(SqlReader.expression("-1::int"))
        .isEqualTo(
            new Expression.Operator(
                "-",
                List.of(new Expression.Cast(new Expression.Number("1"), TypeName.of("int4")))));
    assertThat(SqlReader.expression("enum_range(NULL::mood)"))
        .isEqualTo(
            new Expression.Call(
                Name.of("enum_range"),
                List.of(new Expression.Cast(new Expression.Null(), TypeName.of("mood")))));
    assertThat(SqlReader.expression("'{}'::mood[]"))
        .isEqualTo(new Expression.Cast(new Expression.Text("{}"), TypeName.of("mood").array()));
    assertThat(SqlReader.expression("mood 'sad'"))
        .isEqualTo(new Expression.Cast(new Expression.Text("sad"), TypeName.of("mood")));
  }

  @Test
  void what_an_expression_cannot_hold_keeps_its_words() {
    assertThat(SqlReader.expression("sum(a) OVER (PARTITION BY \"B\" ORDER BY 'x.y')"))
        .isInstanceOfSatisfying(
            Expression.Obscure.class,
            obscure -> assertThat(obscure.words()).contains("a", "B", "x.y", "x", "y"));
  }

  private static Expression ref(String column) {
    return new Expression.ColumnRef(List.of(column));
  }
}
