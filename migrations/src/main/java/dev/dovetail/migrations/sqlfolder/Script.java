package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.sql.SqlReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One way of a migration, up or down.
 *
 * @param path relative to the tree
 * @param statements with their places in the file
 * @param transaction that the tool wraps it in a transaction
 * @param whole that its text is sent at once, so that a syntax error anywhere refuses all of it
 */
record Script(String path, List<SqlReader.Read> statements, boolean transaction, boolean whole) {

  Script {
    statements = List.copyOf(statements);
  }

  /** The ways that a file holds. */
  record Ways(Optional<Script> up, Optional<Script> down, boolean marked) {}

  /** A file by its text: both ways where it has the markers of goose or dbmate. */
  static Ways of(String path, String text, boolean down) {
    Sections sections = new Sections();
    text.lines().forEach(sections::line);
    if (sections.up.isPresent() || sections.down.isPresent()) {
      return new Ways(
          sections.up.map(part -> part.script(path, sections.goose, sections.noTransaction)),
          sections.down.map(part -> part.script(path, sections.goose, sections.noTransaction)),
          true);
    }
    Script script = unmarked(path, text);
    return down
        ? new Ways(Optional.empty(), Optional.of(script), false)
        : new Ways(Optional.of(script), Optional.empty(), false);
  }

  /** A text sent at once is a transaction of its own, except where it is one statement. */
  private static Script unmarked(String path, String text) {
    List<SqlReader.Read> statements = SqlReader.statements(text);
    String head = text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT);
    boolean refused = head.startsWith("--") && head.contains("no-transaction");
    return new Script(path, statements, statements.size() > 1 && !refused, true);
  }

  /** The lines of each way, with all other lines left blank so that places stay true. */
  private static final class Sections {
    private Optional<Part> up = Optional.empty();
    private Optional<Part> down = Optional.empty();
    private Optional<Part> current = Optional.empty();
    private boolean goose;
    private boolean noTransaction;
    private int lines;

    void line(String line) {
      String marker = line.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
      if (marker.startsWith("-- +goose ")) {
        goose(marker.substring("-- +goose ".length()));
      } else if (marker.startsWith("-- migrate:up")) {
        up = up.or(() -> Optional.of(new Part(lines, !marker.contains("transaction:false"))));
        current = up;
      } else if (marker.startsWith("-- migrate:down")) {
        down = down.or(() -> Optional.of(new Part(lines, !marker.contains("transaction:false"))));
        current = down;
      } else {
        current.ifPresent(part -> part.add(lines, line));
      }
      lines++;
    }

    private void goose(String word) {
      goose = true;
      switch (word) {
        case "up" -> {
          up = up.or(() -> Optional.of(new Part(lines, true)));
          current = up;
        }
        case "down" -> {
          down = down.or(() -> Optional.of(new Part(lines, true)));
          current = down;
        }
        case "no transaction" -> noTransaction = true;
        default -> {}
      }
    }
  }

  private static final class Part {
    private final StringBuilder text = new StringBuilder();
    private final boolean transaction;
    private int lines;

    Part(int line, boolean transaction) {
      this.transaction = transaction;
      text.append("\n".repeat(line));
      this.lines = line;
    }

    void add(int line, String words) {
      text.append("\n".repeat(line - lines)).append(words);
      lines = line;
    }

    Script script(String path, boolean goose, boolean noTransaction) {
      List<SqlReader.Read> statements = SqlReader.statements(text.toString());
      return new Script(path, statements, transaction && !noTransaction, !goose);
    }
  }
}
