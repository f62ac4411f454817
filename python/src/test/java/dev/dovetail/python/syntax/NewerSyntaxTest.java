package dev.dovetail.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Syntax of 3.12 to 3.14, for which there is not always a judge. */
class NewerSyntaxTest {

  private static Node.Stmt only(String text) {
    PythonFile file = PythonParser.parse("a.py", text);
    assertThat(file.errors()).isEmpty();
    assertThat(file.body()).hasSize(1);
    return file.body().getFirst();
  }

  private static String tree(String text) {
    PythonFile file = PythonParser.parse("a.py", text);
    assertThat(file.errors()).isEmpty();
    return TreeText.of(file, true).replace("\n", " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try: a\nexcept A, B: b\n",
        "try: a\nexcept A, B,: b\n",
        "try: a\nexcept* A, B: b\n",
        "try: a\nexcept (A, B) as e: b\n",
        "x = t'a {b!r:>{c}} d'\n",
        "x = rt'\\d{b}' tr'''{c}'''\n",
        "x = T'{a=}'\n",
        "type X[T: int = str, *Ts = *tuple[int], **P = [int]] = list[T]\n",
        "def f[T](a: T, /, *args: *Ts) -> T: pass\n",
        "class A[T: (int, str)](B): pass\n",
        "x = f'{f'{f\"{a}\"}'}'\n",
        "x = f'{\na # why\n}'\n",
        "x = f'{a[\"b\"]}'\n",
        "x = f\"{'\\n'.join(a)}\"\n",
        "match = case = type = _ = 1\n",
        "match(x)[case].type = 2\n",
        "match x:\n  case [1, *_] | {'a': b, **c} | A(b, c=d) as e if f: pass\n",
        "with (open(a) as b, open(c)): pass\n",
        "try: a\nfinally:\n  return\n",
      })
  void is_read(String text) {
    PythonFile file = PythonParser.parse("a.py", text);
    assertThat(file.errors()).isEmpty();
    assertThat(file.body()).noneMatch(Node.Unparsed.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try: a\nexcept A, B as e: b\n",
        "x = t'a' 'b'\n",
        "x = t'a' f'b'\n",
        "x = t'{a!x}'\n",
        "x = bt'a'\n",
        "x = ut'a'\n",
        "x = t'{a'\n",
        "type X[] = int\n",
        "type X\n",
        "print 'a'\n",
        "exec 'a' in b\n",
        "raise A, 'b'\n",
        "x = 0777\n",
        "x = 10L\n",
        "x = a <> b\n",
        "x = `a`\n",
        "x = ur'a'\n",
        "match x:\n  case {**a, 'b': c}: pass\n",
        "match x:\n  case *a: pass\n",
      })
  void is_no_python(String text) {
    assertThat(PythonParser.parse("a.py", text).errors()).isNotEmpty();
  }

  @Test
  void several_exceptions_without_parentheses_are_a_tuple() {
    Node.Try read = (Node.Try) only("try: a\nexcept A, B: b\n");
    Node.Expr type = read.handlers().getFirst().type().orElseThrow();
    assertThat(type).isInstanceOf(Node.Tuple.class);
    assertThat(type.span().column()).isEqualTo(8);
    assertThat(type.span().endColumn()).isEqualTo(12);
  }

  @Test
  void a_template_string_is_marked_as_one() {
    assertThat(tree("t'a{b}{{c'"))
        .isEqualTo(
            " [ (ExprStmt 1:1-1:11 (JoinedStr 1:1-1:11 t [ (Text \"a\") (FormattedValue"
                + " 1:4-1:7 - (Name 1:5-1:6 \"b\") -) (Text \"{c\")]))]");
  }

  @Test
  void a_pattern_names_what_it_binds() {
    Node.Match match =
        (Node.Match)
            only(
                """
                match a, b:
                  case [X.y,
                     *rest] | {'k': rest, **_r} as w if z: pass
                  case P(1, c=(q)), _: pass
                """);
    assertThat(match.cases())
        .extracting(each -> each.pattern().names())
        .containsExactly(List.of("w", "rest", "_r", "rest"), List.of("q"));
  }

  @Test
  void columns_count_code_points() {
    Node.Assign assign = (Node.Assign) only("'\ud83d\ude00\u00e9'.x = y\n");
    assertThat(assign.value().span().column()).isEqualTo(10);
  }

  @Test
  void line_ends_of_all_kinds_are_one_character() {
    assertThat(tree("\ufeffa = '''b\r\nc\rd'''\r\n\fe\r"))
        .isEqualTo(tree("a = '''b\nc\nd'''\n\fe\n"));
  }

  @Test
  void characters_have_names() {
    assertThat(tree("'\\N{BULLET}\\N{line feed}\\N{CJK UNIFIED IDEOGRAPH-4E00}'"))
        .contains("\"\\u2022\\u000a\\u4e00\"");
    assertThat(PythonParser.parse("a.py", "'\\N{NO SUCH THING}'").errors()).hasSize(1);
  }
}
