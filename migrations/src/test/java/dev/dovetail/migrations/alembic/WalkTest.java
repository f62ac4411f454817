package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.migrations.alembic.Walk.Vertex;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of revisions: by example, and held against the real Alembic where there is one. */
final class WalkTest {

  private static final int GRAPHS = 3000;

  private static final String REAL =
      """
      import sys
      from alembic.script.revision import Revision, RevisionMap

      def revision(word):
          name, down, deps = word.split("|")
          down = tuple(d for d in down.split(",") if d)
          deps = tuple(d for d in deps.split(",") if d)
          return Revision(name, (down if len(down) > 1 else down[0]) if down else None,
                          dependencies=deps or None)

      for line in sys.stdin:
          words = line.split()
          graph = RevisionMap(lambda: [revision(word) for word in words])
          walk = graph.iterate_revisions("heads", "base", implicit_base=True)
          print(" ".join([r.revision for r in walk][::-1]))
      """;

  @Test
  void the_second_parent_of_a_merge_runs_first() {
    assertThat(order(List.of(v("base"), v("a", "base"), v("b", "base"), v("m", "a", "b"))))
        .containsExactly("base", "b", "a", "m");
  }

  @Test
  void a_dependency_runs_before_what_depends_on_it() {
    assertThat(order(List.of(new Vertex("y", List.of(), List.of("x")), v("x"))))
        .containsExactly("x", "y");
  }

  @Test
  void a_chain_of_many_revisions_takes_no_deep_stack() {
    List<Vertex> chain = new ArrayList<>(List.of(v("r0")));
    for (int i = 1; i < 5000; i++) {
      chain.add(v("r" + i, "r" + (i - 1)));
    }
    assertThat(order(chain)).hasSize(5000).startsWith("r0", "r1").endsWith("r4999");
  }

  @Test
  void random_graphs_run_in_the_order_of_the_real_alembic(@TempDir Path folder) throws Exception {
    Optional<String> python = pythonWithAlembic();
    assumeTrue(python.isPresent(), "no python3 with alembic on the PATH or in DOVETAIL_PYTHON");
    List<List<Vertex>> graphs = new ArrayList<>();
    StringBuilder input = new StringBuilder();
    for (int seed = 0; seed < GRAPHS; seed++) {
      List<Vertex> graph = randomGraph(new Random(seed));
      graphs.add(graph);
      input.append(String.join(" ", graph.stream().map(WalkTest::word).toList())).append('\n');
    }
    Path in = Files.writeString(folder.resolve("graphs.txt"), input);
    Path out = folder.resolve("orders.txt");
    Process process =
        new ProcessBuilder(python.get(), "-c", REAL)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    List<String> real = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(real).hasSize(GRAPHS);
    for (int seed = 0; seed < GRAPHS; seed++) {
      assertThat(String.join(" ", order(graphs.get(seed))))
          .as("seed %d: %s", seed, graphs.get(seed))
          .isEqualTo(real.get(seed));
    }
  }

  private static Optional<String> pythonWithAlembic() throws IOException, InterruptedException {
    List<String> pythons = new ArrayList<>();
    Optional.ofNullable(System.getenv("DOVETAIL_PYTHON")).ifPresent(pythons::add);
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      Path python = Path.of(folder, "python3");
      if (Files.isExecutable(python)) {
        pythons.add(python.toString());
      }
    }
    for (String python : pythons) {
      Process process =
          new ProcessBuilder(python, "-c", "import alembic.script.revision")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private static Vertex v(String id, String... parents) {
    return new Vertex(id, List.of(parents), List.of());
  }

  private static String word(Vertex vertex) {
    return vertex.id()
        + "|"
        + String.join(",", vertex.parents())
        + "|"
        + String.join(",", vertex.dependsOn());
  }

  private static List<String> order(List<Vertex> graph) {
    Map<String, Vertex> vertices = new LinkedHashMap<>();
    graph.forEach(vertex -> vertices.put(vertex.id(), vertex));
    Set<String> named = new HashSet<>();
    graph.forEach(vertex -> named.addAll(vertex.parents()));
    graph.forEach(vertex -> named.addAll(vertex.dependsOn()));
    return Walk.order(
        vertices, vertices.keySet().stream().filter(id -> !named.contains(id)).toList());
  }

  /** Up to fourteen revisions with branches, merges and at most one dependency each. */
  private static List<Vertex> randomGraph(Random random) {
    List<Vertex> graph = new ArrayList<>();
    int size = 1 + random.nextInt(14);
    for (int i = 0; i < size; i++) {
      List<String> ids = graph.stream().map(Vertex::id).toList();
      List<String> parents = new ArrayList<>();
      if (!ids.isEmpty() && random.nextInt(10) > 0) {
        parents.add(ids.get(Math.max(0, ids.size() - 1 - random.nextInt(3))));
        if (random.nextInt(4) == 0 && ids.size() > 1) {
          String other = ids.get(random.nextInt(ids.size()));
          // Alembic has no sensible merge of a revision with its own ancestor.
          if (!ancestors(graph, parents.getFirst()).contains(other)
              && !ancestors(graph, other).contains(parents.getFirst())) {
            parents.add(random.nextInt(2), other);
          }
        }
      }
      List<String> dependsOn = new ArrayList<>();
      if (!ids.isEmpty() && random.nextInt(7) == 0) {
        String other = ids.get(random.nextInt(ids.size()));
        if (!parents.contains(other)) {
          dependsOn.add(other);
        }
      }
      graph.add(new Vertex("n" + i, parents, dependsOn));
    }
    Collections.shuffle(graph, random);
    return graph;
  }

  private static Set<String> ancestors(List<Vertex> graph, String start) {
    Set<String> seen = new HashSet<>();
    List<String> todo = new ArrayList<>(List.of(start));
    while (!todo.isEmpty()) {
      String id = todo.removeLast();
      if (seen.add(id)) {
        graph.stream().filter(v -> v.id().equals(id)).forEach(v -> todo.addAll(v.parents()));
      }
    }
    return seen;
  }
}
