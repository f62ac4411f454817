package dev.dovetail.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The machine, driven by SQL. Every statement of a script must be accepted without a doubt, but for
 * those that a comment after them marks with a SQLSTATE, or with {@code doubt}.
 */
class MachineTest {

  private static Session run(int major, String script) {
    Session session = Session.open(new ServerVersion(major));
    for (String line : script.split("\n")) {
      String[] parts = line.split(" -- ");
      String wanted = parts.length > 1 ? parts[1].strip() : "ok";
      for (SqlReader.Read read : SqlReader.statements(parts[0])) {
        int doubts = session.doubts().size();
        Outcome outcome = session.apply(read.statement(), new Origin.Implied("test"));
        String got =
            switch (outcome) {
              case Refusal refusal -> refusal.sqlstate();
              case Session after -> after.doubts().size() > doubts ? "doubt" : "ok";
            };
        assertThat(got).as(line).isEqualTo(wanted);
        session = outcome instanceof Session after ? after : session;
      }
    }
    return session;
  }

  private static Schema schema(String script) {
    return run(15, script).schema();
  }

  private static Schema.Table table(Schema schema, String name) {
    return schema.tables().get(new ObjectName("public", name));
  }

  private static List<String> labels(Schema schema, String type) {
    return schema.enums().get(new ObjectName("public", type)).texts();
  }

  @Test
  void labels_stand_where_they_are_put() {
    Schema schema =
        schema(
            """
            CREATE TYPE e AS ENUM ('b');
            CREATE TYPE e AS ENUM ('b'); -- 42710
            ALTER TYPE e ADD VALUE 'd';
            ALTER TYPE e ADD VALUE 'a' BEFORE 'b';
            ALTER TYPE e ADD VALUE 'c' AFTER 'b';
            ALTER TYPE e ADD VALUE 'c'; -- 42710
            ALTER TYPE e ADD VALUE IF NOT EXISTS 'c' BEFORE 'a';
            ALTER TYPE e ADD VALUE 'x' BEFORE 'nothing'; -- 22023
            ALTER TYPE nothing ADD VALUE IF NOT EXISTS 'x'; -- 42704
            CREATE TYPE twice AS ENUM ('a', 'a'); -- 23505
            CREATE TYPE none AS ENUM ();
            """);
    assertThat(labels(schema, "e")).containsExactly("a", "b", "c", "d");
    assertThat(labels(schema, "none")).isEmpty();
  }

  @Test
  void defaults_read_as_the_catalog_prints_them() {
    Schema schema =
        schema(
            """
            CREATE TYPE "State" AS ENUM ('open', 'it''s');
            CREATE TABLE t (id serial PRIMARY KEY, s "State" DEFAULT 'it''s', v varchar(9) DEFAULT 'x', n int DEFAULT -1, m bigint DEFAULT 0, q bigint DEFAULT '7', b boolean DEFAULT 'f', j jsonb DEFAULT '{"b":1,"a":[]}', w timestamptz DEFAULT now(), a "State"[] DEFAULT '{}', z text DEFAULT NULL);
            ALTER TYPE "State" RENAME VALUE 'it''s' TO 'its';
            """);
    assertThat(table(schema, "t").columns())
        .extracting(column -> column.defaultText().orElse("none"))
        .containsExactly(
            "nextval('public.t_id_seq'::regclass)",
            "'its'::public.\"State\"",
            "'x'::character varying",
            "'-1'::integer",
            "0",
            "'7'::bigint",
            "false",
            "'{\"a\": [], \"b\": 1}'::jsonb",
            "now()",
            "'{}'::public.\"State\"[]",
            "none");
  }

  @Test
  void a_new_label_waits_for_the_commit() {
    String script =
        """
        CREATE TYPE e AS ENUM ('a');
        CREATE TABLE t (s e);
        BEGIN;
        ALTER TYPE e ADD VALUE 'n';
        INSERT INTO t VALUES ('n'); -- 55P04
        ALTER TABLE t ALTER s SET DEFAULT 'n'; -- 55P04
        SELECT * FROM t WHERE s = 'n'; -- 55P04
        SELECT * FROM t WHERE s::text = 'n';
        CREATE INDEX ON t (s) WHERE s = 'n'; -- 55P04
        SELECT enum_range(NULL::e); -- 55P04
        ALTER TYPE e RENAME VALUE 'a' TO 'b';
        INSERT INTO t VALUES ('b');
        COMMIT;
        INSERT INTO t VALUES ('n');
        """;
    run(15, script);
    run(18, script);
  }

