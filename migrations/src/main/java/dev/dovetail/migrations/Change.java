package dev.dovetail.migrations;

import java.util.List;
import java.util.Optional;

/**
 * What a new migration is to do; each tool writes it in its own words.
 *
 * @param title one line
 * @param about further lines for whoever reads it
 * @param parents the revisions it follows
 * @param oneWay why something of it is not taken back
 */
public record Change(
    String title,
    List<String> about,
    List<String> parents,
    List<Step> up,
    List<Step> down,
    Optional<String> oneWay) {

  public Change {
    about = List.copyOf(about);
    parents = List.copyOf(parents);
    up = List.copyOf(up);
    down = List.copyOf(down);
  }

  /** Something that it does. */
  public sealed interface Step {
    /** A statement, in the migration's transaction. */
    record Sql(String text) implements Step {}

    /** Statements that are each committed by themselves, and why. */
    record Apart(String why, List<String> texts) implements Step {
      public Apart {
        texts = List.copyOf(texts);
      }
    }
  }
}
