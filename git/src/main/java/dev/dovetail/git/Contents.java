package dev.dovetail.git;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Contents by their ids, as far as there is room: an id means the same content for ever, and the
 * same content is the same array.
 */
public final class Contents {

  private static final long ROOM = 256L << 20;

  private final Map<String, byte[]> known = new LinkedHashMap<>(1024, 0.75f, true);
  private long size;

  public Contents() {}

  synchronized Optional<byte[]> of(String id) {
    return Optional.ofNullable(known.get(id));
  }

  synchronized void remember(String id, byte[] content) {
    byte[] before = known.put(id, content);
    size += content.length - (before == null ? 0 : before.length);
    var eldest = known.entrySet().iterator();
    while (size > ROOM && eldest.hasNext()) {
      size -= eldest.next().getValue().length;
      eldest.remove();
    }
  }
}
