package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels, members and paths that mean something to a terminal, a page or a CI server. */
class HostileNamesTest {

  private static final String NASTY =
      "\u001b[31m\u0007\u202e</summary><img src=x>\n::error::gotcha\n##vso[task.x]|`";

  @TempDir Path folder;

  private String run(String command, String format, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] arguments =
        Stream.concat(
                Stream.of(command, folder.toString(), "--format", format), Arrays.stream(options))
            .toArray(String[]::new);
    int status = Main.run(arguments, new ByteArrayInputStream(new byte[0]), printed, printed);
    return status + ": " + out.toString(StandardCharsets.UTF_8);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "sarif", "github", "gitlab", "markdown", "rdjson"})
  void they_are_inert_in_every_format(String format) throws IOException {
    writeHostileService();
    String said = run("check", format, "--color", "never");
    assertThat(said).startsWith("1: ").contains("label-missing-in-database");
    assertInert(said);
    if (format.equals("markdown")) {
      assertThat(said).doesNotContain("<img");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"html", "markdown"})
  void they_are_inert_in_the_report(String format) throws IOException {
    writeHostileService();
    String said = run("report", format);
    assertThat(said).startsWith("0: ").contains("label-missing-in-database", "gotcha");
    assertInert(said);
    assertThat(said).doesNotContain("<img");
    if (format.equals("markdown")) {
      assertThat(said).doesNotContain("|`");
    }
  }

  private static void assertInert(String said) {
    assertThat(said).doesNotContain("\u001b", "\u0007", "\u202e");
    assertThat(said.lines())
        .noneMatch(line -> line.startsWith("::error::") || line.startsWith("##vso"));
  }

  private void writeHostileService() throws IOException {
    String label = NASTY.replace("\u001b", "\\x1b").replace("\u0007", "\\x07").replace("\n", "\\n");
    String service = "a\u001b[31m\n::error::b";
    write(service + "/alembic.ini", "[alembic]\nscript_location = alembic\n");
    write(service + "/alembic/env.py", "from alembic import context\n");
    write(
        service + "/alembic/versions/1.py",
        """
        import sqlalchemy as sa
        from alembic import op
        revision = "1"
        down_revision = None
        def upgrade():
            op.create_table("tasks", sa.Column("state", sa.Enum("open", name="state")))
        """);
    write(
        service + "/app/models.py",
        """
        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Task(Base):
            __tablename__ = "tasks"
            id = sa.Column(sa.Integer, primary_key=True)
            state = sa.Column(sa.Enum("open", "%s", name="state"))
        """
            .formatted(label));
  }
}
