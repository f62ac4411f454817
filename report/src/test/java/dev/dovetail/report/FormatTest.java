package dev.dovetail.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What hosts of code read. Names and labels are other people's, so some here are hostile. */
class FormatTest {

  private static final Finding PLAIN =
      new Finding(
          "label-missing-in-database",
          Severity.ERROR,
          "orders",
          new Origin.InFile("app/states.py", new Span(4, 5, 4, 20)),
          "`State.paid` is not a label of `public.state`",
          "add it",
          List.of(
              new Related(Origin.inFile("versions/1 a.py", 7, 3), "the migrations make it here")),
          Optional.empty(),
          "State.paid");

  private static final Finding MENDABLE =
      PLAIN.suggesting(
          Optional.of(
              new Suggestion(
                  "write `open` for `Open`",
                  Suggestion.Safety.UNSAFE,
                  List.of(
                      new Edit.Replacement(
                          new Origin.InFile("app/states.py", new Span(4, 12, 4, 18)), "\"open\"")),
                  List.of())));

  private static final Finding HOSTILE =
      new Finding(
          "several-heads",
          Severity.WARNING,
          "</summary>\n::error::gotcha",
          new Origin.Implied("the history"),
          "`x\n"
              + "::set-output name=a::b` <img src=x onerror=alert(1)> @everyone [a](http://b) 100%"
              + " | `",
          "",
          List.of(),
          Optional.empty(),
          "x");

  private static String write(Format format, String from, Finding... findings) {
    ServiceFacts service =
        new ServiceFacts(
            "orders",
            "services/orders",
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of());
    Report report =
        new Report("check", List.of(service), List.of(findings), List.of("Flyway: not read yet"));
    return format.write(report, new Look(new MemoryTree(Map.of()), false, false, from, "1.2.3"));
  }

  @Test
  void an_edit_stands_beside_its_finding() throws IOException {
    String sarif = write(Format.SARIF, "", MENDABLE);
    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    assertThat(sarif).contains("\"fixes\"", "\"insertedContent\"", "write `open` for `Open`");
    assertThat(write(Format.RDJSON, "services", MENDABLE))
        .contains("\"suggestions\"", "services/app/states.py");
    assertThat(write(Format.JSON, "", MENDABLE)).contains("\"safe\": false", "\"end_column\": 18");
    assertThat(write(Format.SARIF, "", PLAIN)).doesNotContain("fixes");
  }

  @Test
  void sarif_keeps_to_its_schema() throws IOException {
    String sarif = write(Format.SARIF, "", PLAIN, HOSTILE);
    assertThat(schema().validate(sarif, InputFormat.JSON)).isEmpty();
    // A schema that takes anything would prove nothing.
    assertThat(schema().validate(sarif.replace("\"ruleId\"", "\"rule\""), InputFormat.JSON))
        .isNotEmpty();
    assertThat(sarif)
        .contains("\"uri\": \"versions/1%20a.py\"")
        .contains("\"dovetail/v1\": \"" + PLAIN.fingerprint() + "\"")
        .contains("\"startColumn\": 5")
        .contains("\"text\": \"Flyway: not read yet\"");
  }

  @Test
  void sarif_of_nothing_is_sarif() throws IOException {
    assertThat(schema().validate(write(Format.SARIF, ""), InputFormat.JSON)).isEmpty();
  }

  @Test
  void paths_count_from_where_the_command_was_given() {
    for (Format format : List.of(Format.SARIF, Format.GITHUB, Format.GITLAB, Format.RDJSON)) {
      assertThat(write(format, "repo/part", PLAIN)).contains("repo/part/app/states.py");
    }
  }

  @Test
  void a_github_command_marks_the_line_and_cannot_be_ended_from_within() {
    assertThat(write(Format.GITHUB, "", PLAIN))
        .isEqualTo(
            "::error file=app/states.py,line=4,endLine=4,col=5,endColumn=20,"
                + "title=label-missing-in-database::"
                + "`State.paid` is not a label of `public.state`%0Ahelp: add it\n");
    assertThat(write(Format.GITHUB, "", HOSTILE).lines())
        .singleElement()
        .asString()
        .startsWith("::warning title=several-heads::`x\\u{a}::set-output")
        .contains("100%25");
  }

  @Test
  void gitlab_gets_a_path_for_what_is_in_no_file() {
    assertThat(write(Format.GITLAB, "", PLAIN, HOSTILE))
        .contains("\"severity\": \"critical\"")
        .contains("\"begin\": 4")
        .contains("\"path\": \".\"");
  }

  @Test
  void reviewdog_gets_ranges_and_related_places() {
    assertThat(write(Format.RDJSON, "", PLAIN, HOSTILE))
        .contains("\"severity\": \"ERROR\"")
        .contains("\"value\": \"label-missing-in-database\"")
        .contains("\"path\": \"versions/1 a.py\"")
        .doesNotContain("several-heads");
  }

  @Test
  void markdown_says_it_all_and_keeps_foreign_text_inert() {
    String plain = write(Format.MARKDOWN, "", PLAIN);
    assertThat(plain)
        .startsWith("<!-- dovetail check -->\n### Dovetail: 1 error\n")
        .contains("<details open>\n<summary><code>orders</code>: 1 error</summary>\n")
        .contains("<code>State.paid</code> is not a label of <code>public.state</code>")
        .contains("**help:** add it");
    String hostile = write(Format.MARKDOWN, "", HOSTILE);
    assertThat(hostile)
        .doesNotContain("<img")
        .doesNotContain("</summary>\n::error")
        .doesNotContain("@everyone")
        .doesNotContain("](")
        .doesNotContain("http://")
        .contains("Nothing found in <code>orders</code>.");
  }

  @Test
  void junit_stays_xml_and_keeps_foreign_text_inert() throws Exception {
    String nasty = "\u001b[31m\u0007\u202e\0\ud800]]><failure/><!-- \"' &lt; \n::error::gotcha";
    Finding finding =
        new Finding(
            "several-heads",
            Severity.ERROR,
            nasty,
            new Origin.InFile(nasty, new Span(1, 1, 1, 2)),
            nasty,
            nasty,
            List.of(),
            Optional.empty(),
            "x");
    Checked checked = Checked.of(Check.GRAPH, Duration.ZERO, List.of(finding), List.of(nasty));
    Report report = new Report("verify", List.of(), List.of(finding), List.of());
    Verified verified =
        new Verified(nasty, "a", 1, List.of(checked), List.of(), Optional.empty(), Duration.ZERO);
    String xml =
        VerificationFormat.JUNIT.write(
            new VerificationReport(report, List.of(verified)),
            new Look(new MemoryTree(Map.of()), false, false, "", "1.2.3"));
    assertThat(xml).doesNotContain("\u001b", "\u0007", "\u202e", "\0", "]]>");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    String shown = "?[31m????]]><failure/><!-- \"' &lt; \n::error::gotcha";
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo(shown);
    assertThat(failure.getTextContent()).contains("help: " + shown);
    assertThat(
            ((Element) document.getElementsByTagName("testcase").item(0)).getAttribute("classname"))
        .isEqualTo(shown);
    assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo(shown);
  }

  private static Schema schema() throws IOException {
    try (InputStream in = FormatTest.class.getResourceAsStream("sarif-schema-2.1.0.json")) {
      if (in == null) {
        throw new AssertionError("the schema is gone");
      }
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    }
  }
}
