package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportsTest {

  @Test
  void enums_are_imported_from_the_service_through_re_exports() {
    Evaluation evaluation =
        Evaluation.of(
            Map.of(
                "app/__init__.py", "",
                "app/enums/__init__.py",
                    "from .status import *\nfrom app.enums.kind import Kind as K\n",
                "app/enums/status.py",
                    "import enum\nclass Status(enum.Enum):\n    A = 'a'\n_hidden = 1\n",
                "app/enums/kind.py", "import enum\nclass Kind(enum.Enum):\n    B = 'b'\n",
                "alembic/versions/1.py",
                    """
                    import app.enums.status
                    import app.enums as e
                    from app.enums import Status, K
                    result = [Status.A.value, K.B.value, e.Status is app.enums.status.Status]
                    """),
            "alembic/versions/1.py");
    assertThat(evaluation.shown("result")).isEqualTo("['a', 'b', True]");
  }

  @Test
  void circular_imports_end() {
    Evaluation evaluation =
        Evaluation.of(
            Map.of(
                "a.py", "X = 1\nfrom b import Y\nZ = Y + 1\n",
                "b.py", "from a import X\nY = X + 1\n"),
            "a.py");
    assertThat(evaluation.shown("Z")).isEqualTo("3");
  }

  @Test
  void a_module_is_evaluated_once() {
    Evaluation evaluation =
        Evaluation.of(
            Map.of(
                "a.py", "import lib\nMADE = lib.make()\n",
                "b.py", "import a\nfrom a import MADE\nsame = a.MADE is MADE\n"),
            "b.py");
    assertThat(evaluation.shown("same")).isEqualTo("True");
    assertThat(evaluation.calls()).containsExactly("lib.make()");
  }

  @Test
  void a_module_that_raises_makes_its_names_unknown() {
    Evaluation evaluation =
        Evaluation.of(
            Map.of("a.py", "X = 1\nraise ValueError('no')\nY = 2\n", "b.py", "import a\nr = a.Y\n"),
            "b.py");
    assertThat(evaluation.shown("r")).contains("importing a.py raises ValueError: no");
  }

  @Test
  void missing_modules_and_names_are_unknown_or_libraries() {
    Evaluation evaluation =
        Evaluation.of(
            Map.of(
                "pkg/__init__.py", "",
                "pkg/a.py", "from .gone import X\nfrom pkg import nothing\nfrom other import Y\n"),
            "pkg/a.py");
    assertThat(evaluation.shown("X")).contains(".gone is not in the repository");
    assertThat(evaluation.shown("nothing")).contains("nothing is not found");
    assertThat(evaluation.value("Y")).isEqualTo(new Value.Library("other.Y"));
  }

  @Test
  void a_package_that_bears_the_name_of_a_library_is_not_run_for_what_it_has_not() {
    Map<String, String> files =
        Map.of(
            "app/__init__.py", "",
            "app/packaging/__init__.py", "",
            "app/packaging/utils.py", "import lib\nOWN = lib.make()\n# Nothing is executed here.\n",
            "app/versions/1.py",
                "from packaging.utils import canonicalize_version as c\nr = c('1')\n",
            "app/versions/2.py",
                "from packaging.utils import OWN, canonicalize_version as c\nr = c('1')\n");
    Evaluation librarys = Evaluation.of(files, "app/versions/1.py");
    var unused = librarys.load();
    assertThat(librarys.calls()).containsExactly("packaging.utils.canonicalize_version('1')");
    Evaluation own = Evaluation.of(files, "app/versions/2.py");
    unused = own.load();
    assertThat(own.calls())
        .containsExactly("lib.make()", "packaging.utils.canonicalize_version('1')");
  }

  @Test
  void names_for_type_checking_only_are_not_there() {
    Evaluation evaluation =
        Evaluation.of(
            """
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                x = 1
            else:
                x = 2
            """);
    assertThat(evaluation.shown("x")).isEqualTo("2");
  }
}
