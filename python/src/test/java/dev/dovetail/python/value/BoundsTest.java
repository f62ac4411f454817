package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile programs end soon, and what they come to is unknown. */
@Timeout(30)
class BoundsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True: pass",
        "def f(): return f()\nf()",
        "f = lambda x: x(x)\nf(f)",
        "x = 'a' * 10 ** 10",
        "x = [0] * 10 ** 10",
        "x = list(range(10 ** 12))",
        "x = 'a'\nfor i in range(64): x = x + x",
        "x = ['a']\nfor i in range(64): x = x + x",
        "x = []\nx.append(x)\nx == [x, [x]]\nrepr(x)",
        "x = (1,)\nfor i in range(200): x = (x, x)\nx == (x, x)\nrepr(x)\nhash(x)",
        "x = (1,)\nfor i in range(200): x = (x, x)\ny = {x: 1}\nz = {x}",
        "x = 3 ** 10 ** 10",
        "x = 1 << 10 ** 10",
        "x = 2\nfor i in range(100): x = x * x",
        "x = f'{1:>1000000000}'",
        "x = '{:>1000000000}'.format(1)",
        "x = '%1000000000d' % 1",
        "x = 'a'.center(1000000000)",
        "x = 'a'.zfill(1000000000)",
        "x = ('a' * 1000).replace('', 'b' * 100000)",
        "def g():\n    while True: yield 1\nx = list(g())",
        "class A(A): pass",
        "x = [[[i for i in range(1000)] for j in range(1000)] for k in range(1000)]",
        "x = []\nfor i in range(100000): x = [x]\nrepr(x)\nx == [x]",
        """
        import os
        x = []
        if os.environ['A']: x.append('a')
        for i in range(90000): x.append('b')
        """,
      })
  void a_program_without_end_is_given_up(String program) {
    Evaluation evaluation = Evaluation.of(program + "\nafter = 1\n");
    long start = System.nanoTime();
    evaluation.load();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void nine_hundred_strings_added_up_are_no_nesting() {
    Evaluation evaluation = Evaluation.of("x = " + "'a' + ".repeat(900) + "'a'\nn = len(x)\n");
    assertThat(evaluation.shown("n")).isEqualTo("901");
  }

  @Test
  void a_long_chain_of_elif_is_no_nesting() {
    StringBuilder text = new StringBuilder("n = 899\nif n == -1: x = 0\n");
    for (int i = 0; i < 900; i++) {
      text.append("elif n == ").append(i).append(": x = ").append(i).append('\n');
    }
    assertThat(Evaluation.of(text.toString()).shown("x")).isEqualTo("899");
  }

  @Test
  void a_call_that_is_given_up_is_reported_and_unknown() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from alembic import op
            def upgrade():
                op.execute("a")
                while True:
                    pass
            """);
    assertThat(evaluation.run("upgrade")).isEqualTo("?it takes more than 200000 steps");
    assertThat(evaluation.unsure()).hasSize(1);
    assertThat(evaluation.unsure().getFirst().mayRaise()).isTrue();
    assertThat(evaluation.run("upgrade")).isEqualTo("?it takes more than 200000 steps");
  }
}
