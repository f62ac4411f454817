package dev.dovetail.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, nothing is thrown, every place is in it, and nothing is dropped in silence.
 */
class MutationTest {

  @Test
  void spoilt_files_are_read_without_a_throw_and_within_the_text() throws IOException {
    List<Path> files = Judge.find().map(Judge::library).orElse(List.of());
    assumeTrue(!files.isEmpty(), "no Python library here to take files from");
    long seed = 7;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Mutations mutations = new Mutations(seed);
    int read = 0;
    while (read < 400) {
      byte[] bytes = Files.readAllBytes(files.get(random.nextInt(files.size())));
      if (bytes.length < 40_000
          && PythonSource.decode(bytes) instanceof PythonSource.Text decoded) {
        String text = decoded.text();
        for (int i = 0; i < 5; i++) {
          text = mutations.spoil(text);
        }
        check(text);
        read++;
      }
    }
  }

  private static void check(String text) {
    PythonFile file = PythonParser.parse("a.py", text);
    assertThat(PythonParser.parse("a.py", text)).isEqualTo(file);
    // As the reader counts lines: there is a last one behind the last line end.
    String[] lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
    file.errors().forEach(problem -> within(problem.span(), lines));
    Span before = new Span(1, 1, 1, 1);
    for (Node.Stmt statement : file.body()) {
      within(statement.span(), lines);
      assertThat(statement.span()).isGreaterThanOrEqualTo(before);
      before = statement.span();
      if (statement instanceof Node.Unparsed) {
        assertThat(file.errors()).isNotEmpty();
      }
    }
  }

  private static void within(Span span, String[] lines) {
    assertThat(span.endLine()).isLessThanOrEqualTo(lines.length);
    assertThat(span.column()).isLessThanOrEqualTo(width(lines[span.line() - 1]) + 1);
    assertThat(span.endColumn()).isLessThanOrEqualTo(width(lines[span.endLine() - 1]) + 1);
  }

  private static int width(String line) {
    return line.codePointCount(0, line.length());
  }
}
