package dev.dovetail.core.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree of texts held in memory. */
public final class MemoryTree implements Tree {

  private final SortedMap<String, String> texts;

  public MemoryTree(Map<String, String> texts) {
    this.texts = new TreeMap<>(texts);
  }

  @Override
  public List<String> files(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return texts.keySet().stream().filter(path -> path.startsWith(prefix)).toList();
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(texts.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
