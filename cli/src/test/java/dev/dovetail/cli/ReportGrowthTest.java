package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of 200 services with 2,000 enums, in a real browser. What it took is printed; the bounds
 * on time are so wide that a busy machine keeps them, and what does not depend on the machine is
 * held closely.
 */
class ReportGrowthTest {

  private static final int SERVICES = 200;
  private static final int ENUMS = 10;
  private static final List<String> WORDS = List.of("open", "paid", "sent", "late", "void");

  @TempDir Path temporary;

  @Test
  void two_thousand_enums_stay_fluid() throws Exception {
    if (Browser.found().isEmpty()) {
      abort("no Chromium on this machine (Debian: apt-get install chromium)");
    }
    Path page = page();
    assertThat(Files.size(page)).as("bytes").isLessThan(12L << 20);
    try (Browser browser = Browser.start(Browser.found().get(), temporary.resolve("profile"))) {
      browser.size(1280, 900);
      browser.open(page);
      assertThat(number(browser, "document.querySelectorAll('.enum').length"))
          .isEqualTo(SERVICES * ENUMS);
      double elements = number(browser, "document.querySelectorAll('*').length");
      double load = number(browser, "performance.getEntriesByType('navigation')[0].loadEventEnd");
      double settled = number(browser, SHIFT);
      for (int i = 1; i <= 20; i++) {
        browser.evaluate(
            "window.scrollTo(0, document.body.scrollHeight * %d / 20); return ''".formatted(i));
      }
      browser.evaluate("return document.body.getBoundingClientRect().height");
      double scrolled = number(browser, SHIFT) - settled;
      browser.evaluate("window.scrollTo(0, 0); return ''");
      double letter = number(browser, search("e"));
      double word = number(browser, search("service117 state7"));
      assertThat(
              browser.evaluate(
                  "return [...document.querySelectorAll('.enum:not([hidden]) .what b')]"
                      + ".map(b => b.textContent).join(' ')"))
          .isEqualTo("State7");
      double cleared = number(browser, search(""));
      System.out.printf(
          "%d KiB, %.0f elements; loaded in %.0f ms, one letter %.0f ms, two words %.0f ms, cleared"
              + " %.0f ms; layout shift %.3f"
              + " when loaded, %.3f while scrolling%n",
          Files.size(page) >> 10, elements, load, letter, word, cleared, settled, scrolled);
      assertThat(elements).isLessThan(150_000);
      assertThat(settled).as("layout shift").isLessThan(0.1);
      assertThat(scrolled).as("layout shift of scrolling").isLessThan(0.25);
      assertThat(load).as("ms to load").isLessThan(20_000);
      assertThat(letter).as("ms to filter").isLessThan(10_000);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static double number(Browser browser, String expression) throws Exception {
    return Double.parseDouble(browser.evaluate("return " + expression));
  }

  /** How long it takes from a key to the page laid out anew; the script's pause is left out. */
  private static String search(String words) {
    return """
    (() => {
      const box = document.getElementById('search');
      const later = window.setTimeout;
      window.setTimeout = (action) => { action(); return 0; };
      const start = performance.now();
      box.value = '%s';
      box.dispatchEvent(new Event('input', {bubbles: true}));
      document.body.getBoundingClientRect();
      window.setTimeout = later;
      return performance.now() - start;
    })()
    """
        .formatted(words);
  }

  private static final String SHIFT =
      """
      (() => {
        const watch = new PerformanceObserver(() => {});
        watch.observe({type: 'layout-shift', buffered: true});
        return watch.takeRecords().filter((one) => !one.hadRecentInput)
          .reduce((sum, one) => sum + one.value, 0);
      })()
      """;

  private Path page() throws IOException {
    Path repository = temporary.resolve("platform");
    for (int i = 0; i < SERVICES; i++) {
      service(repository.resolve("services/service" + i), i);
    }
    Path page = temporary.resolve("page.html");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            new String[] {
              "report", repository.toString(), "--no-history", "--output", page.toString()
            },
            new ByteArrayInputStream(new byte[0]),
            printed,
            printed);
    assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return page;
  }

  /** Every seventh service lacks a label. */
  private static void service(Path folder, int number) throws IOException {
    StringBuilder models =
        new StringBuilder(
            """
            import enum
            import sqlalchemy as sa
            from sqlalchemy.orm import declarative_base

            Base = declarative_base()
            """);
    StringBuilder table = new StringBuilder("    id = sa.Column(sa.Integer, primary_key=True)\n");
    StringBuilder columns = new StringBuilder("sa.Column('id', sa.Integer(), primary_key=True)");
    for (int i = 0; i < ENUMS; i++) {
      models.append("\n\nclass State%d(enum.Enum):\n".formatted(i));
      StringBuilder labels = new StringBuilder();
      for (String word : WORDS) {
        models.append("    %s = '%s'\n".formatted(word, word));
        if (i > 0 || number % 7 > 0 || !word.equals("void")) {
          labels.append("'").append(word).append("', ");
        }
      }
      table.append(
          "    state%d = sa.Column(sa.Enum(State%d, name='state%d'))\n".formatted(i, i, i));
      columns.append(
          ",\n        sa.Column('state%d', sa.Enum(%sname='state%d'))".formatted(i, labels, i));
    }
    Files.createDirectories(folder.resolve("alembic/versions"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = alembic\n");
    Files.writeString(folder.resolve("alembic/env.py"), "from alembic import context\n");
    Files.writeString(
        folder.resolve("models.py"),
        models + "\n\nclass Row(Base):\n    __tablename__ = 'rows'\n" + table);
    Files.writeString(
        folder.resolve("alembic/versions/one.py"),
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "one"
        down_revision = None


        def upgrade():
            op.create_table("rows", %s)
        """
            .formatted(columns));
  }
}