  @Test
  void a_new_label_of_a_new_type_may_be_used_from_17_on() {
    String start = "BEGIN;\nCREATE TYPE e AS ENUM ('a');\nALTER TYPE e ADD VALUE 'n';\n";
    run(16, start + "SELECT 'n'::e; -- 55P04");
    run(17, start + "SELECT 'n'::e;");
  }

  @Test
  void rows_of_the_migrations_own_decide() {
    run(
        15,
        """
        CREATE TYPE e AS ENUM ('a', 'b');
        CREATE TABLE t (id int PRIMARY KEY, s e NOT NULL);
        INSERT INTO t VALUES (1, 'a'), (2, 'b');
        INSERT INTO t VALUES (2, 'a'); -- 23505
        INSERT INTO t (id) VALUES (3); -- 23502
        ALTER TABLE t ADD COLUMN x int NOT NULL; -- 23502
        ALTER TYPE e RENAME TO e_old;
        CREATE TYPE e AS ENUM ('a');
        ALTER TABLE t ALTER s TYPE e USING s::text::e; -- 22P02
        ALTER TABLE t ALTER s TYPE e USING (CASE s::text WHEN 'b' THEN 'a' ELSE s::text END)::e;
        DROP TYPE e_old;
        """);
  }

  @Test
  void rows_that_are_not_known_are_doubted() {
    run(
        15,
        """
        CREATE TABLE s (x int);
        CREATE TABLE t (x int);
        INSERT INTO s VALUES (1);
        INSERT INTO t SELECT x FROM s; -- doubt
        ALTER TABLE t ALTER x SET NOT NULL; -- doubt
        ALTER TABLE s ALTER x SET NOT NULL;
        """);
  }

  @Test
  void what_came_of_an_unread_statement_is_not_refused() {
    Session session =
        Session.open(new ServerVersion(15))
            .doubting(
                new dev.dovetail.core.machine.Doubt(
                    "not read",
                    new Origin.Implied("test"),
                    new dev.dovetail.core.statement.Touches.Named(List.of("e"))));
    Statement dropsE = SqlReader.statements("DROP TYPE e").get(0).statement();
    Statement dropsF = SqlReader.statements("DROP TYPE f").get(0).statement();
    assertThat(session.apply(dropsE, new Origin.Implied("test"))).isInstanceOf(Session.class);
    assertThat(session.apply(dropsF, new Origin.Implied("test"))).isInstanceOf(Refusal.class);
  }

  @Test
  void a_rollback_restores_all_but_doubts() {
    Schema schema =
        schema(
            """
            CREATE TYPE e AS ENUM ('a');
            BEGIN;
            ALTER TYPE e ADD VALUE 'b';
            SAVEPOINT s;
            DROP TYPE e;
            ROLLBACK TO s;
            CREATE TABLE t (x e);
            COMMIT;
            BEGIN;
            DROP TABLE t;
            ROLLBACK;
            """);
    assertThat(labels(schema, "e")).containsExactly("a", "b");
    assertThat(schema.tables()).hasSize(1);
  }

  @Test
  void blocks_ask_the_catalog_and_catch() {
    Schema schema =
        schema(
            """
            CREATE TYPE e AS ENUM ('a');
            DO $$ BEGIN CREATE TYPE e AS ENUM ('z'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN CREATE TYPE e AS ENUM ('z'); END IF; END $$;
            DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum l JOIN pg_type t ON t.oid = l.enumtypid WHERE t.typname = 'e' AND l.enumlabel = 'b') THEN ALTER TYPE e ADD VALUE 'b'; END IF; END $$;
            DO $$ BEGIN CREATE TYPE e AS ENUM ('z'); EXCEPTION WHEN undefined_table THEN NULL; END $$; -- 42710
            """);
    assertThat(labels(schema, "e")).containsExactly("a", "b");
  }

  @Test
  void names_that_nobody_wrote_are_the_servers() {
    Schema schema =
        schema(
            """
            CREATE TABLE p (id int PRIMARY KEY);
            CREATE TABLE t (a int REFERENCES p, b int REFERENCES p UNIQUE, CHECK (a > 0), CHECK (a > b));
            ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE;
            CREATE INDEX ON t (a, b);
            """);
    assertThat(table(schema, "t").constraints())
        .containsOnlyKeys("t_a_fkey", "t_a_fkey1", "t_b_fkey", "t_b_key", "t_a_check", "t_check");
    assertThat(table(schema, "t").constraints().get("t_a_fkey1").definition())
        .isEqualTo("FOREIGN KEY (a) REFERENCES public.p(id) ON DELETE CASCADE");
    assertThat(table(schema, "t").indexes().get("t_a_b_idx").definition())
        .isEqualTo("CREATE INDEX t_a_b_idx ON public.t USING btree (a, b)");
  }
}
