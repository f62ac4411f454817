package dev.dovetail.core.source;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A tree with some files otherwise, or more. */
public final class OverlayTree implements Tree {

  private final Tree below;
  private final SortedMap<String, String> texts;

  public OverlayTree(Tree below, Map<String, String> texts) {
    this.below = below;
    this.texts = Collections.unmodifiableSortedMap(new TreeMap<>(texts));
  }

  /** What is otherwise. */
  public SortedMap<String, String> texts() {
    return texts;
  }

  /** With more that is otherwise. */
  public OverlayTree with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(texts);
    all.putAll(more);
    return new OverlayTree(below, all);
  }

  @Override
  public List<String> files(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return Stream.concat(
            below.files(folder).stream(),
            texts.keySet().stream().filter(path -> path.startsWith(prefix)))
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(texts.get(path))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .or(() -> below.read(path));
  }

  @Override
  public boolean has(String path) {
    return texts.containsKey(path) || below.has(path);
  }
}
