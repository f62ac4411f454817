package dev.dovetail.python.syntax;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast a Python library is decoded and read, the first time and later ones, by the
 * time that the thread had a processor.
 */
final class Throughput {

  private Throughput() {}

  public static void main(String[] args) throws IOException {
    List<byte[]> files = new ArrayList<>();
    long size = 0;
    for (Path file : Judge.find().orElseThrow().library()) {
      byte[] bytes = Files.readAllBytes(file);
      files.add(bytes);
      size += bytes.length;
    }
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    for (int pass = 1; pass <= 5; pass++) {
      long begin = clock.getCurrentThreadCpuTime();
      int statements = 0;
      for (byte[] bytes : files) {
        if (PythonSource.decode(bytes) instanceof PythonSource.Text text) {
          statements += PythonParser.parse("measured.py", text.text()).body().size();
        }
      }
      double seconds = (clock.getCurrentThreadCpuTime() - begin) / 1e9;
      System.out.printf(
          "pass %d: %d files, %d statements, %.1f MB, %.1f MB/s%n",
          pass, files.size(), statements, size / 1e6, size / 1e6 / seconds);
    }
  }
}
