package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is not known is said, and is never taken for one of its possibilities. */
class UnsureTest {

  @Test
  void neither_branch_of_an_unknown_condition_runs_and_both_are_reported() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            from alembic import op
            def upgrade():
                kind = "none"
                if os.getenv("MODE") == "x":
                    kind = "x"
                    op.execute("A " + kind)
                else:
                    op.execute("B " + kind)
                op.execute("after")
                return kind
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("?the environment variable MODE is not known");
    assertThat(evaluation.calls()).containsExactly("alembic.op.execute('after')");
    assertThat(evaluation.possibleCalls())
        .containsExactly("alembic.op.execute('A x')", "alembic.op.execute('B none')");
    assertThat(evaluation.unsure()).hasSize(1);
    assertThat(evaluation.unsure().getFirst().mayRaise()).isFalse();
  }

  @Test
  void what_follows_an_unknown_return_or_raise_is_unsure_too() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            from alembic import op
            def guard():
                if os.environ["X"]:
                    raise RuntimeError("no")
            def upgrade():
                guard()
                op.execute("after")
            def downgrade():
                if os.environ.get("Y"):
                    return
                op.execute("after")
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("None");
    assertThat(evaluation.run("downgrade")).startsWith("?the environment variable Y");
    assertThat(evaluation.calls()).isEmpty();
    assertThat(evaluation.possibleCalls())
        .containsExactly("alembic.op.execute('after')", "alembic.op.execute('after')");
    assertThat(evaluation.unsure().getFirst().mayRaise()).isTrue();
  }

  @Test
  void containers_and_names_changed_in_doubt_are_unknown() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            labels = ["a"]
            seen = {}
            n = 1
            for x in os.environ["LIST"].split(","):
                labels.append(x)
                seen[x] = 1
                n += 1
            size = len(labels)
            has = "a" in seen
            """);
    for (String name : new String[] {"labels", "seen", "n", "size", "has"}) {
      assertThat(evaluation.shown(name)).as(name).startsWith("?the environment");
    }
  }

  @Test
  void a_default_behind_something_unknown_is_no_truth_value() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            form = (os.environ.get("FORM") or "plain").lower()
            level = os.environ.get("LEVEL") and ""
            holds = "yes" if os.environ.get("A") or True else "no"
            never = "yes" if os.environ.get("A") and False else "no"
            """);
    assertThat(evaluation.shown("form")).startsWith("?the environment");
    assertThat(evaluation.shown("level")).startsWith("?the environment");
    assertThat(evaluation.shown("holds")).isEqualTo("'yes'");
    assertThat(evaluation.shown("never")).isEqualTo("'no'");
  }

  @Test
  void a_loop_whose_end_is_unknown_makes_its_later_rounds_unsure() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import lib
            from alembic import op
            def upgrade():
                for x in ["a", "b"]:
                    op.execute(x)
                    if lib.ask(x):
                        break
                op.execute("after")
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.calls())
        .containsExactly("alembic.op.execute('a')", "lib.ask('a')", "alembic.op.execute('after')");
    assertThat(evaluation.possibleCalls()).contains("alembic.op.execute(?)");
  }

  @Test
  void an_unknown_function_that_gets_hold_of_op_is_reported() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            from alembic import op
            from .missing import create_enum
            def upgrade():
                create_enum(op, "t")
                os.getenv("A").split(",")
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.possibleCalls()).contains("?(alembic.op, 't')");
  }

  @Test
  void a_function_of_a_library_that_is_not_there_is_the_hosts_to_answer() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from alembic import op
            from somewhere.helpers import create_enum
            def upgrade():
                create_enum(op, "t")
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.calls())
        .containsExactly("somewhere.helpers.create_enum(alembic.op, 't')");
  }

  @Test
  void the_order_of_a_set_is_not_known_but_what_it_holds_is() {
    Evaluation evaluation =
        Evaluation.of(
            """
            s = {"a", "b"} | {"c"}
            known = [sorted(s), len(s), "c" in s, sorted(s - {"a"})]
            unknown = list(s)
            one = list(s - {"a", "b"})
            """);
    assertThat(evaluation.shown("known")).isEqualTo("[['a', 'b', 'c'], 3, True, ['b', 'c']]");
    assertThat(evaluation.shown("unknown")).startsWith("?the order");
    assertThat(evaluation.shown("one")).isEqualTo("['c']");
  }

  @Test
  void a_name_that_may_come_by_a_star_import_is_unknown() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from somewhere import *
            a = NAME
            """);
    assertThat(evaluation.shown("a")).contains("import *");
  }

  @Test
  void handlers_of_something_that_may_raise_are_unsure() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            from alembic import op
            def upgrade():
                try:
                    if os.getenv("X"):
                        raise ValueError("a")
                except ValueError:
                    op.execute("handler")
                op.execute("after")
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.calls()).containsExactly("alembic.op.execute('after')");
    assertThat(evaluation.possibleCalls()).containsExactly("alembic.op.execute('handler')");
  }

  @Test
  void a_statement_that_is_no_python_makes_what_follows_unsure() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from alembic import op
            def upgrade():
                op.execute("before")
                x = = 1
                op.execute("after")
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.calls()).containsExactly("alembic.op.execute('before')");
    assertThat(evaluation.possibleCalls()).contains("alembic.op.execute('after')");
  }

  private static String among(Evaluation evaluation, String name) {
    return evaluation.value(name) instanceof Value.Unknown unknown
        ? unknown.among().stream().map(evaluation::shown).toList().toString()
        : evaluation.shown(name);
  }

  @Test
  void what_unknown_branches_choose_among_is_remembered() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            sql = "A"
            if os.environ["X"]:
                sql = "B"
            elif os.environ["Y"]:
                sql = "C"
            told = os.environ["X"]
            if os.environ["Y"]:
                told = "D"
            lines = ["E"]
            if os.environ["Z"]:
                lines += ["F", "G"]
                lines.append("H")
            for line in lines:
                last = line
            """);
    assertThat(evaluation.shown("sql")).startsWith("?the environment");
    assertThat(among(evaluation, "sql")).isEqualTo("['A', 'B', 'C']");
    assertThat(among(evaluation, "told")).isEqualTo("[]");
    assertThat(evaluation.shown("lines")).startsWith("?the environment");
    assertThat(among(evaluation, "last")).isEqualTo("['E', 'F', 'G', 'H']");
  }

  @Test
  void a_list_that_may_have_changed_otherwise_holds_anything() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            lines = ["E"]
            if os.environ["Z"]:
                lines.append("F")
            lines.insert(0, os.environ["W"])
            for line in lines:
                last = line
            """);
    assertThat(among(evaluation, "last")).isEqualTo("[]");
  }

  @Test
  void a_loop_of_unknown_length_is_gone_round_until_nothing_is_new() {
    Evaluation evaluation =
        Evaluation.of(
            """
            import os
            from alembic import op
            def upgrade():
                first, second = "one", "two"
                count = 0
                for row in os.environ["ROWS"].split():
                    op.execute(first)
                    first = second
                    second = "three"
                    count += 1
            """);
    evaluation.run("upgrade");
    assertThat(evaluation.possibleCalls())
        .contains("alembic.op.execute('one')", "alembic.op.execute(?)");
    assertThat(evaluation.unsure()).hasSize(1);
    assertThat(
            evaluation.unsure().getFirst().calls().stream()
                .map(call -> call.arguments().positional().getFirst())
                .filter(Value.Unknown.class::isInstance)
                .map(unknown -> ((Value.Unknown) unknown).among().size())
                .toList())
        .as("two of three, then all of them, and anything at last")
        .contains(2)
        .last()
        .isEqualTo(0);
  }

  @Test
  void loops_within_loops_of_unknown_length_cost_no_power_of_their_depth() {
    StringBuilder text = new StringBuilder("import os\nn = 0\n");
    for (int i = 0; i < 16; i++) {
      text.append("  ".repeat(i)).append("for a").append(i).append(" in os.environ['X']:\n");
    }
    text.append("  ".repeat(16)).append("n += 1\n");
    assertThat(Evaluation.of(text.toString()).shown("n")).startsWith("?the environment");
  }
}
