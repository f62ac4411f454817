package dev.dovetail.cli;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of the classroom in a folder of its own, with a history that could have been. */
final class DemoPlace {

  private static final String STATUSES = "libs/common_core/src/common_core/status_enums.py";
  private static final String LAST = "    ESSAY_CRITICAL_FAILURE = \"essay_critical_failure\"\n";

  private final Path folder;
  private final boolean git;

  private DemoPlace(Path folder, boolean git) {
    this.folder = folder;
    this.git = git;
  }

  /**
   * Copies the example, and commits it as two people might have: the migrations first, then all
   * that the code became.
   *
   * @param folder where the copy is to stand
   * @param python runs the migrations of the copy
   * @param git whether there is one
   */
  static DemoPlace of(Path example, Path folder, Optional<FoundPython> python, boolean git)
      throws IOException {
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve(example.relativize(file).toString());
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(file, to);
      }
    }
    if (python.isPresent()) {
      configure(folder, python.get().executable());
    }
    DemoPlace place = new DemoPlace(folder, git);
    place.commit("2025-07-06", "Ada", "Initial Alembic migrations", "services/*/alembic*");
    place.commit("2025-07-17", "Ben", "Refactor: one module for all statuses", ".");
    return place;
  }

  private static void configure(Path folder, Path python) throws IOException {
    StringBuilder services = new StringBuilder();
    try (Stream<Path> all = Files.list(folder.resolve("services"))) {
      for (Path service : all.filter(Files::isDirectory).sorted().toList()) {
        services.append(
            """

            [[service]]
            path = "services/%s"
            python = "%s"
            """
                .formatted(service.getFileName(), python));
      }
    }
    Path configuration = folder.resolve("dovetail.toml");
    Files.writeString(configuration, Files.readString(configuration) + services);
  }

  Path folder() {
    return folder;
  }

  /** The page is written beside the copy. */
  Path page() {
    return folder.resolveSibling("report.html");
  }

  boolean hasGit() {
    return git;
  }

  /** What was mended. */
  void heal() throws IOException {
    commit("2025-11-21", "Cleo", "Bring the enums of the databases up to date", ".");
  }

  /** One more label, in code and migrations: an order for it is to be found. */
  void grow() throws IOException {
    addMember();
    Optional<Told> told = told();
    if (told.isPresent()) {
      Files.writeString(
          folder.resolve(told.get().versions()).resolve("20251201_0900_archive_essays.py"),
          """
          \"""Essays can be archived.\"""

          from alembic import op

          revision = "20251201_0900"
          down_revision = "%s"


          def upgrade() -> None:
              with op.get_context().autocommit_block():
                  op.execute("ALTER TYPE essay_status_enum ADD VALUE IF NOT EXISTS 'essay_archived'")


          def downgrade() -> None:
              pass
          """
              .formatted(told.get().heads().getFirst()));
    }
    commit("2025-12-01", "Ben", "Essays can be archived", ".");
  }

  /** One more label in code alone, about to be committed. */
  void stage() throws IOException {
    addMember();
    git("2025-12-01", "Ben", "add", "--", ".");
  }

  private void addMember() throws IOException {
    Path statuses = folder.resolve(STATUSES);
    Files.writeString(
        statuses,
        Files.readString(statuses)
            .replace(LAST, LAST + "    ESSAY_ARCHIVED = \"essay_archived\"\n"));
  }

  private Optional<Told> told() throws IOException {
    try {
      FolderTree tree = FolderTree.of(folder);
      return Workspace.open(tree, tree.name(), Versions.open()).facts().stream()
          .filter(service -> service.name().equals("essay_lifecycle_service"))
          .findFirst()
          .flatMap(ServiceFacts::told)
          .filter(told -> told.heads().size() == 1);
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }

  private void commit(String day, String author, String subject, String files) throws IOException {
    if (!git) {
      return;
    }
    if (!Files.exists(folder.resolve(".git"))) {
      git(day, author, "-c", "init.defaultBranch=main", "init", "-q");
    }
    git(day, author, "add", "--", files);
    git(day, author, "-c", "commit.gpgsign=false", "commit", "-q", "--no-verify", "-m", subject);
  }

  private void git(String day, String author, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", author);
      environment.put("GIT_" + role + "_EMAIL", author.toLowerCase(Locale.ROOT) + "@example.org");
      environment.put("GIT_" + role + "_DATE", day + "T09:00:00Z");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("git: " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }
}
