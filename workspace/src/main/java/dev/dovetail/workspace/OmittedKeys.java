package dev.dovetail.workspace;

import dev.dovetail.core.schema.OmittedKey;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.TomlTable;

/** Columns that have no foreign key on purpose: {@code [[no-foreign-key]]} of dovetail.toml. */
public final class OmittedKeys {

  static final String KEY = "no-foreign-key";

  private static final List<String> ENTRY = List.of("service", "column", "reason");

  private OmittedKeys() {}

  public static List<OmittedKey> read(Tree tree) throws ConfigurationException {
    Optional<byte[]> file = tree.read(ConfigurationFile.NAME);
    if (file.isEmpty()) {
      return List.of();
    }
    TomlValues values = new TomlValues(ConfigurationFile.NAME);
    List<OmittedKey> keys = new ArrayList<>();
    for (TomlTable entry :
        values.tables(values.parse(new String(file.get(), StandardCharsets.UTF_8)), KEY)) {
      values.know(entry, ENTRY);
      keys.add(
          new OmittedKey(
              values.string(entry, "service"),
              values.required(
                  entry, "column", text -> text.matches("[^.]+\\.[^.]+"), "as in `table.column`"),
              values.required(entry, "reason", text -> !text.isBlank(), "a reason")));
    }
    return keys;
  }
}
