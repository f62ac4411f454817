package dev.dovetail.python.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs written at random come to what the real Python makes of them. */
class DifferentialTest {

  private static final int PROGRAMS = 2_000;
  private static final long SEED = 20_250_101;

  @TempDir Path folder;

  @Test
  void random_programs_evaluate_as_in_python() throws IOException, InterruptedException {
    Optional<Path> python = Pythons.find();
    assumeTrue(python.isPresent(), "no python3 on the PATH or in DOVETAIL_PYTHON");
    List<String> programs = new ArrayList<>();
    for (int i = 0; i < PROGRAMS; i++) {
      programs.add(new ProgramGenerator(SEED + i).program());
      Files.writeString(folder.resolve(String.format("p%05d.py", i)), programs.get(i));
    }
    List<String> expected = run(python.get());
    assertThat(expected).hasSize(PROGRAMS);
    int unknown = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      String ours = evaluate(programs.get(i));
      if (ours.startsWith("?")) {
        unknown++;
      } else if (!expected.get(i).equals("!SyntaxError")) { // that is the parser's matter
        assertThat(ours).as("seed %d\n%s", SEED + i, programs.get(i)).isEqualTo(expected.get(i));
      }
    }
    System.out.printf(
        "%d random programs agree with Python, %d more are unknown%n", PROGRAMS - unknown, unknown);
    assertThat(unknown).isLessThan(PROGRAMS / 50);
  }

  @Test
  void written_programs_evaluate_as_in_python() throws IOException, InterruptedException {
    Optional<Path> python = Pythons.find();
    assumeTrue(python.isPresent(), "no python3 on the PATH or in DOVETAIL_PYTHON");
    List<String> programs = written();
    for (int i = 0; i < programs.size(); i++) {
      Files.writeString(folder.resolve(String.format("p%05d.py", i)), programs.get(i));
    }
    List<String> expected = run(python.get());
    assertThat(expected).hasSameSizeAs(programs);
    for (int i = 0; i < programs.size(); i++) {
      // An older Python than 3.10 knows no match.
      if (!expected.get(i).equals("!SyntaxError")) {
        assertThat(evaluate(programs.get(i))).as(programs.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  private static List<String> written() throws IOException {
    try (InputStream in = DifferentialTest.class.getResourceAsStream("programs.txt")) {
      assertThat(in).isNotNull();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(all.strip().substring("# ---- ".length()).split("\n# ---- ")).stream()
          .map(program -> "# " + program + "\n")
          .toList();
    }
  }

  private static String evaluate(String program) {
    Evaluation evaluation = Evaluation.of(program);
    return switch (evaluation.load()) {
      case Completion.Returned returned -> evaluation.shown("result");
      case Completion.Raised raised -> "!" + raised.exception().type();
    };
  }

  private List<String> run(Path python) throws IOException, InterruptedException {
    Path script = folder.resolve("run.py");
    Files.writeString(
        script,
        """
        import glob, os, sys
        for path in sorted(glob.glob(os.path.join(sys.argv[1], "p*.py"))):
            names = {}
            try:
                with open(path, encoding="utf-8") as f:
                    exec(compile(f.read(), path, "exec"), names)
                line = repr(names["result"])
            except Exception as e:
                line = "!" + type(e).__name__
            sys.stdout.buffer.write((line + "\\n").encode("utf-8"))
        """);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(python.toString(), script.toString(), folder.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }
}
