package dev.dovetail.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Contents by their ids, from one git that is kept running. */
public final class Blobs implements AutoCloseable {

  private static final int LARGEST = 16 << 20;

  private final Process process;
  private final InputStream said;
  private final OutputStream asked;
  private final Contents known;

  Blobs(Git git, Contents known) throws GitException {
    this.known = known;
    this.process = git.start("cat-file", "--batch");
    this.said = new BufferedInputStream(process.getInputStream(), 1 << 16);
    this.asked = process.getOutputStream();
  }

  /** Empty where git has no such blob (a shallow or partial clone), or it is too large. */
  public synchronized Optional<byte[]> read(String id) {
    Optional<byte[]> remembered = known.of(id);
    if (remembered.isPresent()) {
      return remembered;
    }
    try {
      asked.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
      asked.flush();
      Optional<byte[]> content = answer();
      content.ifPresent(bytes -> known.remember(id, bytes));
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

  @Override
  public void close() {
    process.destroy();
  }
}
