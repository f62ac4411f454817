package dev.dovetail.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** PostgreSQL's own grammar: libpg_query as WebAssembly, run by node. */
final class PostgresGrammar {

  private static final String PACKAGE = "libpg-query@18.1.5";
  private static final Path FOLDER = Path.of("target", "oracle");

  private PostgresGrammar() {}

  /** The refusal's message; empty where the grammar takes the text. */
  record Verdict(Optional<String> refusal, String kinds) {}

  /** One verdict a text; skips the test where node or the package is not to be had. */
  static List<Verdict> verdicts(List<String> texts) throws IOException, InterruptedException {
    install();
    Path script = FOLDER.resolve("parse.mjs");
    try (InputStream resource = PostgresGrammar.class.getResourceAsStream("oracle/parse.mjs")) {
      Files.write(script, resource.readAllBytes());
    }
    Path questions = Files.createTempFile(FOLDER, "texts", ".jsonl");
    Path answers = Files.createTempFile(FOLDER, "answers", ".txt");
    Files.writeString(
        questions, String.join("\n", texts.stream().map(PostgresGrammar::json).toList()));
    try {
      Process node =
          new ProcessBuilder("node", "parse.mjs")
              .directory(FOLDER.toFile())
              .redirectInput(questions.toFile())
              .redirectOutput(answers.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Assumptions.assumeTrue(
          node.waitFor(300, TimeUnit.SECONDS) && node.exitValue() == 0,
          "libpg_query did not run under node");
      return Files.readString(answers).lines().map(PostgresGrammar::verdict).toList();
    } finally {
      Files.delete(questions);
      Files.delete(answers);
    }
  }

  private static Verdict verdict(String answer) {
    return answer.startsWith("ok")
        ? new Verdict(Optional.empty(), answer.substring(2).strip())
        : new Verdict(Optional.of(answer.substring("error ".length())), "");
  }

  private static void install() throws IOException, InterruptedException {
    Assumptions.assumeTrue(runs(Path.of("."), "node", "--version"), "node is not installed");
    Files.createDirectories(FOLDER);
    if (Files.exists(FOLDER.resolve("node_modules/libpg-query/package.json"))) {
      return;
    }
    Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}\n");
    Assumptions.assumeTrue(
        runs(FOLDER, "npm", "install", "--silent", "--no-audit", "--no-fund", PACKAGE),
        "npm cannot fetch " + PACKAGE);
  }

  private static boolean runs(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 32 || c > 126) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  static List<String> corpus() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String topic : List.of("types", "tables", "alter", "rows", "others")) {
      try (InputStream resource =
          PostgresGrammar.class.getResourceAsStream("corpus/" + topic + ".sql")) {
        all.append(new String(resource.readAllBytes(), StandardCharsets.UTF_8)).append("\n\n");
      }
    }
    return List.of(all.toString().strip().split("\n\n+"));
  }
}
