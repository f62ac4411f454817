package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.source.Span;
import dev.dovetail.sql.SqlReader;
import dev.dovetail.sql.SqlScript;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of a migration, up or down, as its tool sends it.
 *
 * @param path relative to the tree
 * @param messages each a text that is sent at once, and so parsed whole before any of it runs, and
 *     a transaction of its own where it holds several statements
 * @param commands of psql that stand in it, and are not sent
 * @param placeholders what is filled in before it is sent
 * @param transaction that the tool puts a transaction around all of it
 */
public record Script(
    String path,
    List<SqlScript.Part> messages,
    List<SqlScript.Command> commands,
    List<Span> placeholders,
    boolean transaction) {

  public Script {
    messages = List.copyOf(messages);
    commands = List.copyOf(commands);
    placeholders = List.copyOf(placeholders);
  }

  static Script of(String path, List<SqlScript> scripts, boolean transaction) {
    List<SqlScript.Part> messages = new ArrayList<>();
    List<SqlScript.Command> commands = new ArrayList<>();
    List<Span> placeholders = new ArrayList<>();
    for (SqlScript script : scripts) {
      messages.addAll(script.parts());
      commands.addAll(script.commands());
      placeholders.addAll(script.placeholders());
    }
    return new Script(path, messages, commands, placeholders, transaction);
  }

  /** All statements with their places in the file. */
  List<SqlReader.Read> statements() {
    return messages.stream().flatMap(message -> message.statements().stream()).toList();
  }
}
