package dev.dovetail.workspace;

import dev.dovetail.core.source.SoughtWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a file that was not read yet could hold, by its name and by a glance at it. */
enum Promise {
  NONE,
  CODE,
  MIGRATIONS;

  private static final List<String> ALWAYS = List.of(".sql", ".toml", ".ini");
  private static final SoughtWords OF_MIGRATIONS = SoughtWords.of("alembic", "down_revision");
  private static final SoughtWords OF_CODE =
      SoughtWords.of("Enum", "Flag", "Choices", "sqlalchemy", "SQLAlchemy", "sqlmodel", "Literal");

  static Promise of(String path, Supplier<Optional<byte[]>> content) {
    if (!path.endsWith(".py")) {
      return ALWAYS.stream().anyMatch(path::endsWith) ? MIGRATIONS : NONE;
    }
    byte[] text = content.get().orElse(new byte[0]);
    return OF_MIGRATIONS.isAnyIn(text) ? MIGRATIONS : OF_CODE.isAnyIn(text) ? CODE : NONE;
  }
}
