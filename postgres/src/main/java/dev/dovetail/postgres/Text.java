package dev.dovetail.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text that ships beside the classes. */
final class Text {

  static final Charset CHARSET = StandardCharsets.UTF_8;

  private Text() {}

  static String resource(String name) {
    try (InputStream in = Text.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the distribution lacks " + name);
      }
      return new String(in.readAllBytes(), CHARSET);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
