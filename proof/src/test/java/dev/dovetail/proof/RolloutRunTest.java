package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dovetail.core.plan.Breach;
import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Rollout;
import dev.dovetail.core.plan.RolloutReader;
import dev.dovetail.core.plan.Shape;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import dev.dovetail.core.plan.Version;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Repository;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.workspace.AtCommit;
import dev.dovetail.workspace.Configuration.Versions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans of {@code scripts/plan-example}, gone for real: the code of each commit runs against a real
 * server, old beside new, in the order that the plan gives, and in each order that it says breaks.
 */
class RolloutRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What two versions of a Java service know. */
  private enum Old {
    draft,
    submitted
  }

  private enum Late {
    draft,
    submitted,
    scored
  }

  @TempDir static Path temporary;
  private static Path repository;
  private static DisposablePostgres postgres;
  private static RealAlembic.Running alembic;
  private static Process python;
  private static BufferedWriter asks;
  private static BufferedReader answers;
  private static int databases;

  @BeforeAll
  static void start() throws Exception {
    List<RealAlembic> alembics = RealAlembic.found();
    assumeFalse(alembics.isEmpty(), "no Python with Alembic, SQLAlchemy and psycopg2 was found");
    List<PostgresBinaries> binaries = PostgresBinaries.found();
    assumeFalse(binaries.isEmpty(), "no PostgreSQL server on this machine");
    repository = temporary.resolve("orders");
    run("sh", "../scripts/plan-example", repository.toString());
    postgres = DisposablePostgres.start(binaries.getFirst());
    alembic = alembics.getFirst().start();
    ProcessBuilder builder = new ProcessBuilder(alembics.getFirst().python(), "-c", script());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(postgres.environment("postgres"));
    python = builder.start();
    asks =
        new BufferedWriter(
            new OutputStreamWriter(python.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() throws Exception {
    if (python != null) {
      asks.close();
      python.waitFor();
    }
    if (alembic != null) {
      alembic.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void a_prepared_revision_goes_out_in_the_order_of_the_plan() throws Exception {
    assertThat(walked("v1", "prepared")).isEmpty();
    assertThat(walked("prepared", "v2")).isEmpty();
  }

  @Test
  void with_a_release_between_nothing_breaks_and_without_it_each_order_does() throws Exception {
    assertThat(walked("v1", "v2")).isEmpty();
    assertThat(foretold("v1", "v2")).isEqualTo(3);
  }

  @Test
  void a_rename_in_place_breaks_and_the_long_way_does_not() throws Exception {
    assertThat(walked("v2", "renamed")).isEmpty();
    assertThat(foretold("v2", "renamed")).isEqualTo(3);
  }

  @Test
  void what_a_service_never_learns_breaks_it() throws Exception {
    assertThat(foretold("v2", "forgotten")).isGreaterThan(1);
  }

  @Test
  void where_a_service_is_written_in_Java_it_is_the_same() throws Exception {
    Part part = part("v1", "v2");
    Walk walk = new Walk(part.gone(), "v1", "v2", false, true);
    for (Step step : part.steps().orElseThrow()) {
      assertThat(walk.go(step)).as("%s", step).isEmpty();
    }
    for (Story story : ((Outcome.None) part.asItStands()).stories()) {
      breaks(new Walk(part.rollout(), "v1", "v2", false, true), story);
    }
  }

  @Test
  void a_type_made_anew_breaks_what_was_prepared_before() throws Exception {
    postgres.create("anew");
    try (Connection service = postgres.connect("anew");
        Statement sent = service.createStatement();
        Connection migration = postgres.connect("anew");
        Statement ddl = migration.createStatement()) {
      ddl.execute("CREATE TYPE state AS ENUM ('open', 'late')");
      ddl.execute("CREATE TABLE tasks (state state)");
      sent.execute("PREPARE looking AS SELECT state FROM tasks");
      sent.execute("EXECUTE looking");
      ddl.execute("ALTER TYPE state RENAME TO state_old");
      ddl.execute("CREATE TYPE state AS ENUM ('open')");
      ddl.execute("ALTER TABLE tasks ALTER state TYPE state USING state::text::state");
      assertThatThrownBy(() -> sent.execute("EXECUTE looking"))
          .hasMessageContaining("cached plan must not change result type");
    }
  }

  /** What goes wrong on the way that the plan gives. */
  private static List<String> walked(String from, String to) throws Exception {
    Part part = part(from, to);
    boolean split = part.detour().filter(Part.Detour::split).isPresent();
    Walk walk = new Walk(part.gone(), from, to, split, false);
    List<String> wrong = new ArrayList<>();
    for (Step step : part.steps().orElseThrow()) {
      walk.go(step).forEach(fault -> wrong.add(step + ": " + fault));
    }
    return wrong;
  }

  /** Goes each order that is said to break. */
  private static int foretold(String from, String to) throws Exception {
    Part part = part(from, to);
    List<Story> stories = ((Outcome.None) part.asItStands()).stories();
    for (Story story : stories) {
      breaks(new Walk(part.rollout(), from, to, false, false), story);
    }
    return stories.size();
  }

  private static void breaks(Walk walk, Story story) throws Exception {
    List<Step> steps = story.steps();
    for (Step step : steps.subList(0, steps.size() - 1)) {
      assertThat(walk.go(step)).as("%s of %s", step, story).isEmpty();
    }
    String faults = String.join("\n", walk.go(steps.getLast()));
    switch (story.breach()) {
      case Breach.Refused refused ->
          assertThat(faults)
              .as("%s", story)
              .contains(refused.version(), "invalid input value for enum", refused.label());
      case Breach.Unread unread ->
          assertThat(faults)
              .as("%s", story)
              .contains(unread.version(), unread.label())
              .containsAnyOf("LookupError", "IllegalArgumentException");
      case Breach.Missing missing -> throw new AssertionError(story);
      case Breach.InTheWay way -> throw new AssertionError(story);
    }
  }

  private static Part part(String from, String to) throws Exception {
    Repository git = Repository.holding(repository);
    try (Blobs blobs = git.blobs()) {
      Plan plan = RolloutReader.plan(side(git, blobs, from), side(git, blobs, to));
      assertThat(plan.doubts()).isEmpty();
      assertThat(plan.parts()).hasSize(1);
      return plan.parts().getFirst();
    }
  }

  private static Side side(Repository git, Blobs blobs, String name) throws Exception {
    return AtCommit.side(
        AtCommit.tree(git, blobs, git.commit(name)), name, "orders", Versions.open());
  }

  /** A rollout under way. */
  private static final class Walk {
    private final Rollout rollout;
    private final Path late;
    private final boolean split;
    private final boolean java;
    private final String database = fresh();
    private final List<Version> running = new ArrayList<>();

    Walk(Rollout rollout, String from, String to, boolean split, boolean java) throws Exception {
      this.rollout = rollout;
      this.late = checkout(to);
      this.split = split;
      this.java = java;
      postgres.create(database);
      upgrade(checkout(from), "head");
      rollout.parties().forEach(party -> running.add(party.versions().getFirst()));
      assertThat(play(running)).isEmpty();
    }

    /** What goes wrong. */
    List<String> go(Step step) throws Exception {
      switch (step) {
        case Step.Migrate migrate -> {
          if (split) {
            expand();
          } else {
            upgrade(
                late,
                rollout.ladders().get(migrate.ladder()).rungs().get(migrate.rung()).revision());
          }
        }
        case Step.Deploy deploy -> {
          Version next = rollout.parties().get(deploy.party()).versions().get(deploy.to());
          List<Version> both = new ArrayList<>(running);
          both.add(next);
          running.set(deploy.party(), next);
          return play(both);
        }
        case Step.Clear clear ->
            sql(
                "UPDATE orders SET status = '%s' WHERE status = '%s'"
                    .formatted(
                        rollout.places().get(clear.place()).successors().get(clear.label()),
                        clear.label()));
      }
      return play(running);
    }

    private void expand() throws SQLException {
      Shape.Labels all = (Shape.Labels) rollout.places().getFirst().shapes().getLast();
      for (String label : all.labels()) {
        sql("ALTER TYPE order_status ADD VALUE IF NOT EXISTS '%s'".formatted(label));
      }
    }

    private void upgrade(Path folder, String revision) {
      Map<String, String> environment = new TreeMap<>(postgres.environment(database));
      environment.put("DATABASE_URL", postgres.url("postgresql+psycopg2", database));
      JsonNode came =
          alembic.run(
              folder.resolve("services/web"), environment, List.of(List.of("upgrade", revision)));
      assertThat(came.path("ok").asBoolean()).as("%s", came).isTrue();
    }

    private void sql(String statement) throws SQLException {
      try (Connection connection = postgres.connect(database);
          Statement sending = connection.createStatement()) {
        sending.execute(statement);
      }
    }

    /** Each version, twice, so that each meets what the others wrote. */
    private List<String> play(List<Version> versions) throws Exception {
      List<String> faults = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (Version version : versions) {
          boolean inJava = java && version.name().startsWith("web@");
          (inJava ? jdbc(version) : alchemy(version))
              .ifPresent(fault -> faults.add(version.name() + ": " + fault));
        }
      }
      return faults;
    }

    private Optional<String> alchemy(Version version) throws Exception {
      Version.Knows knows = version.knows().getFirst().orElseThrow();
      ObjectNode request = JSON.createObjectNode();
      request.put("url", postgres.url("postgresql+psycopg2", database));
      request.put("source", source(version, knows.reads().orElseThrow()));
      request.set("writes", JSON.valueToTree(knows.writes()));
      asks.write(JSON.writeValueAsString(request));
      asks.newLine();
      asks.flush();
      JsonNode answer = JSON.readTree(answers.readLine());
      return answer.has("ok")
          ? Optional.empty()
          : Optional.of(answer.path("error").asText() + ": " + answer.path("message").asText());
    }

    /** The code of the commit; of a release that is yet to be cut, code as it is to be. */
    private static String source(Version version, List<String> reads) throws Exception {
      String[] name = version.name().split("@");
      boolean cut = name[1].equals("reads-both") || name[1].equals("writes-new");
      Path models = checkout(cut ? "v1" : name[1]).resolve("services/" + name[0] + "/models.py");
      String text = Files.readString(models);
      if (!cut) {
        return text;
      }
      StringBuilder members = new StringBuilder("class OrderStatus(str, Enum):\n");
      reads.forEach(label -> members.append("    %s = \"%s\"\n".formatted(label, label)));
      int start = text.indexOf("class OrderStatus");
      return text.substring(0, start) + members + text.substring(text.indexOf("\n\nclass Order("));
    }

    private Optional<String> jdbc(Version version) throws SQLException {
      Version.Knows knows = version.knows().getFirst().orElseThrow();
      boolean isLate = knows.reads().orElseThrow().contains("scored");
      try (Connection connection = postgres.connect(database)) {
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO orders (status) VALUES (?::order_status)")) {
          for (String label : knows.writes()) {
            insert.setString(1, label);
            insert.executeUpdate();
          }
        }
        try (Statement query = connection.createStatement();
            ResultSet rows = query.executeQuery("SELECT status FROM orders")) {
          while (rows.next()) {
            String label = rows.getString(1);
            assertThat(isLate ? Late.valueOf(label) : Old.valueOf(label)).hasToString(label);
          }
        }
        return Optional.empty();
      } catch (SQLException | IllegalArgumentException e) {
        return Optional.of(e.toString());
      }
    }
  }

  private static String fresh() {
    databases++;
    return "rollout" + databases;
  }

  private static Path checkout(String tag) throws Exception {
    Path folder = temporary.resolve("at-" + tag);
    if (!Files.exists(folder)) {
      Files.createDirectory(folder);
      Path tar = temporary.resolve(tag + ".tar");
      run("git", "-C", repository.toString(), "archive", "-o", tar.toString(), tag);
      run("tar", "-xf", tar.toString(), "-C", folder.toString());
    }
    return folder;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String script() throws IOException {
    try (InputStream script = RolloutRunTest.class.getResourceAsStream("rollout.py")) {
      if (script == null) {
        throw new AssertionError("rollout.py is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
