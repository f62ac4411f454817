package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DottedWordsTest {

  private static final Set<String> SOUGHT = Set.of("State", "Status", "Kind");
  private static final String[] PARTS = {
    "State", "Status", "Kind", "Stat", "x", "_", "1", ".", ".", " ", "\n", "\t", "é", "(", "\"", "#"
  };

  @Test
  void words_before_a_dot_alone_are_told_from_those_that_may_be_brought_in() {
    assertThat(alone("x = State.OPEN")).containsExactly("State");
    assertThat(alone("from a import State\nx = State.OPEN")).isEmpty();
    assertThat(alone("x = models.State.OPEN, State.DONE")).isEmpty();
    assertThat(alone("x = State\n  .OPEN")).isEmpty();
    assertThat(alone("x = MyState.OPEN, StateOf.it")).isEmpty();
  }

  /** As a pattern for each word would say it. */
  @Test
  void it_says_what_patterns_say() {
    Random random = new Random(20261122);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(12); left > 0; left--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      Set<String> expected = new TreeSet<>();
      for (String word : SOUGHT) {
        boolean dotted = found("(?<!\\w)" + word + "\\.", text);
        boolean elsewhere =
            found("(?<!\\w)" + word + "(?!\\w)(?!\\s*\\.)|\\." + word + "(?!\\w)", text);
        if (dotted && !elsewhere) {
          expected.add(word);
        }
      }
      assertThat(alone(text.toString())).as("`%s`", text).isEqualTo(expected);
    }
  }

  private static boolean found(String pattern, CharSequence text) {
    return Pattern.compile(pattern).matcher(text).find();
  }

  private static Set<String> alone(String text) {
    return DottedWords.alone(text.getBytes(StandardCharsets.UTF_8), SOUGHT);
  }
}
