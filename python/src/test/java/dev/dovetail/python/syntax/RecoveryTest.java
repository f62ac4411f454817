package dev.dovetail.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.dovetail.core.source.Span;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What is no Python costs its own statement, and no more. */
class RecoveryTest {

  private static PythonFile parse(String text) {
    return PythonParser.parse("a.py", text);
  }

  private static List<String> kinds(List<Node.Stmt> body) {
    return body.stream().map(statement -> statement.getClass().getSimpleName()).toList();
  }

  @Test
  void a_bad_line_is_kept_as_text() {
    PythonFile file = parse("a = 1\nprint 'x'\nb = 2\n");
    assertThat(kinds(file.body())).containsExactly("Assign", "Unparsed", "Assign");
    assertThat(file.body().get(1)).isEqualTo(new Node.Unparsed("print 'x'", new Span(2, 1, 2, 10)));
    assertThat(file.errors()).hasSize(1);
    assertThat(file.errors().getFirst().span()).isEqualTo(new Span(2, 7, 2, 10));
  }

  @Test
  void a_bad_line_in_a_class_leaves_the_class() {
    PythonFile file =
        parse(
            """
            class A(Enum):
                X = 1
                Y = = 2
                Z = 3
            """);
    Node.ClassDef a = (Node.ClassDef) file.body().getFirst();
    assertThat(kinds(a.body())).containsExactly("Assign", "Unparsed", "Assign");
    assertThat(file.errors()).hasSize(1);
  }

  @Test
  void a_bad_header_takes_its_block_with_it() {
    PythonFile file =
        parse(
            """
            def broken(:
                x = 1
                def inner():
                    pass

            class A(Enum):
                X = 1
            """);
    assertThat(kinds(file.body())).containsExactly("Unparsed", "ClassDef");
    assertThat(file.body().getFirst().span()).isEqualTo(new Span(1, 1, 4, 13));
  }

  @Test
  void a_bracket_that_is_never_closed_ends_where_a_statement_begins() {
    PythonFile file =
        parse(
            """
            a = f(1,
            class A(Enum):
                X = 1
            """);
    assertThat(kinds(file.body())).containsExactly("Unparsed", "ClassDef");
    assertThat(file.errors().getFirst().message()).isEqualTo("'(' was never closed");
    assertThat(file.errors().getFirst().span()).isEqualTo(new Span(1, 6, 1, 7));
  }

  @Test
  void a_string_without_an_end_ends_with_its_line() {
    PythonFile file = parse("a = 'x\nb = 2\n");
    assertThat(kinds(file.body())).containsExactly("Unparsed", "Assign");
  }

  @Test
  void a_missing_block_is_a_problem_of_its_header() {
    PythonFile file = parse("class A:\nb = 1\n");
    assertThat(kinds(file.body())).containsExactly("Unparsed", "Assign");
  }

  @Test
  void lines_that_fit_no_block_are_kept_as_text() {
    PythonFile file = parse("if a:\n        b\n    c\nd\n");
    assertThat(kinds(file.body())).containsExactly("If", "Unparsed", "ExprStmt");
    assertThat(parse("a\n  b\n  c\nd\n").errors()).hasSize(1);
  }

  @Test
  void a_statement_before_the_mistake_on_its_line_stays() {
    assertThat(kinds(parse("a = 1; b c; d\ne\n").body()))
        .containsExactly("Assign", "Unparsed", "ExprStmt");
  }

