package dev.dovetail.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Contents by their ids, from one git that is kept running. What was read is remembered as far as
 * there is room, so that the same content is the same array.
 */
public final class Blobs implements AutoCloseable {

  private static final long ROOM = 256L << 20;
  private static final int LARGEST = 16 << 20;

  private final Process process;
  private final InputStream said;
  private final OutputStream asked;
  private final Map<String, byte[]> known = new LinkedHashMap<>(1024, 0.75f, true);
  private long size;

  Blobs(Git git) throws GitException {
    this.process = git.start("cat-file", "--batch");
    this.said = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.asked = process.getOutputStream();
  }

  /** Empty where git has no such blob (a shallow or partial clone), or it is too large. */
  public synchronized Optional<byte[]> read(String id) {
    byte[] remembered = known.get(id);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    try {
      asked.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      asked.flush();
      Optional<byte[]> content = answer();
      content.ifPresent(bytes -> remember(id, bytes));
      return content;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code id blob size}, the content and a line's end; or {@code id missing}. */
  private Optional<byte[]> answer() throws IOException {
    String[] header = header().split(" ");
    if (header.length < 3) {
      return Optional.empty();
    }
    long length = Long.parseLong(header[2]);
    Optional<byte[]> content = Optional.empty();
    if (length > LARGEST) {
      said.skipNBytes(length);
    } else {
      content = Optional.of(said.readNBytes((int) length));
    }
    said.skipNBytes(1);
    return content;
  }

  private String header() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = said.read(); next >= 0 && next != '\n'; next = said.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private void remember(String id, byte[] bytes) {
    known.put(id, bytes);
    size += bytes.length;
    var eldest = known.entrySet().iterator();
    while (size > ROOM && eldest.hasNext()) {
      size -= eldest.next().getValue().length;
      eldest.remove();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
