package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A change of text as a rule knows of it, who has no text: what is sought near a place, and what it
 * becomes. Whoever has the files makes a {@link Replacement} of it, or finds that it cannot be.
 */
public sealed interface Edit {

  /** Where it is, or where it is looked for. */
  Origin.InFile at();

  /** This stretch becomes that text. */
  record Replacement(Origin.InFile at, String text) implements Edit {}

  /** The one place of a stretch that looks so becomes that; groups as in a regular expression. */
  record Matching(Origin.InFile at, Pattern sought, String text) implements Edit {}

  /** A comment goes, with its line where it has one to itself. */
  record CommentGone(Origin.InFile at) implements Edit {}

  /** A value of a member is written otherwise; where else it is written, is to be told. */
  record ValueOfMember(Origin.InFile at, String from, String to) implements Edit {}

  /** The type of a column that stores this enum stores the values of its members. */
  record StoringValues(Origin.InFile at, String enumName) implements Edit {}

  /** An enum type becomes PostgreSQL's own, which is not created with its table. */
  record NotCreated(Origin.InFile at) implements Edit {}

  /** An enum type is written with these labels, where a class stands for them. */
  record WithLabels(Origin.InFile at, List<String> labels) implements Edit {
    public WithLabels {
      labels = List.copyOf(labels);
    }
  }

  /** A statement of a migration runs outside its transaction. */
  record OutsideTransaction(Origin.InFile at) implements Edit {}

  /** A string in quotes of either kind; empty where it is none that is written plainly. */
  static Optional<Edit> word(Origin at, String from, String to) {
    return within(at, "(['\"])" + Pattern.quote(from) + "\\1", "$1" + to + "$1", from, to);
  }

  /**
   * The same behind something else.
   *
   * @param before what stands before the word, as a regular expression without groups
   */
  static Optional<Edit> wordBehind(String before, Origin at, String from, String to) {
    return within(
        at, "(" + before + "['\"]+)" + Pattern.quote(from) + "(?=['\"])", "$1" + to, from, to);
  }

  private static Optional<Edit> within(
      Origin at, String pattern, String text, String from, String to) {
    return at instanceof Origin.InFile place && isPlain(from) && isPlain(to)
        ? Optional.of(new Matching(place, Pattern.compile(pattern), text))
        : Optional.empty();
  }

  /** Whether it stands in quotes as it is, whatever the language. */
  static boolean isPlain(String word) {
    return !word.isEmpty()
        && word.chars().allMatch(c -> c >= ' ' && c != 0x7f && "'\"\\{}$%`".indexOf(c) < 0);
  }
}
