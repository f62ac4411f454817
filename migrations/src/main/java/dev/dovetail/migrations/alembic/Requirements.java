package dev.dovetail.migrations.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which a project says what it requires. Lock files are long, and nearly all of their
 * lines are hashes: an expression is tried on the lines alone that hold a word.
 */
final class Requirements {

  private final String text;
  private final String lower;

  Requirements(String text) {
    this.text = text;
    this.lower = lower(text);
  }

  String text() {
    return text;
  }

  /**
   * What the expression's first group takes right after a phrase.
   *
   * @param phrase in lower case; it counts in whatever case
   */
  Optional<String> after(String phrase, Pattern expression) {
    for (int at = lower.indexOf(phrase); at >= 0; at = lower.indexOf(phrase, at + 1)) {
      Matcher matcher = expression.matcher(text).region(at + phrase.length(), text.length());
      if (matcher.lookingAt()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /**
   * The lines that hold one of the words, in whatever case.
   *
   * @param words in lower case
   */
  List<String> linesWith(List<String> words) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int found = next(words, from); found >= 0; found = next(words, from)) {
      int start = text.lastIndexOf('\n', found) + 1;
      int end = text.indexOf('\n', found);
      from = end < 0 ? text.length() : end;
      lines.add(text.substring(start, from));
    }
    return lines;
  }

  boolean names(List<String> words, Pattern name) {
    return linesWith(words).stream().anyMatch(line -> name.matcher(line).find());
  }

  private int next(List<String> words, int from) {
    int first = -1;
    for (String word : words) {
      int found = lower.indexOf(word, from);
      if (found >= 0 && (first < 0 || found < first)) {
        first = found;
      }
    }
    return first;
  }

  /** Names of packages are of plain letters, and so each place in the two texts is the same. */
  private static String lower(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      if (letters[i] >= 'A' && letters[i] <= 'Z') {
        letters[i] = (char) (letters[i] - 'A' + 'a');
      }
    }
    return new String(letters);
  }
}
