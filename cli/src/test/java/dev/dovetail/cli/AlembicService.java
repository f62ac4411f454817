package dev.dovetail.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Services with one migration, and {@code dovetail verify} of them as a process of its own. */
final class AlembicService {

  private AlembicService() {}

  /** One that has Alembic: the usual one, or what {@code scripts/test-env} prepared. */
  private static String python() throws Exception {
    List<String> candidates = new ArrayList<>(List.of("python3"));
    Path folder = Path.of("").toAbsolutePath();
    for (Path place = folder; place != null; place = place.getParent()) {
      Path prepared = place.resolve(".dovetail/test-env/stacks.properties");
      if (Files.isReadable(prepared)) {
        Properties stacks = new Properties();
        try (InputStream in = Files.newInputStream(prepared)) {
          stacks.load(in);
        }
        stacks.stringPropertyNames().stream()
            .filter(key -> key.endsWith(".python"))
            .sorted()
            .forEach(key -> candidates.add(stacks.getProperty(key)));
      }
    }
    for (String candidate : candidates) {
      Process alembic =
          new ProcessBuilder(candidate, "-c", "import alembic, psycopg2")
              .redirectErrorStream(true)
              .start();
      if (alembic.waitFor() == 0) {
        return candidate;
      }
    }
    return abort("no Python has Alembic and psycopg2: run scripts/test-env");
  }

  /** Adds one to a repository. */
  static void write(Path repository, String name, String upgrade) throws Exception {
    Files.writeString(
        repository.resolve("dovetail.toml"),
        "[[service]]\npath = \"%s\"\npython = \"%s\"\n".formatted(name, python()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Path folder = repository.resolve(name);
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(
        folder.resolve("migrations/env.py"),
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine, pool

        engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    Files.writeString(
        versions.resolve("1_first.py"),
        """
        from alembic import op

        revision = "1"
        down_revision = None


        def upgrade():
            op.execute("CREATE TABLE t (id int)")
            %s


        def downgrade():
            op.execute("DROP TABLE t")
        """
            .formatted(upgrade));
  }

  /** The command, to be started. */
  static ProcessBuilder verify(Path repository, List<String> ofJava, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(ofJava);
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), "verify", repository.toString()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }
}
