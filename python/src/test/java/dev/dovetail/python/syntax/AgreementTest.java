package dev.dovetail.python.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds tokens, trees and verdicts against those of CPython. */
class AgreementTest {

  private static final Optional<Judge> FOUND = Judge.find();

  private Judge judge;

  @BeforeEach
  void find_a_judge() {
    assumeTrue(FOUND.isPresent(), "no Python 3.10 or newer on the path");
    judge = FOUND.orElseThrow();
  }

  @Test
  void agrees_on_the_trees_of_a_whole_standard_library() throws IOException {
    List<byte[]> texts = new ArrayList<>();
    for (Path file : judge.library()) {
      texts.add(Files.readAllBytes(file));
    }
    agree("the standard library", "trees", texts, texts.size() / 2);
  }

  @Test
  void agrees_on_the_tokens_of_a_fifth_of_the_library() throws IOException {
    assumeTrue(judge.placesFields(), "tokens of f-strings came with Python 3.12");
    List<byte[]> texts = new ArrayList<>();
    List<Path> files = judge.library();
    for (int i = 0; i < files.size(); i += 5) {
      texts.add(Files.readAllBytes(files.get(i)));
    }
    agree("a fifth of the library", "tokens", texts, texts.size() / 2);
  }

  @Test
  void agrees_on_spoilt_statements() throws IOException {
    assumeTrue(judge.minor() >= 13, "older Pythons lack syntax that is read here");
    long seed = 20261121;
    Random random = new Random(seed);
    Mutations mutations = new Mutations(seed);
    List<Path> files = judge.library();
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      byte[] bytes = Files.readAllBytes(files.get(random.nextInt(files.size())));
      if (PythonSource.decode(bytes) instanceof PythonSource.Text text) {
        PythonFile file = PythonParser.parse("seed.py", text.text());
        for (int j = 0; j < 10; j++) {
          mutations
              .excerpt(file, text.text(), 40)
              .map(mutations::spoil)
              .filter(spoilt -> !isNewer(spoilt))
              .ifPresent(spoilt -> texts.add(spoilt.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    agree("spoilt statements, seed " + seed, "trees", texts, texts.size() / 10);
  }

  /** Syntax of 3.14, which an older judge does not know. */
  private static boolean isNewer(String text) {
    Tokens tokens = Lexer.read(text);
    for (int i = 0; i < tokens.count(); i++) {
      if (tokens.kind(i) == Kind.T_START || tokens.kind(i) == Kind.EXCEPT) {
        return true;
      }
    }
    return false;
  }

  /** Every verdict is the same, and every tree and token of what both accept. */
  private void agree(String what, String mode, List<byte[]> texts, int leastAccepted) {
    List<String> answers = judge.judge(mode, texts);
    int accepted = 0;
    int rejected = 0;
    int deep = 0;
    List<String> apart = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String answer = answers.get(i);
      if (answer.equals("deep")) {
        deep++;
        continue;
      }
      String own = own(mode, texts.get(i));
      boolean both = answer.startsWith("ok") && own.startsWith("ok");
      boolean neither = answer.startsWith("error") && own.startsWith("error");
      if (neither) {
        rejected++;
      } else if (both && answer.equals(own)) {
        accepted++;
      } else {
        apart.add(difference(texts.get(i), answer, own));
      }
    }
    System.out.printf(
        "Python 3.%d and Dovetail on %s: %d agree (%d accepted, %d rejected), %d differ, %d too"
            + " deep%n",
        judge.minor(), what, accepted + rejected, accepted, rejected, apart.size(), deep);
    assertThat(apart).isEmpty();
    assertThat(accepted).isGreaterThan(leastAccepted);
  }

  private String own(String mode, byte[] bytes) {
    return switch (PythonSource.decode(bytes)) {
      case PythonSource.Undecodable none -> "error " + none.problem().message();
      case PythonSource.Text text -> {
        PythonFile file = PythonParser.parse("judged.py", text.text());
        if (!file.errors().isEmpty()) {
          yield "error " + file.errors().getFirst().message();
        }
        String answer = "ok " + Judge.digest(TreeText.of(file, judge.placesFields()));
        yield mode.equals("tokens")
            ? answer + " " + Judge.digest(TokenText.of(Lexer.read(text.text())))
            : answer;
      }
    };
  }

  private String difference(byte[] bytes, String answer, String own) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String shown = text.length() > 2000 ? text.substring(0, 2000) + " ..." : text;
    String verdicts = "CPython: " + answer + "\nDovetail: " + own + "\n";
    if (answer.startsWith("ok") && own.startsWith("ok")) {
      List<String> his = judge.show("tree", bytes).lines().toList();
      PythonFile file = PythonParser.parse("judged.py", text);
      List<String> ours = TreeText.of(file, judge.placesFields()).lines().toList();
      for (int i = 0; i < Math.min(his.size(), ours.size()); i++) {
        if (!his.get(i).equals(ours.get(i))) {
          return verdicts + his.get(i) + "\n" + ours.get(i) + "\nin\n" + shown;
        }
      }
    }
    return verdicts + "in\n" + shown;
  }
}
