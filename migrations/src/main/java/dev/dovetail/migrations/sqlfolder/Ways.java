package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.sql.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The ways that a file holds.
 *
 * @param marked whether it has the markers of goose or dbmate
 * @param goose whether they are goose's
 */
record Ways(Optional<Script> up, Optional<Script> down, boolean marked, boolean goose) {

  /**
   * A file by its text: both ways where it has markers, else the one that its name says.
   *
   * @param transaction whether the folder's tool puts a transaction around a file
   */
  static Ways of(String path, String text, boolean down, boolean transaction) {
    if (mayBeMarked(text)) {
      Sections sections = new Sections();
      text.lines().forEach(sections::line);
      if (sections.up.isPresent() || sections.down.isPresent()) {
        return new Ways(
            sections.up.map(part -> part.script(path, sections.noTransaction)),
            sections.down.map(part -> part.script(path, sections.noTransaction)),
            true,
            sections.goose);
      }
    }
    Script script = unmarked(path, text, transaction);
    return down
        ? new Ways(Optional.empty(), Optional.of(script), false, false)
        : new Ways(Optional.of(script), Optional.empty(), false, false);
  }

  /** Few texts have a marker, and the others need not be looked at line by line. */
  private static boolean mayBeMarked(String text) {
    for (int at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 2)) {
      int word = at + 2;
      while (word < text.length() && Character.isWhitespace(text.charAt(word))) {
        word++;
      }
      if (word > at + 2 && word < text.length() && "+mM".indexOf(text.charAt(word)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** A text sent at once needs no transaction around it; rows of COPY cannot be sent with it. */
  private static Script unmarked(String path, String text, boolean transaction) {
    boolean refused =
        text.startsWith("--")
            && text.lines()
                .limit(1)
                .anyMatch(head -> head.toLowerCase(Locale.ROOT).contains("no-transaction"));
    SqlScript script = SqlScript.of(text);
    return Script.of(path, List.of(script), !refused && (transaction || script.parts().size() > 1));
  }

  /** The lines of each way. */
  private static final class Sections {
    private Optional<Section> up = Optional.empty();
    private Optional<Section> down = Optional.empty();
    private Optional<Section> current = Optional.empty();
    private boolean goose;
    private boolean noTransaction;
    private int lines;

    void line(String line) {
      String marker = line.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      if (marker.startsWith("-- +goose ")) {
        goose(marker.substring("-- +goose ".length()));
      } else if (marker.startsWith("-- migrate:up")) {
        up = up.or(() -> Optional.of(new Whole(!marker.contains("transaction:false"))));
        current = up;
      } else if (marker.startsWith("-- migrate:down")) {
        down = down.or(() -> Optional.of(new Whole(!marker.contains("transaction:false"))));
        current = down;
      } else {
        current.ifPresent(section -> section.add(lines, line));
      }
      lines++;
    }

    private void goose(String word) {
      goose = true;
      switch (word) {
        case "up" -> {
          up = up.or(() -> Optional.of(new Statements()));
          current = up;
        }
        case "down" -> {
          down = down.or(() -> Optional.of(new Statements()));
          current = down;
        }
        case "no transaction" -> noTransaction = true;
        case "statementbegin" -> current.ifPresent(Section::hold);
        case "statementend" -> current.ifPresent(Section::release);
        default -> {}
      }
    }
  }

  private sealed interface Section {
    void add(int line, String words);

    default void hold() {}

    default void release() {}

    Script script(String path, boolean noTransaction);
  }

  /** As dbmate has it: all of it is sent at once. */
  private static final class Whole implements Section {
    private final StringBuilder text = new StringBuilder();
    private final boolean transaction;
    private int first = -1;
    private int last;

    Whole(boolean transaction) {
      this.transaction = transaction;
    }

    @Override
    public void add(int line, String words) {
      first = first < 0 ? line : first;
      last = text.isEmpty() ? first : last;
      text.append("\n".repeat(line - last)).append(words);
      last = line;
    }

    @Override
    public Script script(String path, boolean noTransaction) {
      SqlScript script = SqlScript.of(text.toString()).below(Math.max(first, 0));
      return Script.of(path, List.of(script), transaction && !noTransaction);
    }
  }

  /** As goose has it: a statement ends with the line that ends with a semicolon. */
  private static final class Statements implements Section {
    private final List<SqlScript> scripts = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private boolean held;
    private int first;
    private int last;

    @Override
    public void add(int line, String words) {
      boolean comment = words.stripLeading().startsWith("--");
      if (!held && (comment || statement.isEmpty() && words.isBlank())) {
        return;
      }
      if (statement.isEmpty()) {
        first = line;
        last = line;
      }
      statement.append("\n".repeat(line - last)).append(words);
      last = line;
      if (!held && ends(words)) {
        flush();
      }
    }

    private static boolean ends(String line) {
      String last = "";
      for (String word : line.strip().split("\\s+")) {
        if (word.startsWith("--")) {
          break;
        }
        last = word;
      }
      return last.endsWith(";");
    }

    @Override
    public void hold() {
      flush();
      held = true;
    }

    @Override
    public void release() {
      flush();
      held = false;
    }

    private void flush() {
      if (!statement.isEmpty()) {
        scripts.add(SqlScript.of(statement.toString()).below(first));
        statement.setLength(0);
      }
    }

    @Override
    public Script script(String path, boolean noTransaction) {
      flush();
      return Script.of(path, scripts, !noTransaction);
    }
  }
}
