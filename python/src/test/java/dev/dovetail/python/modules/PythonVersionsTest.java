package dev.dovetail.python.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonVersionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requires-python = '>=3.11' | true",
        "requires-python = '>=3.12,<4' | true",
        "requires-python = '>=3.9' | ",
        "requires-python = '>=3.8,<3.11' | false",
        "requires-python = '==3.10.*' | false",
        "python = '^3.11' | true",
        "python = '~3.10' | false",
        "python_requires = >=3.6 | ",
        "python_requires='~=3.10.2' | false",
        "python = '3.12' | true",
        "name = 'x' | ",
      })
  void a_project_says_what_it_runs_on(String said, Boolean expected) {
    Modules modules =
        new Modules(new MemoryTree(Map.of("a/pyproject.toml", said, "a/b/c.py", "", "d.py", "")));

    assertThat(modules.versions("a/b/c.py").atLeast(11)).isEqualTo(Optional.ofNullable(expected));
    assertThat(modules.versions("d.py").atLeast(11)).isEmpty();
  }

  @Test
  void the_nearest_project_file_that_says_so_counts() {
    Modules modules =
        new Modules(
            new MemoryTree(
                Map.of(
                    "pyproject.toml",
                    "requires-python = '>=3.12'",
                    "near/pyproject.toml",
                    "requires-python = '>=3.8'",
                    "far/pyproject.toml",
                    "name = 'far'")));

    assertThat(modules.versions("near/x.py").atLeast(12)).isEmpty();
    assertThat(modules.versions("far/x.py").atLeast(12)).contains(true);
  }
}
