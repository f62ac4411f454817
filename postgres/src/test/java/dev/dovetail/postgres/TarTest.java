package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  private void entry(String name, char kind, String mode, String target, String content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, mode);
    put(header, 124, "%011o".formatted(content.length()));
    header[156] = (byte) kind;
    put(header, 157, target);
    put(header, 257, "ustar");
    archive.writeBytes(header);
    archive.writeBytes(
        Arrays.copyOf(
            content.getBytes(StandardCharsets.US_ASCII), (content.length() + 511) / 512 * 512));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void unpack() throws IOException {
    Tar.unpack(new ByteArrayInputStream(archive.toByteArray()), folder);
  }

  @Test
  void files_folders_and_links_come_out() throws Exception {
    entry("lib/", '5', "0000755", "", "");
    entry("bin/run", '0', "0000755", "", "x".repeat(600));
    entry("lib/a.so.1", '0', "0000644", "", "a");
    entry("lib/a.so", '2', "0000777", "a.so.1", "");
    archive.writeBytes(new byte[1024]);
    unpack();
    assertThat(folder.resolve("bin/run")).hasContent("x".repeat(600)).isExecutable();
    assertThat(folder.resolve("lib/a.so")).isSymbolicLink().hasContent("a");
    assertThat(Files.isExecutable(folder.resolve("lib/a.so.1"))).isFalse();
  }

  @Test
  void a_name_that_is_too_long_for_the_header_stands_before_it() throws Exception {
    String name = "d/" + "n".repeat(150);
    entry("././@LongLink", 'L', "0000644", "", name);
    entry("d/nnn", '0', "0000644", "", "long");
    unpack();
    assertThat(folder.resolve(name)).hasContent("long");
  }

  @Test
  void nothing_is_written_elsewhere() {
    entry("../outside", '0', "0000644", "", "x");
    assertThatThrownBy(this::unpack).hasMessageContaining("leads out of its folder");
    archive.reset();
    entry("link", '2', "0000777", "/tmp", "");
    assertThatThrownBy(this::unpack).isInstanceOf(IOException.class);
    archive.reset();
    entry("here", '2', "0000777", "there", "");
    entry("here/file", '0', "0000644", "", "x");
    assertThatThrownBy(this::unpack).hasMessageContaining("leads through a link");
    assertThat(folder.resolveSibling("outside")).doesNotExist();
  }

  @Test
  void a_broken_archive_is_refused() {
    entry("file", '0', "0000644", "", "x".repeat(600));
    byte[] whole = archive.toByteArray();
    assertThatThrownBy(
            () -> Tar.unpack(new ByteArrayInputStream(Arrays.copyOf(whole, 700)), folder))
        .isInstanceOf(IOException.class);
    byte[] garbage = new byte[2048];
    Arrays.fill(garbage, (byte) 'g');
    assertThatThrownBy(() -> Tar.unpack(new ByteArrayInputStream(garbage), folder))
        .isInstanceOf(IOException.class);
  }
}
