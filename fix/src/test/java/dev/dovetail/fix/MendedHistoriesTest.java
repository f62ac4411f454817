package dev.dovetail.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.OverlayTree;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DatabaseSession;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Told = replayed, after a fix: services whose migrations are SQL are invented with labels missing,
 * spelled otherwise and left over, and with what hangs on them; they are mended until nothing is to
 * be mended; then what is told of the files is what a server makes of them. {@code -Dseeds=200
 * -Dseed=7} makes a campaign of it.
 */
class MendedHistoriesTest extends OnServer {

  private static final ObjectName TYPE = new ObjectName("public", "task_state");
  private static final List<String> WORDS =
      List.of("open", "on hold", "won't do", "done", "in_review", "a:b", "grün");

  @TempDir Path root;

  @TestFactory
  Stream<DynamicTest> what_is_told_of_mended_files_is_what_they_make() {
    long first = Long.getLong("seed", 1);
    return LongStream.range(first, first + Integer.getInteger("seeds", 12))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> holds(seed)));
  }

  private void holds(long seed) throws Exception {
    Path folder = Files.createDirectories(root.resolve("seed" + seed));
    List<String> declared = invent(new Random(seed), folder);

    int fixes = 0;
    for (MendingReport report = mend(folder); !report.mended().isEmpty(); report = mend(folder)) {
      assertThat(report.mended()).allSatisfy(it -> assertThat(it.withheld()).isEmpty());
      for (Mended mended : report.mended()) {
        for (FileChange file : mended.files()) {
          Files.writeString(folder.resolve(file.path()), file.after());
          fixes++;
        }
      }
      assertThat(fixes).as("fixes without an end").isLessThan(9);
    }

    Schema told = told(folder);
    Schema made = made(folder);
    assertThat(fixes).isPositive();
    assertThat(SchemaDifference.between(told, made, Measure.FORETOLD)).isEmpty();
    assertThat(told.enums().get(TYPE).texts()).isEqualTo(made.enums().get(TYPE).texts());
    assertThat(made.enums().get(TYPE).texts()).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static MendingReport mend(Path folder) throws Exception {
    return Mending.of(
        FolderTree.of(folder),
        "tasks",
        Versions.open(),
        new Wanted(List.of(), List.of(), LocalDateTime.of(2025, 9, 1, 12, 30, 15), false),
        () -> server,
        RunOptions.in(folder),
        line -> {});
  }

  private static Schema told(Path folder) throws Exception {
    OverlayTree tree = new OverlayTree(FolderTree.of(folder), new TreeMap<>());
    ServiceFacts facts = State.of(tree, "tasks", Versions.open()).facts("tasks").orElseThrow();
    return facts.told().orElseThrow().schema();
  }

  /** By the server alone: each file in its turn, as it stands. */
  private static Schema made(Path folder) throws Exception {
    Database database = server.fresh();
    try (Stream<Path> files = Files.list(folder.resolve("tasks/migrations"));
        DatabaseSession session = database.session()) {
      for (Path file : files.filter(it -> !it.toString().endsWith(".down.sql")).sorted().toList()) {
        assertThat(session.send(Files.readString(file))).as(file.toString()).isEmpty();
      }
    }
    return database.introspect();
  }

  // ---- inventing

  /** Writes a service whose type is not what its code says, and gives what the code says. */
  private static List<String> invent(Random random, Path folder) throws IOException {
    List<String> declared = new ArrayList<>(WORDS);
    Collections.shuffle(declared, random);
    declared = List.copyOf(declared.subList(0, 3 + random.nextInt(WORDS.size() - 2)));
    String kept = declared.getFirst();
    List<String> labels = new ArrayList<>(List.of(kept));
    for (String label : declared.subList(1, declared.size())) {
      switch (random.nextInt(4)) {
        case 0 -> {}
        case 1 -> labels.add(label.toUpperCase(Locale.ROOT));
        default -> labels.add(label);
      }
    }
    boolean leftOver = random.nextInt(3) == 0 || labels.equals(declared);
    if (leftOver) {
      labels.add(random.nextInt(labels.size() + 1), "lost");
      Files.writeString(
          folder.resolve("dovetail.toml"),
          "[removals.task_state]\nlost = \"%s\"\n".formatted(kept));
    }
    Files.createDirectories(folder.resolve("tasks/migrations"));
    Files.writeString(folder.resolve("tasks/models.py"), model(declared));
    int later = random.nextInt(labels.size());
    write(
        folder,
        "0001_tasks",
        "CREATE TYPE task_state AS ENUM (%s);\n"
                .formatted(
                    labels.subList(0, later + 1).stream()
                        .map(MendedHistoriesTest::quoted)
                        .collect(Collectors.joining(", ")))
            + "CREATE TABLE task (id serial PRIMARY KEY, state task_state NOT NULL DEFAULT %s);\n"
                .formatted(
                    quoted(
                        leftOver && later >= labels.indexOf("lost") ? "lost" : labels.getFirst())),
        "DROP TABLE task;\nDROP TYPE task_state;\n");
    for (int i = later + 1; i < labels.size(); i++) {
      write(
          folder,
          "%04d_more".formatted(i + 1),
          "ALTER TYPE task_state ADD VALUE %s;\n".formatted(quoted(labels.get(i))),
          "SELECT 1;\n");
    }
    write(folder, "0020_around", around(random, quoted(kept)), "");
    return declared;
  }

  private static void write(Path folder, String name, String up, String down) throws IOException {
    Path migrations = folder.resolve("tasks/migrations");
    Files.writeString(migrations.resolve(name + ".up.sql"), up);
    Files.writeString(migrations.resolve(name + ".down.sql"), down);
  }

  /** What hangs on the type. */
  private static String around(Random random, String label) {
    StringBuilder sql = new StringBuilder("CREATE INDEX ix_id ON task (id, state);\n");
    List<String> kinds =
        List.of(
            "CREATE INDEX ix_one ON task (id) WHERE state = %s;\n",
            "ALTER TABLE task ADD CONSTRAINT ck CHECK (state <> %s OR id > 0);\n",
            "CREATE VIEW waiting AS SELECT id, state FROM task WHERE state = %s;\n",
            "CREATE TABLE log (was task_state DEFAULT %s, id int REFERENCES task (id));\n",
            "CREATE MATERIALIZED VIEW held AS SELECT state FROM task WHERE state <> %s;\n",
            "CREATE TABLE many (states task_state[] NOT NULL DEFAULT ARRAY[%s]::task_state[]);\n");
    for (String kind : kinds) {
      if (random.nextBoolean()) {
        sql.append(kind.formatted(label));
      }
    }
    return sql.toString();
  }

  private static String quoted(String label) {
    return "'" + label.replace("'", "''") + "'";
  }

  private static String model(List<String> labels) {
    StringBuilder members = new StringBuilder();
    for (String label : labels) {
      members.append("    M%d = \"%s\"\n".formatted(WORDS.indexOf(label), label));
    }
    return """
    import enum
    from sqlalchemy import Enum
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


    class Base(DeclarativeBase):
        pass


    class TaskState(enum.StrEnum):
    %s

    class Task(Base):
        __tablename__ = "task"

        id: Mapped[int] = mapped_column(primary_key=True)
        state: Mapped[TaskState] = mapped_column(
            Enum(TaskState, name="task_state", values_callable=lambda e: [m.value for m in e])
        )
    """
        .formatted(members);
  }
}
