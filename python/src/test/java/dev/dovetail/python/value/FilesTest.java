package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilesTest {

  private static final Map<String, String> FILES =
      Map.of(
          "db/versions/1.sql", "SELECT 1;\r\nSELECT 2;\n",
          "db/sql/up.sql", "CREATE TYPE t AS ENUM ();",
          "other/x.sql", "x");

  private static Value read(String program) {
    Map<String, String> files = new java.util.TreeMap<>(FILES);
    files.put("db/versions/1.py", "import os, pathlib\nfrom pathlib import Path\n" + program);
    Interpreter interpreter = new Interpreter(new Modules(new MemoryTree(files)), new Host() {});
    if (interpreter.load("db/versions/1.py") instanceof Completion.Raised raised) {
      return raised.exception().exception();
    }
    return interpreter.global("db/versions/1.py", "x");
  }

  private static String text(String program) {
    return switch (read(program)) {
      case Value.Str text -> text.text();
      case Value.Unknown unknown -> "?" + unknown.reason();
      case Value.Constructed raised -> "!" + raised.callee();
      case Value other -> other.toString();
    };
  }

  @Test
  void a_file_beside_the_program_is_read() {
    String two = "SELECT 1;\nSELECT 2;\n";
    assertThat(text("x = Path(__file__).with_suffix('.sql').read_text()")).isEqualTo(two);
    assertThat(text("x = open(os.path.join(os.path.dirname(__file__), '1.sql')).read()"))
        .isEqualTo(two);
    assertThat(
            text(
                """
                here = pathlib.Path(__file__).resolve().parent
                with open(here / f"{1}.sql", encoding="utf-8") as f:
                    x = f.read()
                """))
        .isEqualTo(two);
    assertThat(text("x = (Path(__file__).parents[1] / 'sql' / 'up.sql').open('r').read()"))
        .startsWith("CREATE TYPE");
    assertThat(text("x = open(os.path.abspath(__file__ + '/../../sql/up.sql')).read()"))
        .startsWith("CREATE TYPE");
    assertThat(text("x = ''.join(l.strip() for l in open(Path(__file__).parent / '1.sql'))"))
        .isEqualTo("SELECT 1;SELECT 2;");
  }

  @Test
  void what_is_read_stands_in_its_own_file() {
    Value.Str text = (Value.Str) read("x = Path(__file__).with_suffix('.sql').read_text()");
    assertThat(((Origin.InFile) text.at()).path()).isEqualTo("db/versions/1.sql");
  }

  @Test
  void a_file_is_read_once() {
    assertThat(text("f = open(Path(__file__).with_suffix('.sql'))\nf.read()\nx = f.read()"))
        .isEmpty();
  }

  @Test
  void a_file_that_is_not_there_raises() {
    assertThat(text("x = Path(__file__).with_name('2.sql').read_text()"))
        .isEqualTo("!FileNotFoundError");
    assertThat(
            text(
                """
                try:
                  x = open(Path(__file__).with_name('2.sql'))
                except OSError:
                  x = 'none'
                """))
        .isEqualTo("none");
  }

  @Test
  void nothing_outside_is_read_and_what_is_not_known_is_said() {
    assertThat(text("x = Path(__file__).parents[2].joinpath('..', 'etc', 'passwd').read_text()"))
        .startsWith("?");
    assertThat(text("x = open('/etc/passwd').read()")).startsWith("?");
    assertThat(text("x = open('db/versions/1.sql').read()")).startsWith("?");
    assertThat(text("x = open(Path(__file__).with_suffix('.sql'), 'rb').read()")).startsWith("?");
    assertThat(text("x = open(os.environ['F']).read()")).startsWith("?");
    assertThat(text("x = str(Path(__file__).parents[-1] / 'x.sql')")).startsWith("?");
  }
}
