package dev.dovetail.migrations.sqlfolder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.sql.SqlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlFolderToolTest {

  private static final String CREATE = "CREATE TYPE mood AS ENUM ('sad');\n";
  private static final String DROP = "DROP TYPE mood;\n";

  private static List<MigrationTree> find(Map<String, String> files) {
    return new SqlFolderTool().find(new MemoryTree(files));
  }

  private static Play play(MigrationTree tree, Play.Direction direction) {
    return tree.play(
        Session.open(ServerVersion.DEFAULT),
        Stack.unknown(),
        Play.Commands.ONE,
        direction,
        Play.Manner.STRICT,
        Optional.empty());
  }

  @Test
  void files_run_in_the_order_of_their_numbers_not_of_their_names() {
    List<MigrationTree> trees =
        find(
            Map.of(
                "svc/db/migrations/10_tenth.up.sql",
                CREATE,
                "svc/db/migrations/10_tenth.down.sql",
                DROP,
                "svc/db/migrations/9_ninth.up.sql",
                "SELECT 1;",
                "svc/db/migrations/0002_second.up.sql",
                "SELECT 1;"));
    assertThat(trees).hasSize(1);
    MigrationTree tree = trees.get(0);
    assertThat(tree.folder()).isEqualTo("svc");
    assertThat(tree.versions()).isEqualTo("svc/db/migrations");
    assertThat(tree.revisions()).extracting(Revision::id).containsExactly("0002", "9", "10");
    assertThat(tree.revisions().get(2).parents()).containsExactly("9");
    assertThat(tree.heads()).containsExactly("10");
    assertThat(tree.faults()).isEmpty();
  }

  @Test
  void plain_numbered_files_need_a_folder_that_says_what_they_are() {
    assertThat(find(Map.of("migrations/001_x.sql", CREATE))).hasSize(1);
    assertThat(find(Map.of("queries/001_x.sql", CREATE))).isEmpty();
    assertThat(find(Map.of("queries/001_x.sql", "-- +goose Up\n" + CREATE))).hasSize(1);
  }

  @Test
  void folders_of_other_tools_and_other_databases_are_left_to_them() {
    assertThat(find(Map.of("migrations/V1__x.sql", CREATE))).isEmpty();
    assertThat(find(Map.of("migrations/V1__x.sql", CREATE, "migrations/1_x.sql", CREATE)))
        .isEmpty();
    assertThat(find(Map.of("migrations/env.py", "", "migrations/1_x.sql", CREATE))).isEmpty();
    assertThat(find(Map.of("migrations/sqlite/1_x.up.sql", CREATE))).isEmpty();
    assertThat(find(Map.of("prisma/migrations/20240101_x/migration.sql", CREATE))).isEmpty();
    assertThat(find(Map.of("migrations/0000_x.sql", CREATE, "migrations/meta/_journal.json", "{}")))
        .isEmpty();
  }

  @Test
  void diesel_keeps_each_way_in_a_file_of_its_own_in_a_folder() {
    MigrationTree tree =
        find(Map.of(
                "migrations/2024-01-02-030405_add/up.sql", CREATE,
                "migrations/2024-01-02-030405_add/down.sql", DROP))
            .get(0);
    assertThat(tree.revisions()).extracting(Revision::id).containsExactly("20240102030405");
    assertThat(tree.versions()).isEqualTo("migrations");
  }

  @Test
  void one_number_twice_is_a_fault() {
    MigrationTree tree =
        find(Map.of(
                "migrations/001_a.up.sql", CREATE,
                "migrations/1_b.up.sql", CREATE,
                "migrations/002_c.up.sql", CREATE))
            .get(0);
    assertThat(tree.faults()).hasSize(1);
    assertThat(tree.faults().get(0)).isInstanceOf(HistoryFault.DuplicateId.class);
    assertThat(tree.revisions()).hasSize(3);
  }

  @Test
  void goose_holds_both_ways_in_one_file_and_places_stay_true() {
    String text =
        """
        -- +goose NO TRANSACTION
        -- +goose Up
        ALTER TYPE mood ADD VALUE 'x';
        -- +goose StatementBegin
        DO $$ BEGIN NULL; END $$;
        -- +goose StatementEnd

        -- +goose Down
        SELECT 1;
        """;
    Ways ways = Ways.of("a.sql", text, false, false);
    Script up = ways.up().orElseThrow();
    assertThat(up.transaction()).isFalse();
    assertThat(up.statements()).hasSize(2);
    assertThat(up.statements().get(0).span().line()).isEqualTo(3);
    assertThat(up.statements().get(1).span().line()).isEqualTo(5);
    Script down = ways.down().orElseThrow();
    assertThat(down.statements()).extracting(SqlReader.Read::text).containsExactly("SELECT 1");
    assertThat(down.statements().get(0).span().line()).isEqualTo(9);
  }

  @Test
  void dbmate_may_do_without_a_transaction_in_one_way() {
    String text =
        """
        -- migrate:up transaction:false
        ALTER TYPE mood ADD VALUE 'x';

        -- migrate:down
        SELECT 1;
        """;
    Ways ways = Ways.of("a.sql", text, false, false);
    assertThat(ways.up().orElseThrow().transaction()).isFalse();
    assertThat(ways.up().orElseThrow().statements().get(0).statement())
        .isInstanceOf(Statement.AddValue.class);
    assertThat(ways.down().orElseThrow().transaction()).isTrue();
  }

  @Test
  void a_file_is_sent_at_once_and_is_a_transaction_unless_it_is_one_statement() {
    String concurrently = "CREATE INDEX CONCURRENTLY i ON t (a);\n";
    String table = "CREATE TABLE t (a int);\n";
    assertThat(
            play(
                    find(Map.of("migrations/1.up.sql", table, "migrations/2.up.sql", concurrently))
                        .get(0),
                    Play.Direction.UP)
                .problem())
        .isEmpty();
    assertThat(
            play(
                    find(Map.of("migrations/1.up.sql", table + concurrently)).get(0),
                    Play.Direction.UP)
                .problem()
                .orElseThrow()
                .sqlstate())
        .contains("25001");
  }

  @Test
  void sqlx_and_diesel_put_a_transaction_around_a_single_statement_too() {
    String concurrently = "CREATE INDEX CONCURRENTLY i ON t (a);\n";
    String table = "CREATE TABLE t (a int);\n";
    MigrationTree sqlx =
        find(Map.of(
                "svc/Cargo.toml",
                "",
                "svc/migrations/1_a.up.sql",
                table,
                "svc/migrations/2_b.up.sql",
                concurrently))
            .get(0);
    assertThat(play(sqlx, Play.Direction.UP).problem().orElseThrow().sqlstate()).contains("25001");
    MigrationTree without =
        find(Map.of(
                "svc/Cargo.toml",
                "",
                "svc/migrations/1_a.up.sql",
                table,
                "svc/migrations/2_b.up.sql",
                "-- no-transaction\n" + concurrently))
            .get(0);
    assertThat(play(without, Play.Direction.UP).problem()).isEmpty();
    Map<String, String> diesel =
        new java.util.HashMap<>(
            Map.of(
                "migrations/1_a/up.sql", table,
                "migrations/2_b/up.sql", concurrently));
    assertThat(play(find(diesel).get(0), Play.Direction.UP).problem()).isPresent();
    diesel.put("migrations/2_b/metadata.toml", "run_in_transaction = false\n");
    assertThat(play(find(diesel).get(0), Play.Direction.UP).problem()).isEmpty();
  }

  @Test
  void what_a_file_says_of_transactions_counts() {
    String first = "BEGIN;\nCREATE TABLE a ();\nCOMMIT;\nCREATE TABLE b ();\nDROP TABLE nix;\n";
    Play play = play(find(Map.of("migrations/1.up.sql", first)).get(0), Play.Direction.UP);
    assertThat(play.problem().orElseThrow().sqlstate()).contains("42P01");
    assertThat(play.end().schema().tables().keySet())
        .extracting(Object::toString)
        .containsExactly("public.a");
    String unclosed = "BEGIN;\nCREATE TABLE a ();\n";
    assertThat(
            play(find(Map.of("migrations/1.up.sql", unclosed)).get(0), Play.Direction.UP)
                .end()
                .schema()
                .tables())
        .isEmpty();
    assertThat(
            play(
                    find(Map.of("migrations/1.up.sql", "SELECT 1;\nSAVEPOINT s;\n")).get(0),
                    Play.Direction.UP)
                .problem()
                .orElseThrow()
                .sqlstate())
        .contains("25P01");
  }

  @Test
  void goose_cuts_statements_at_the_end_of_a_line() {
    String text =
        """
        -- +goose Up
        -- a comment; of no account
        SELECT 1; SELECT 2; -- together
        SELECT
          3;

        -- +goose StatementBegin
        SELECT 4;
        SELECT 5;
        -- +goose StatementEnd
        -- +goose Down
        SELECT 6
        """;
    Script up = Ways.of("a.sql", text, false, false).up().orElseThrow();
    assertThat(up.messages())
        .extracting(message -> message.statements().size())
        .containsExactly(2, 1, 2);
    assertThat(up.statements())
        .extracting(read -> read.span().line())
        .containsExactly(3, 3, 4, 8, 9);
    assertThat(up.messages().get(1).place(10).line()).isEqualTo(5);
    Script down = Ways.of("a.sql", text, false, false).down().orElseThrow();
    assertThat(down.statements().get(0).span().line()).isEqualTo(12);
  }

  @Test
  void migrations_written_in_go_among_those_of_goose_are_not_forgotten() {
    Map<String, String> files =
        Map.of(
            "migrations/1_a.sql",
            "-- +goose Up\n" + CREATE,
            "migrations/2_b.go",
            "package migrations",
            "migrations/x_test.go",
            "package migrations");
    assertThat(find(files).get(0).faults())
        .singleElement()
        .isInstanceOfSatisfying(
            HistoryFault.Unreadable.class,
            fault -> assertThat(fault.file()).isEqualTo("migrations/2_b.go"));
  }

  @Test
  void folders_of_migrations_that_were_set_aside_are_not_histories() {
    assertThat(
            find(
                Map.of(
                    "svc/migrations/archived/2024/001_x.sql",
                    CREATE,
                    "svc/migrations_old/001_x.up.sql",
                    CREATE)))
        .isEmpty();
    assertThat(find(Map.of("archive/migrations/001_x.sql", CREATE))).hasSize(1);
  }

  @Test
  void a_folder_of_ways_back_belongs_to_the_folder_beside_it() {
    MigrationTree beside =
        find(Map.of(
                "migrations/001-a.sql",
                CREATE,
                "migrations/002-b.sql",
                "SELECT 1;",
                "migrations/revert/001-other-title.sql",
                DROP))
            .get(0);
    assertThat(beside.revisions()).hasSize(2);
    assertThat(beside.oneWay()).containsExactly("002");
    assertThat(play(beside, Play.Direction.DOWN).end().schema().enums()).isEmpty();
    List<MigrationTree> apart =
        find(Map.of("migrations/up/1_a.sql", CREATE, "migrations/down/1_a.sql", DROP));
    assertThat(apart).hasSize(1);
    assertThat(apart.get(0).versions()).isEqualTo("migrations/up");
    assertThat(apart.get(0).oneWay()).isEmpty();
    assertThat(find(Map.of("migrations/revert/001-a.sql", DROP))).isEmpty();
  }

  @Test
  void each_command_has_a_connection_of_its_own() {
    MigrationTree tree =
        find(Map.of(
                "migrations/1.up.sql",
                "CREATE SCHEMA app;\nSET search_path = app;\n",
                "migrations/2.up.sql",
                "CREATE TABLE t ();"))
            .get(0);
    for (Play.Commands commands : Play.Commands.values()) {
      Play play =
          tree.play(
              Session.open(ServerVersion.DEFAULT),
              Stack.unknown(),
              commands,
              Play.Direction.UP,
              Play.Manner.STRICT,
              Optional.empty());
      assertThat(play.end().schema().tables().keySet())
          .extracting(Object::toString)
          .containsExactly(commands == Play.Commands.ONE ? "app.t" : "public.t");
    }
  }

  @Test
  void going_down_needs_a_file_that_says_how() {
    MigrationTree tree = find(Map.of("migrations/001_a.sql", CREATE)).get(0);
    Play up = play(tree, Play.Direction.UP);
    assertThat(up.problem()).isEmpty();
    assertThat(up.applied()).containsExactly("001");
    assertThat(up.steps()).isEqualTo(1);
    assertThat(play(tree, Play.Direction.DOWN).problem()).isPresent();
  }

  @Test
  void up_down_and_up_again_ends_with_everything_applied() {
    MigrationTree tree =
        find(Map.of(
                "migrations/1_a.up.sql",
                CREATE,
                "migrations/1_a.down.sql",
                DROP,
                "migrations/2_b.up.sql",
                "SELECT 1;",
                "migrations/2_b.down.sql",
                "SELECT 1;"))
            .get(0);
    assertThat(play(tree, Play.Direction.DOWN).applied()).isEmpty();
    Play again = play(tree, Play.Direction.AGAIN);
    assertThat(again.applied()).containsExactly("1", "2");
    assertThat(again.ran()).containsExactly("1", "2", "2", "1", "1", "2");
  }

  @Test
  void a_refusal_stops_the_history_and_undoes_its_file() {
    MigrationTree tree =
        find(Map.of(
                "migrations/1_a.up.sql",
                CREATE,
                "migrations/2_b.up.sql",
                "CREATE TYPE other AS ENUM ('x');\n" + CREATE))
            .get(0);
    Play play = play(tree, Play.Direction.UP);
    assertThat(play.problem()).isPresent();
    assertThat(play.problem().get().sqlstate()).contains("42710");
    assertThat(play.problem().get().revision()).contains("2");
    assertThat(play.problem().get().origin())
        .isInstanceOfSatisfying(
            Origin.InFile.class, place -> assertThat(place.span().line()).isEqualTo(2));
    assertThat(play.applied()).containsExactly("1");
    assertThat(play.remarks()).hasSize(1);
    assertThat(play.end().schema().enums().keySet())
        .extracting(Object::toString)
        .containsExactly("public.mood");
  }

  @Test
  void a_new_label_may_be_used_in_the_next_file_and_not_in_its_own() {
    String add = "ALTER TYPE mood ADD VALUE 'new';\n";
    String use = "CREATE TABLE t (m mood DEFAULT 'new');\n";
    MigrationTree apart =
        find(Map.of(
                "migrations/1.up.sql",
                CREATE,
                "migrations/2.up.sql",
                add,
                "migrations/3.up.sql",
                use))
            .get(0);
    assertThat(play(apart, Play.Direction.UP).problem()).isEmpty();
    MigrationTree together =
        find(Map.of("migrations/1.up.sql", CREATE, "migrations/2.up.sql", add + use)).get(0);
    assertThat(play(together, Play.Direction.UP).problem().orElseThrow().sqlstate())
        .contains("55P04");
    String apartInOneFile = "-- +goose NO TRANSACTION\n-- +goose Up\n" + add + use;
    MigrationTree goose =
        find(Map.of("migrations/1.up.sql", CREATE, "migrations/2_b.sql", apartInOneFile)).get(0);
    assertThat(play(goose, Play.Direction.UP).problem()).isEmpty();
  }

  @Test
  void an_intended_play_goes_past_what_is_refused() {
    MigrationTree tree =
        find(Map.of(
                "migrations/1.up.sql",
                CREATE,
                "migrations/2.up.sql",
                CREATE + "CREATE TABLE t (m mood);"))
            .get(0);
    Play play =
        tree.play(
            Session.open(ServerVersion.DEFAULT),
            Stack.unknown(),
            Play.Commands.ONE,
            Play.Direction.UP,
            Play.Manner.INTENDED,
            Optional.empty());
    assertThat(play.problem()).isEmpty();
    assertThat(play.passedOver()).hasSize(1);
    assertThat(play.end().schema().tables()).hasSize(1);
  }
}
