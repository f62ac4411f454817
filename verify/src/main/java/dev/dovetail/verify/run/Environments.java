package dev.dovetail.verify.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the tools of Python keep the environment of a project, by what they leave on the disk; none
 * of them is started.
 */
final class Environments {

  private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([\\w.-]+)");
  private static final Pattern PREFIX = Pattern.compile("(?m)^prefix:\\s*[\"']?([^\\s\"']+)");
  private static final Pattern KEPT_IN =
      Pattern.compile("(?m)^\\s*(?:virtualenvs\\.)?path\\s*=\\s*[\"']([^\"']+)");
  private static final Pattern CACHE = Pattern.compile("(?m)^\\s*cache-dir\\s*=\\s*[\"']([^\"']+)");

  private final Map<String, String> environment;
  private final Path home;

  Environments(Map<String, String> environment) {
    this.environment = environment;
    this.home =
        Path.of(environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", "/")));
  }

  /** An environment, or an interpreter itself, and whose it is. */
  record Kept(Path place, String by) {}

  /** What belongs to the project that stands in a folder, the likeliest first. */
  List<Kept> of(Path folder) {
    List<Kept> kept = new ArrayList<>();
    uv(folder, kept);
    for (String name : List.of(".venv", "venv")) {
      kept.add(new Kept(folder.resolve(name), ""));
    }
    for (String name : List.of("env", ".conda")) {
      if (Files.exists(folder.resolve(name).resolve("pyvenv.cfg"))
          || Files.isDirectory(folder.resolve(name).resolve("conda-meta"))) {
        kept.add(new Kept(folder.resolve(name), ""));
      }
    }
    text(folder.resolve(".pdm-python"))
        .flatMap(said -> path(folder, said))
        .ifPresent(python -> kept.add(new Kept(python, "pdm")));
    poetry(folder, kept);
    pipenv(folder, kept);
    conda(folder, kept);
    return kept;
  }

  /** The packages that pdm keeps beside the code, by the version of Python that they are for. */
  static List<Path> beside(Path folder) {
    return matching(folder.resolve("__pypackages__"), name -> name.matches("3\\.\\d+"));
  }

  private void uv(Path folder, List<Kept> kept) {
    String said = environment.getOrDefault("UV_PROJECT_ENVIRONMENT", "");
    if (!said.isEmpty() && Files.exists(folder.resolve("uv.lock"))) {
      path(folder, said).ifPresent(place -> kept.add(new Kept(place, "uv")));
    }
  }

  // ---- poetry

  private void poetry(Path folder, List<Kept> kept) {
    boolean uses =
        Files.exists(folder.resolve("poetry.lock"))
            || text(folder.resolve("pyproject.toml"))
                .filter(text -> text.contains("[tool.poetry"))
                .isPresent();
    if (!uses) {
      return;
    }
    String mark = "-" + hash(real(folder).toString(), 32).substring(0, 8);
    for (Path place : poetryPlaces(folder)) {
      List<Path> found =
          matching(place, name -> name.matches(".*" + Pattern.quote(mark) + "-py\\d.*"));
      // The newest Python's last, by number: py3.9 before py3.11.
      found.stream()
          .sorted((one, other) -> Integer.compare(minor(other), minor(one)))
          .forEach(it -> kept.add(new Kept(it, "poetry")));
    }
  }

  private static int minor(Path environment) {
    String digits = environment.getFileName().toString().replaceFirst(".*-py\\d+\\.?", "");
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : -1;
  }

  private List<Path> poetryPlaces(Path folder) {
    List<Path> places = new ArrayList<>();
    Optional<String> configured = text(folder.resolve("poetry.toml"));
    Optional<String> cacheSaid =
        said("POETRY_CACHE_DIR").or(() -> configured.flatMap(text -> first(CACHE, text)));
    List<Path> caches =
        cacheSaid
            .flatMap(text -> path(folder, text))
            .map(List::of)
            .orElseGet(() ->
                List.of(
                    said("XDG_CACHE_HOME")
                        .flatMap(text -> path(home, text))
                        .orElse(home.resolve(".cache"))
                        .resolve("pypoetry"),
                    home.resolve("Library/Caches/pypoetry")));
    said("POETRY_VIRTUALENVS_PATH")
        .or(() -> configured.flatMap(text -> first(KEPT_IN, text)))
        .map(text ->
            text.replace("{cache-dir}", caches.get(0).toString())
                .replace("{project-dir}", folder.toString()))
        .flatMap(text -> path(folder, text))
        .ifPresent(places::add);
    caches.forEach(cache -> places.add(cache.resolve("virtualenvs")));
    return places;
  }

  // ---- pipenv

  private void pipenv(Path folder, List<Kept> kept) {
    if (!Files.exists(folder.resolve("Pipfile"))) {
      return;
    }
    Path place =
        said("WORKON_HOME")
            .flatMap(text -> path(home, text))
            .orElseGet(() ->
                said("XDG_DATA_HOME")
                    .flatMap(text -> path(home, text))
                    .orElse(home.resolve(".local/share"))
                    .resolve("virtualenvs"));
    text(folder.resolve(".venv"))
        .flatMap(said -> path(said.contains("/") ? folder : place, said))
        .ifPresent(it -> kept.add(new Kept(it, "pipenv")));
    String mark = "-" + hash(folder.resolve("Pipfile").toString(), 6);
    matching(place, name -> name.contains(mark)).forEach(it -> kept.add(new Kept(it, "pipenv")));
  }

  // ---- conda

  private void conda(Path folder, List<Kept> kept) {
    for (String file : List.of("environment.yml", "environment.yaml")) {
      Optional<String> said = text(folder.resolve(file));
      said.flatMap(text -> first(PREFIX, text))
          .flatMap(prefix -> path(folder, prefix))
          .ifPresent(it -> kept.add(new Kept(it, "conda")));
      Optional<String> name = said.flatMap(text -> first(NAME, text));
      name.ifPresent(known -> condaPlaces(known).forEach(it -> kept.add(new Kept(it, "conda"))));
    }
  }

  private List<Path> condaPlaces(String name) {
    List<Path> places = new ArrayList<>();
    Stream.of("CONDA_ENVS_PATH", "CONDA_ENVS_DIRS")
        .flatMap(variable -> said(variable).stream())
        .flatMap(text -> Arrays.stream(text.split(java.io.File.pathSeparator, -1)))
        .flatMap(text -> path(home, text).stream())
        .forEach(place -> places.add(place.resolve(name)));
    said("MAMBA_ROOT_PREFIX")
        .flatMap(text -> path(home, text))
        .ifPresent(root -> places.add(root.resolve("envs").resolve(name)));
    text(home.resolve(".conda/environments.txt")).stream()
        .flatMap(String::lines)
        .flatMap(line -> path(home, line).stream())
        .filter(it -> it.endsWith(name))
        .forEach(places::add);
    for (String distribution :
        List.of("miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba", ".conda")) {
      places.add(home.resolve(distribution).resolve("envs").resolve(name));
    }
    for (String distribution : List.of("conda", "miniconda3", "anaconda3", "miniforge3")) {
      places.add(Path.of("/opt", distribution, "envs", name));
    }
    return places;
  }

  // ---- what stands on the disk

  private Optional<String> said(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Optional<Path> path(Path from, String text) {
    String plain = text.strip();
    try {
      return plain.isEmpty()
          ? Optional.empty()
          : Optional.of(
              plain.startsWith("~/") ? home.resolve(plain.substring(2)) : from.resolve(plain));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) < 1 << 20
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> matching(Path folder, Predicate<String> wanted) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (Path entry : entries) {
          if (wanted.test(entry.getFileName().toString())) {
            found.add(entry);
          }
        }
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        return List.of();
      }
    }
    found.sort(null);
    return found;
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  /** As poetry and pipenv tell projects of one name apart. */
  private static String hash(String text, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