  @Test
  void nesting_is_bounded_and_says_so() {
    for (String deep :
        List.of(
            "(".repeat(100_000),
            "(".repeat(300) + ")".repeat(300),
            "x = " + "-".repeat(100_000) + "1",
            "x = " + "not ".repeat(100_000) + "1",
            "x = a" + ".b".repeat(100_000),
            "x = a" + " + b".repeat(100_000),
            "x = a" + "(b)".repeat(100_000),
            "x = " + "lambda: ".repeat(100_000) + "1",
            "x = " + "a if b else ".repeat(100_000) + "c",
            "x = " + "[a for b in ".repeat(190) + "c" + "]".repeat(190) + " q",
            "f'{".repeat(1000),
            "if a: pass\n" + "elif a: pass\n".repeat(100_000))) {
      PythonFile file =
          Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(deep + "\nz\n"));
      assertThat(file.errors()).as(deep.substring(0, 20)).isNotEmpty();
      assertThat(file.body()).isNotEmpty();
    }
  }

  @Test
  void depth_that_people_write_is_read() {
    assertThat(parse("x = " + "(".repeat(190) + "a" + ")".repeat(190)).errors()).isEmpty();
    assertThat(parse("x = 'a'" + " + 'a'".repeat(800)).errors()).isEmpty();
    assertThat(parse("x = [" + "a.b.c(d) + 1, ".repeat(20_000) + "]").errors()).isEmpty();
  }

  @Test
  void hostile_text_takes_no_more_than_its_length() {
    String many = "x = y\n".repeat(200_000);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(many));
    String bad = "print x\n".repeat(200_000);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(bad));
    String hex = "x = 0x" + "f".repeat(2_000_000);
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(hex));
    assertThat(parse("x = " + "9".repeat(5000)).errors()).hasSize(1);
    StringBuilder colliding = new StringBuilder();
    for (int i = 0; i < 1 << 16; i++) {
      for (int bit = 0; bit < 16; bit++) {
        colliding.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      colliding.append('\n');
    }
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(colliding.toString()));
  }

  @Test
  void a_null_character_is_a_problem_wherever_it_is() {
    assertThat(parse("# a\0\nb\n").errors()).hasSize(1);
    assertThat(parse("x = 'a\0'\nb\n").errors()).hasSize(1);
  }

  @Test
  void fifteen_megabytes_in_one_line_take_little_time_and_memory() {
    String list = "x = [" + "'abcdefgh', ".repeat(1_250_000) + "]\n";
    assertFrugal(list);
    assertThat(parse(list).errors()).isEmpty();
    String text = "x = '" + "a".repeat(15_000_000) + "'\n";
    assertFrugal(text);
    assertThat(parse(text).errors()).isEmpty();
    assertFrugal("x = [" + "'abcdefgh' print ".repeat(900_000) + "\n");
  }

  /** Of processor time and of all that was ever asked for: both tell the same on any machine. */
  private static void assertFrugal(String text) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long time = thread.getCurrentThreadCpuTime();
    long bytes = thread.getCurrentThreadAllocatedBytes();
    parse(text);
    assertThat(thread.getCurrentThreadCpuTime() - time).isLessThan(4_000_000_000L);
    assertThat(thread.getCurrentThreadAllocatedBytes() - bytes).isLessThan(40L * text.length());
  }

  @Test
  void a_null_character_costs_its_own_statement() {
    PythonFile file = parse("a = 1\nb = 'x\0y'\nc = 3\n");
    assertThat(file.errors()).hasSize(1);
    assertThat(file.errors().getFirst().span().line()).isEqualTo(2);
    assertThat(kinds(file.body())).startsWith("Assign").endsWith("Assign");
  }

  @Test
  void tabs_and_form_feeds_indent_as_they_do_in_python() {
    PythonFile file = parse("class A:\n\tX = 1\n\f\tY\t=\t2\n        Z = 3\n\fclass B:\f pass\n");
    assertThat(file.errors()).hasSize(1);
    assertThat(file.errors().getFirst().span().line()).isEqualTo(4);
    file = parse("class A:\n\tX = 1\n\f\tY\t=\t2\n\fclass B:\f pass\n");
    assertThat(file.errors()).isEmpty();
    assertThat(kinds(((Node.ClassDef) file.body().getFirst()).body()))
        .containsExactly("Assign", "Assign");
    assertThat(kinds(file.body())).containsExactly("ClassDef", "ClassDef");
  }
}
