package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JavaOrdinalsTest {

  @Test
  void an_ordinal_is_found_however_the_annotation_is_written() throws Exception {
    for (String written :
        List.of(
            "@Enumerated private State state;",
            "@Enumerated() private State state;",
            "@Enumerated(EnumType.ORDINAL) State state = State.OPEN;",
            "@Enumerated(value = ORDINAL) @Column(name = \"s\") private State state;",
            "@Column(name = \"s\", nullable = false) @Enumerated public State getState() {",
            "@javax.persistence.Enumerated private State state;",
            "@ElementCollection @Enumerated private java.util.Set<State> states;",
            "@MapKeyEnumerated private Map<State, String> names;")) {
      assertThat(found("class Task { " + written + " }")).as(written).hasSize(1);
    }
  }

  @Test
  void what_is_stored_otherwise_or_is_no_code_is_not_found() throws Exception {
    for (String written :
        List.of(
            "@Enumerated(EnumType.STRING) private State state;",
            "@Enumerated(value = jakarta.persistence.EnumType.STRING) private State state;",
            "@Enumerated(HOW) private State state;",
            "@JdbcTypeCode(SqlTypes.NAMED_ENUM) @Enumerated private State state;",
            "@Enumerated @Column(columnDefinition = \"state\") private State state;",
            "// @Enumerated private State state;\n",
            "/* @Enumerated */ private State state;",
            "String said = \"@Enumerated private State state;\";",
            "String said = \"\"\"\n@Enumerated private State state;\n\"\"\";",
            "char quote = '\"'; // @Enumerated private State state;\n")) {
      assertThat(found("class Task { " + written + " }")).as(written).isEmpty();
    }
  }

  @Test
  void an_enum_that_says_which_field_is_stored_is_not_found() throws Exception {
    assertThat(
            found(
                "class Task { @Enumerated private State state; }",
                "enum State { OPEN(1); @EnumeratedValue final int code; State(int c) { code = c; }"
                    + " }"))
        .isEmpty();
  }

  @Test
  void tests_and_mappings_in_xml_are_passed_over() throws Exception {
    String task = "class Task { @Enumerated private State state; }";
    assertThat(findings(Map.of("src/test/java/Task.java", task))).isEmpty();
    assertThat(
            findings(
                Map.of(
                    "src/main/java/Task.java",
                    task,
                    "src/main/resources/META-INF/orm.xml",
                    "<basic name='state'><enumerated>STRING</enumerated></basic>")))
        .isEmpty();
  }

  @Test
  void a_comment_with_two_slashes_allows_it_and_is_told_when_nothing_needs_it() throws Exception {
    assertThat(
            found(
                """
                class Task {
                  // dovetail: allow position-persisted the numbers are another team's
                  @Enumerated
                  private State state;
                }
                """))
        .isEmpty();
    assertThat(
            found(
                """
                class Task {
                  // dovetail: allow position-persisted the numbers are another team's
                  @Enumerated(EnumType.STRING)
                  private State state;
                }
                """))
        .containsExactly("src/main/java/F0.java:2 suppression-unused");
  }

  @Test
  void text_that_is_no_java_is_read_to_its_end() throws Exception {
    for (String hostile :
        List.of(
            "@Enumerated(",
            "@Enumerated((((((((",
            "@Enumerated",
            "\"\"\" @Enumerated",
            "'@Enumerated",
            "/* @Enumerated",
            ")))) @Enumerated ((((",
            "@Enumerated @@@@ ( private")) {
      assertThat(found(hostile).size()).as(hostile).isLessThan(2);
    }
  }

  private static List<String> found(String... texts) throws ConfigurationException {
    Map<String, String> files = new TreeMap<>();
    for (String text : texts) {
      files.put("src/main/java/F" + files.size() + ".java", text);
    }
    return findings(files);
  }

  private static List<String> findings(Map<String, String> files) throws ConfigurationException {
    return Workspace.open(new MemoryTree(files), "app", Versions.open()).check().findings().stream()
        .map(JavaOrdinalsTest::said)
        .toList();
  }

  private static String said(Finding finding) {
    Origin.InFile at = (Origin.InFile) finding.at();
    return at.path() + ":" + at.span().line() + " " + finding.rule();
  }
}
