package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code dovetail report} in a real browser. */
class ReportPageTest {

  private static final String NASTY =
      "</script><script>document.title='taken'</script><img src=x"
          + " onerror=\"document.title='taken'\">";

  @TempDir static Path temporary;
  private static Path classroom;
  private static Browser browser;

  @BeforeAll
  static void open_a_browser() throws Exception {
    if (Browser.found().isEmpty()) {
      abort("no Chromium on this machine (Debian: apt-get install chromium)");
    }
    classroom = write(Path.of("..", "examples", "classroom"), "classroom.html");
    browser = Browser.start(Browser.found().get(), temporary.resolve("profile"));
  }

  @AfterAll
  static void close_it() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void as_it_was() throws Exception {
    browser.scheme("light");
    browser.size(1280, 900);
  }

  private static Path write(Path repository, String name, String... more) {
    Path page = temporary.resolve(name);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            Stream.concat(
                    Stream.of(
                        "report",
                        repository.toString(),
                        "--no-history",
                        "--output",
                        page.toString()),
                    Stream.of(more))
                .toArray(String[]::new),
            new ByteArrayInputStream(new byte[0]),
            printed,
            printed);
    assertThat(status).as(out.toString(StandardCharsets.UTF_8)).isZero();
    return page;
  }

  @Test
  void it_asks_for_nothing_and_complains_of_nothing() throws Exception {
    browser.open(classroom);
    assertThat(browser.evaluate("return document.querySelector('h1').textContent"))
        .isEqualTo("classroom");
    assertThat(browser.requests()).hasSize(1).first().asString().contains("classroom.html");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void a_search_leaves_what_it_meets() throws Exception {
    browser.open(classroom);
    String visible =
        "return [...document.querySelectorAll('.enum:not([hidden]) b:first-child')].filter(b =>"
            + " b.parentElement.className === 'what').map(b => b.textContent).join(' ')";
    assertThat(browser.evaluate(visible)).contains("BatchStatus", "Language", "EssayStatus");
    type("essaystatus");
    assertThat(browser.evaluate(visible)).isEqualTo("EssayStatus");
    assertThat(browser.evaluate("return document.getElementById('found').textContent"))
        .startsWith("1 enum,");
    type("awaiting_student_validation batch_orch");
    assertThat(browser.evaluate(visible)).isEqualTo("BatchStatus");
    type("nothing is called so");
    assertThat(browser.evaluate(visible)).isEmpty();
    assertThat(browser.evaluate("return document.querySelector('#enums .nothing').hidden"))
        .isEqualTo("false");
    type("");
    press("#enums [data-v=missing-type]");
    assertThat(browser.evaluate(visible)).isEqualTo("EmailStatus");
  }

  private static void type(String words) throws Exception {
    browser.evaluate(
        "const s = document.getElementById('search'); s.value = '%s';".formatted(words)
            + "s.dispatchEvent(new Event('input', {bubbles: true})); return ''");
    // What is typed is looked for in the next turn of the page.
    browser.evaluate("return ''");
    for (int i = 0; i < 50 && !settled(words); i++) {
      browser.evaluate("return ''");
    }
  }

  private static boolean settled(String words) throws Exception {
    return words.isEmpty()
        == browser.evaluate("return document.getElementById('found').textContent").isEmpty();
  }

  private static void press(String selector) throws Exception {
    browser.evaluate("document.querySelector('%s').click(); return ''".formatted(selector));
  }

  @Test
  void a_mark_on_the_board_opens_its_enum() throws Exception {
    browser.open(classroom);
    String id =
        browser.evaluate(
            "const a = [...document.querySelectorAll('.pill')].find(p =>"
                + " p.textContent.includes('EssayStatus')); a.click(); return a.hash.slice(1)");
    browser.evaluate("return ''");
    assertThat(browser.evaluate("return document.getElementById('%s').open".formatted(id)))
        .isEqualTo("true");
    assertThat(
            browser.evaluate(
                "return document.querySelectorAll('#%s tr.differs').length".formatted(id)))
        .isEqualTo("21");
    assertThat(browser.evaluate("return document.activeElement.tagName")).isEqualTo("SUMMARY");
  }

  @Test
  void the_keyboard_reaches_everything_in_the_order_of_the_page() throws Exception {
    browser.open(classroom);
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      browser.key("Tab", "");
      passed.add(
          browser.evaluate(
              "const a = document.activeElement; return a.id || a.getAttribute('href') ||"
                  + " a.textContent"));
    }
    assertThat(passed)
        .startsWith("#enums", "#services", "#enums", "#findings")
        .containsSubsequence("#conventions", "search", "#s1", "#e1");
    assertThat(browser.evaluate("return getComputedStyle(document.activeElement).outlineStyle"))
        .isEqualTo("solid");
    browser.evaluate("document.activeElement.blur(); return ''");
    browser.key("/", "/");
    assertThat(browser.evaluate("return document.activeElement.id")).isEqualTo("search");
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark", "2200, light"})
  void it_is_legible_and_fits_at_every_size(int width, String scheme) throws Exception {
    browser.size(width, 900);
    browser.scheme(scheme);
    browser.open(classroom);
    browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true); return ''");
    assertThat(
            browser.evaluate(
                "const e = document.documentElement; return e.scrollWidth - e.clientWidth"))
        .isEqualTo("0");
    assertThat(browser.evaluate(FAINT)).isEmpty();
  }

  /** Text with less contrast than WCAG's AA asks: 4.5 to 1, or 3 to 1 where it is large. */
  private static final String FAINT =
      """
      const parse = (text) => text.match(/[\\d.]+/g).map(Number);
      const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = (element) => {
        for (let one = element; one; one = one.parentElement) {
          const colour = parse(getComputedStyle(one).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
      };
      const faint = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (!node.data.trim() || element.closest('script, style, svg, .hidden, [hidden]')) continue;
        const style = getComputedStyle(element);
        const one = light(parse(style.color)), other = light(behind(element));
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        const large = parseFloat(style.fontSize) >= 24;
        if (contrast < (large ? 3 : 4.5)) {
          faint.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
        }
      }
      return [...faint].join('; ');
      """;

  @Test
  void a_screen_reader_finds_names_and_one_outline() throws Exception {
    browser.open(classroom);
    assertThat(
            browser.evaluate(
                """
                const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
                const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
                const unnamed = [...document.querySelectorAll('a, button, summary')]
                  .filter((e) => !e.textContent.trim()).map((e) => e.outerHTML);
                const unlabelled = [...document.querySelectorAll('input')]
                  .filter((e) => !e.closest('label')).map((e) => e.outerHTML);
                const pictures = [...document.querySelectorAll('svg')]
                  .filter((e) => !e.hasAttribute('aria-hidden') && !e.hasAttribute('aria-label')
                    && !e.querySelector('title')).map((e) => e.outerHTML);
                const lost = [...document.querySelectorAll('a[href^="#"]')]
                  .filter((a) => !document.getElementById(a.hash.slice(1))).map((a) => a.href);
                let level = 0;
                const leaps = [...document.querySelectorAll('h1, h2, h3, h4')].filter((h) => {
                  const own = Number(h.tagName[1]);
                  const leap = own > level + 1;
                  level = own;
                  return leap;
                }).map((h) => h.outerHTML);
                return [...twice, ...unnamed, ...unlabelled, ...pictures, ...lost, ...leaps,
                  document.documentElement.lang === 'en' ? '' : 'no language'].join('');
                """))
        .isEmpty();
  }

  /** Ways that are safe, ways that are not, and what is told of both. */
  @ParameterizedTest
  @CsvSource({"v1, prepared, safe, 0, 2", "v1, v2, careful, 1, 4", "v2, forgotten, broken, 1, 0"})
  void the_rollout_is_steps_to_tick_and_stories_of_what_breaks(
      String from, String to, String tone, int stories, int steps) throws Exception {
    Path repository = temporary.resolve("rollouts");
    if (!Files.exists(repository)) {
      Process process =
          new ProcessBuilder("sh", "../scripts/plan-example", repository.toString()).start();
      assertThat(process.waitFor()).isZero();
    }
    Path page = write(repository, from + "-" + to + ".html", "--plan-from", from, "--plan-to", to);
    browser.open(page);
    assertThat(browser.evaluate("return document.querySelector('#plan .order').className"))
        .isEqualTo("order " + tone);
    assertThat(count(".story")).isGreaterThanOrEqualTo(stories);
    assertThat(count(".step input[type=checkbox]")).isGreaterThanOrEqualTo(steps);
    if (stories > 0) {
      assertThat(browser.evaluate("return document.querySelector('.breach').textContent"))
          .startsWith("Then ")
          .containsAnyOf("LookupError", "22P02");
    }
    if (steps > 0) {
      assertThat(browser.evaluate("return document.querySelector('#plan .badge').textContent"))
          .isEqualTo("@web-team");
      browser.evaluate("document.querySelector('#plan label').click(); return ''");
      assertThat(browser.evaluate("return document.getElementById('step1').checked"))
          .isEqualTo("true");
    }
    assertThat(browser.complaints()).isEmpty();
    for (String scheme : List.of("light", "dark")) {
      browser.size(390, 900);
      browser.scheme(scheme);
      browser.open(page);
      assertThat(browser.evaluate(FAINT)).isEmpty();
      assertThat(
              browser.evaluate(
                  "const e = document.documentElement; return e.scrollWidth - e.clientWidth"))
          .isEqualTo("0");
    }
  }

  private static int count(String selector) throws Exception {
    return Integer.parseInt(
        browser.evaluate("return document.querySelectorAll('%s').length".formatted(selector)));
  }

  @Test
  void names_of_others_are_never_markup() throws Exception {
    Path repository = temporary.resolve("hostile");
    Path versions = repository.resolve("svc/alembic/versions");
    Files.createDirectories(versions);
    Files.writeString(
        repository.resolve("svc/alembic.ini"), "[alembic]\nscript_location = alembic\n");
    Files.writeString(repository.resolve("svc/alembic/env.py"), "from alembic import context\n");
    Files.writeString(
        versions.resolve("1.py"),
        """
        '''%1$s'''
        import sqlalchemy as sa
        from alembic import op
        revision = "1"
        down_revision = None
        def upgrade():
            op.create_table("tasks", sa.Column("id", sa.Integer(), primary_key=True),
                sa.Column("state", sa.Enum('open', name="state")))
        """
            .formatted(NASTY));
    Files.writeString(
        repository.resolve("svc/models.py"),
        """
        import enum
        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class State(str, enum.Enum):
            OPEN = "open"
            ODD = '''%1$s'''
        class Task(Base):
            __tablename__ = "tasks"
            id = sa.Column(sa.Integer, primary_key=True)
            state = sa.Column(sa.Enum(State, name="state", values_callable=lambda e: [m.value for m in e]))
        """
            .formatted(NASTY));
    browser.open(write(repository, "hostile.html"));
    assertThat(browser.evaluate("return document.title")).startsWith("hostile");
    assertThat(browser.evaluate("return document.querySelectorAll('img, script').length"))
        .isEqualTo("1");
    assertThat(browser.evaluate("return document.querySelector('tr.differs code').textContent"))
        .isEqualTo(NASTY);
    assertThat(browser.complaints()).isEmpty();
  }
}
