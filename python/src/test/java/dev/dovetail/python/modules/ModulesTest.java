package dev.dovetail.python.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModulesTest {

  private static Modules modules(String... files) {
    Map<String, String> texts = new TreeMap<>();
    for (String file : files) {
      texts.put(file, "");
    }
    return new Modules(new MemoryTree(texts));
  }

  private static String find(Modules modules, String name, String from) {
    return modules.find(name, from).flatMap(Module::file).orElse("none");
  }

  @Test
  void the_nearest_folder_above_the_importing_file_comes_first() {
    Modules modules =
        modules(
            "services/a/app/enums.py",
            "services/a/alembic/versions/1.py",
            "services/b/app/enums.py",
            "services/b/src/lib/x.py",
            "services/b/migrations/1.py");
    assertThat(find(modules, "app.enums", "services/a/alembic/versions/1.py"))
        .isEqualTo("services/a/app/enums.py");
    assertThat(find(modules, "app.enums", "services/b/migrations/1.py"))
        .isEqualTo("services/b/app/enums.py");
    assertThat(find(modules, "lib.x", "services/b/migrations/1.py"))
        .isEqualTo("services/b/src/lib/x.py");
  }

  @Test
  void a_shared_library_is_found_where_its_package_begins() {
    Modules modules =
        modules(
            "libs/common_core/src/common_core/__init__.py",
            "libs/common_core/src/common_core/status.py",
            "libs/other/python/other_pkg/__init__.py",
            "services/a/models.py");
    assertThat(find(modules, "common_core.status", "services/a/models.py"))
        .isEqualTo("libs/common_core/src/common_core/status.py");
    assertThat(find(modules, "other_pkg", "services/a/models.py"))
        .isEqualTo("libs/other/python/other_pkg/__init__.py");
  }

  @Test
  void two_that_are_equally_near_are_none() {
    Modules modules =
        modules("services/a/app/__init__.py", "services/b/app/__init__.py", "tools/run.py");
    assertThat(modules.find("app", "tools/run.py")).isEmpty();
  }

  @Test
  void libraries_are_never_the_repositorys() {
    Modules modules =
        modules("alembic/op.py", "sqlalchemy/__init__.py", "enum.py", "alembic/versions/1.py");
    assertThat(modules.find("alembic.op", "alembic/versions/1.py")).isEmpty();
    assertThat(modules.find("sqlalchemy", "alembic/versions/1.py")).isEmpty();
    assertThat(modules.find("enum", "alembic/versions/1.py")).isEmpty();
  }

  @Test
  void relative_imports_count_their_dots() {
    Modules modules = modules("a/__init__.py", "a/b/__init__.py", "a/b/c.py", "a/d.py");
    assertThat(modules.relative(1, "c", "a/b/x.py").flatMap(Module::file)).contains("a/b/c.py");
    assertThat(modules.relative(2, "d", "a/b/x.py").flatMap(Module::file)).contains("a/d.py");
    assertThat(modules.relative(2, "", "a/b/x.py").flatMap(Module::file)).contains("a/__init__.py");
    assertThat(modules.relative(5, "d", "a/b/x.py")).isEmpty();
  }

  @Test
  void packages_without_init_have_modules_too() {
    Modules modules = modules("src/space/one/mod.py", "app.py");
    Module space = modules.find("space", "app.py").orElseThrow();
    assertThat(space.file()).isEmpty();
    assertThat(modules.child(space, "one").flatMap(one -> modules.child(one, "mod")))
        .map(Module::file)
        .contains(java.util.Optional.of("src/space/one/mod.py"));
  }

  @Test
  void folders_that_a_project_file_names_hold_packages() {
    Map<String, String> texts = new TreeMap<>();
    texts.put(
        "svc/pyproject.toml",
        """
        [tool.setuptools.packages.find]
        where = ["python"]
        [tool.hatch.build.targets.wheel]
        packages = ["code/thing"]
        """);
    texts.put("svc/python/alpha.py", "");
    texts.put("svc/code/thing/x.py", "");
    texts.put("other/y.py", "");
    Modules modules = new Modules(new MemoryTree(texts));
    assertThat(find(modules, "alpha", "other/y.py")).isEqualTo("svc/python/alpha.py");
    assertThat(find(modules, "thing.x", "other/y.py")).isEqualTo("svc/code/thing/x.py");
  }

  @Test
  void installed_packages_in_the_tree_are_passed_over() {
    Modules modules = modules(".venv/lib/site-packages/thing/__init__.py", "a.py");
    assertThat(modules.find("thing", "a.py")).isEmpty();
  }

  @Test
  void a_module_beside_the_file_is_not_pythons_own_of_the_same_name() {
    Modules modules =
        modules(
            "backend/alembic.ini",
            "backend/shared/contextvars.py",
            "backend/queue/__init__.py",
            "backend/app/tasks.py",
            "backend/app/calendar.py");
    assertThat(modules.find("contextvars", "backend/shared/contextvars.py")).isEmpty();
    assertThat(modules.find("calendar", "backend/app/tasks.py")).isEmpty();
    assertThat(find(modules, "queue", "backend/app/tasks.py"))
        .as("the folder of the configuration is on the path")
        .isEqualTo("backend/queue/__init__.py");
  }

  @Test
  void every_builder_of_packages_may_say_where_they_begin() {
    Map<String, String> files = new TreeMap<>();
    files.put("a/pyproject.toml", "[tool.hatch.build.targets.wheel]\npackages = [\"lib/pkg_a\"]\n");
    files.put("a/lib/pkg_a/enums.py", "");
    files.put("b/pyproject.toml", "[tool.pdm.build]\npackage-dir = \"code\"\n");
    files.put("b/code/pkg_b/enums.py", "");
    files.put(
        "c/pyproject.toml", "[tool.poetry]\npackages = [{ include = \"pkg_c\", from = \"py\" }]\n");
    files.put("c/py/pkg_c/enums.py", "");
    files.put("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"libs/*\"]\n");
    files.put("libs/d/pyproject.toml", "[tool.uv.build-backend]\nmodule-root = \"python\"\n");
    files.put("libs/d/python/pkg_d/enums.py", "");
    files.put("e/setup.cfg", "[metadata]\nname = e\n");
    files.put("e/src/pkg_e/enums.py", "");
    files.put("app/models.py", "");
    Modules modules = new Modules(new MemoryTree(files));

    assertThat(find(modules, "pkg_a.enums", "app/models.py")).isEqualTo("a/lib/pkg_a/enums.py");
    assertThat(find(modules, "pkg_b.enums", "app/models.py")).isEqualTo("b/code/pkg_b/enums.py");
    assertThat(find(modules, "pkg_c.enums", "app/models.py")).isEqualTo("c/py/pkg_c/enums.py");
    assertThat(find(modules, "pkg_d.enums", "app/models.py"))
        .isEqualTo("libs/d/python/pkg_d/enums.py");
    assertThat(find(modules, "pkg_e.enums", "app/models.py")).isEqualTo("e/src/pkg_e/enums.py");
  }
}
