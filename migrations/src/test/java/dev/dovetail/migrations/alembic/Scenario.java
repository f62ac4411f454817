package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Play.Manner;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service of a test: its files, and a history of migrations that follow each other. */
final class Scenario {

  private final Map<String, String> files = new HashMap<>();
  private int count;

  Scenario() {
    files.put(
        "alembic/env.py",
        "from alembic import context\ncontext.configure(connection=connection)\n");
  }

  Scenario file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Adds a migration after the last one: r1, r2 ... */
  Scenario migration(String upgrade) {
    return migration("", upgrade);
  }

  /**
   * @param before what stands above upgrade(), apart from the usual imports
   */
  Scenario migration(String before, String upgrade) {
    count++;
    files.put(
        "alembic/versions/" + count + ".py",
        """
        import os
        from alembic import op
        import sqlalchemy as sa
        from sqlalchemy.orm import Session
        revision = "r%d"
        down_revision = %s
        %s
        def upgrade():
        %s
        """
            .formatted(
                count,
                count == 1 ? "None" : "\"r" + (count - 1) + "\"",
                before.strip(),
                upgrade.strip().indent(4)));
    return this;
  }

  Play strict() {
    return play(Manner.STRICT);
  }

  Play intended() {
    return play(Manner.INTENDED);
  }

  private Play play(Manner manner) {
    return new AlembicTool()
        .find(new MemoryTree(files))
        .getFirst()
        .play(
            Session.open(new ServerVersion(15)),
            new Stack(
                Optional.of("2.0"), Optional.of("1.19.1"), Optional.of(Stack.Driver.PSYCOPG2)),
            Commands.ONE,
            Direction.UP,
            manner,
            Optional.empty());
  }

  static List<String> labels(Play play, String type) {
    return Optional.ofNullable(play.end().schema().enums().get(new ObjectName("public", type)))
        .map(Schema.EnumType::texts)
        .orElse(List.of());
  }

  static boolean hasTable(Play play, String table) {
    return play.end().schema().tables().containsKey(new ObjectName("public", table));
  }
}
