package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each tool's layout, as it stands on a disk. */
class PythonsTest {

  @TempDir Path place;

  private Path root;
  private Path service;
  private Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void make() throws IOException {
    place = place.toRealPath();
    root = Files.createDirectories(place.resolve("repository"));
    service = Files.createDirectories(root.resolve("backend"));
    home = Files.createDirectories(place.resolve("home"));
    environment.put("HOME", home.toString());
    program(place.resolve("bin/python3"));
    environment.put("PATH", place.resolve("bin").toString());
  }

  private static Path program(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static Path environmentIn(Path folder) throws IOException {
    return program(folder.resolve("bin/python"));
  }

  private Pythons.Python found() {
    return new Pythons(root, environment).of(service, Optional.empty()).orElseThrow();
  }

  private void assertFound(Path python, String why) {
    assertThat(found()).isEqualTo(new Pythons.Python(python, why));
  }

  @Test
  void without_any_environment_it_is_that_of_the_path() {
    assertFound(
        place.resolve("bin/python3"),
        "python3 of the PATH, as the service has no environment of its own");
  }

  @Test
  void an_environment_inside_the_project_comes_first() throws IOException {
    environmentIn(root.resolve("venv"));
    assertFound(root.resolve("venv/bin/python"), "the environment of the repository");
    environmentIn(service.resolve(".venv"));
    assertFound(service.resolve(".venv/bin/python"), "the environment of backend");
  }

  @Test
  void uv_is_told_by_a_variable() throws IOException {
    environmentIn(service.resolve(".venv"));
    environmentIn(place.resolve("elsewhere"));
    environment.put("UV_PROJECT_ENVIRONMENT", place.resolve("elsewhere").toString());
    assertThat(found().why()).isEqualTo("the environment of backend");
    Files.writeString(service.resolve("uv.lock"), "");
    assertFound(place.resolve("elsewhere/bin/python"), "the environment of backend that uv keeps");
  }

  @Test
  void pdm_writes_down_its_choice() throws IOException {
    Path python = program(place.resolve("pythons/python3.12"));
    Files.writeString(service.resolve(".pdm-python"), python + "\n");
    assertFound(python, "the environment of backend that pdm keeps");
  }

  @Test
  void packages_beside_the_code_go_with_their_python() throws IOException {
    Path python = program(place.resolve("bin/python3.11"));
    Files.createDirectories(service.resolve("__pypackages__/3.11/lib"));
    Files.createDirectories(service.resolve("__pypackages__/3.99/lib"));
    assertThat(found())
        .isEqualTo(
            new Pythons.Python(
                python,
                "__pypackages__ of backend",
                Optional.of(service.resolve("__pypackages__/3.11/lib"))));
  }

  @Test
  void poetry_keeps_environments_in_its_cache_by_a_hash_of_the_folder() throws Exception {
    Files.writeString(service.resolve("pyproject.toml"), "[tool.poetry]\nname = \"Shop\"\n");
    Path cache = home.resolve(".cache/pypoetry/virtualenvs");
    environmentIn(cache.resolve("shop-AAAAAAAA-py3.12"));
    assertThat(found().why()).startsWith("python3 of the PATH");
    String hash = Hashes.hash(service);
    environmentIn(cache.resolve("shop-" + hash + "-py3.9"));
    Path newer = environmentIn(cache.resolve("shop-" + hash + "-py3.11"));
    assertFound(newer, "the environment of backend that poetry keeps");
  }

  @Test
  void poetry_is_configured_where_to_keep_them() throws Exception {
    Files.writeString(service.resolve("poetry.lock"), "");
    Files.writeString(
        service.resolve("poetry.toml"), "[virtualenvs]\npath = \"{project-dir}/kept\"\n");
    Path python = environmentIn(service.resolve("kept/shop-" + Hashes.hash(service) + "-py3.12"));
    assertFound(python, "the environment of backend that poetry keeps");
  }

  @Test
  void pipenv_keeps_environments_by_a_hash_of_the_pipfile() throws Exception {
    Files.writeString(service.resolve("Pipfile"), "");
    Path kept = home.resolve(".local/share/virtualenvs");
    Path python = environmentIn(kept.resolve("backend-" + Hashes.pipenv(service)));
    environmentIn(kept.resolve("backend-AAAAAAAA"));
    assertFound(python, "the environment of backend that pipenv keeps");
  }

  @Test
  void conda_names_its_environment_in_a_file() throws IOException {
    Files.writeString(root.resolve("environment.yml"), "channels: []\nname: shop\n");
    Path python = environmentIn(home.resolve("miniforge3/envs/shop"));
    assertFound(python, "the environment of the repository that conda keeps");
    Path other = environmentIn(place.resolve("envs/shop"));
    environment.put("CONDA_ENVS_PATH", place.resolve("envs").toString());
    assertFound(other, "the environment of the repository that conda keeps");
  }

  @Test
  void an_active_environment_comes_before_the_path() throws IOException {
    environment.put("CONDA_PREFIX", place.resolve("active").toString());
    Path python = environmentIn(place.resolve("active"));
    assertFound(python, "the active environment, CONDA_PREFIX");
  }

  @Test
  void files_that_say_nonsense_are_passed_over() throws IOException {
    Files.writeString(service.resolve(".pdm-python"), "\0\n");
    Files.writeString(service.resolve("environment.yml"), "name: ../../x\n");
    Files.writeString(service.resolve(".venv"), "no folder\n");
    Files.writeString(service.resolve("Pipfile"), "");
    assertThat(found().why()).startsWith("python3 of the PATH");
  }

  /** The same hashes, by the words of the tools' own sources. */
  private static final class Hashes {

    static String hash(Path folder) throws Exception {
      return python(
          "import"
              + " sys,hashlib,base64,os;print(base64.urlsafe_b64encode(hashlib.sha256(os.path.normcase(os.path.realpath(sys.argv[1])).encode()).digest()).decode()[:8])",
          folder);
    }

    static String pipenv(Path folder) throws Exception {
      return python(
          "import"
              + " sys,hashlib,base64;print(base64.urlsafe_b64encode(hashlib.sha256(sys.argv[1].encode()).digest()[:6]).decode())",
          folder.resolve("Pipfile"));
    }

    private static String python(String program, Path argument) throws Exception {
      Process process = new ProcessBuilder("python3", "-c", program, argument.toString()).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).isZero();
      return said;
    }
  }
}
