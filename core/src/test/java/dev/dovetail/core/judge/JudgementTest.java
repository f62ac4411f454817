package dev.dovetail.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.history.Trail;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One fault is one finding, however many ways of running a history meet it. */
class JudgementTest {

  private static final Origin AT = Origin.inFile("versions/1.py", 9, 5);
  private static final Problem TWICE =
      problem("42710", "type \"task_state\" already exists", "0001");
  private static final Problem GONE = problem("42P01", "relation \"x\" does not exist", "0002");

  private static final Judgement.Preferences NONE =
      new Judgement.Preferences() {
        @Override
        public Optional<Severity> level(Fault fault) {
          return Optional.empty();
        }

        @Override
        public boolean silences(Finding finding) {
          return false;
        }

        @Override
        public boolean silences(Fault fault) {
          return false;
        }
      };

  private static Problem problem(String state, String message, String revision) {
    return new Problem(
        Problem.Kind.DATABASE, Optional.of(state), message, Optional.of(revision), AT);
  }

  private static ServiceFacts service(
      String name,
      List<HistoryFault> faults,
      List<Problem> passedOver,
      Optional<Problem> fails,
      Optional<Problem> each) {
    Schema empty =
        new Schema(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>());
    Told told =
        new Told(
            "alembic",
            "versions",
            List.of(),
            List.of(),
            faults,
            empty,
            List.of(),
            passedOver,
            List.of(new Remark.CreatedTwice("0001", "public.task_state", AT, AT)),
            fails,
            each,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Trail.none(),
            1,
            0);
    return new ServiceFacts(
        name,
        name,
        Optional.of(told),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static List<String> rules(ServiceFacts... services) {
    return Judgement.of(List.of(services), NONE).stream().map(Finding::rule).toList();
  }

  @Test
  void a_type_made_twice_is_one_finding_however_it_is_met() {
    assertThat(
            rules(service("a", List.of(), List.of(TWICE), Optional.of(TWICE), Optional.of(TWICE))))
        .containsExactly("type-created-twice");
  }

  @Test
  void what_fails_only_one_at_a_time_is_said_so() {
    List<Finding> findings =
        Judgement.of(
            List.of(service("a", List.of(), List.of(), Optional.empty(), Optional.of(TWICE))),
            NONE);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).message()).contains("applied one revision at a time");
    assertThat(rules(service("a", List.of(), List.of(), Optional.empty(), Optional.of(GONE))))
        .containsExactly("history-fails-one-at-a-time");
  }

  @Test
  void what_comes_after_a_passed_over_type_is_reported_once_more() {
    assertThat(
            rules(
                service(
                    "a", List.of(), List.of(TWICE, GONE), Optional.of(TWICE), Optional.of(TWICE))))
        .containsExactly("history-fails", "type-created-twice");
  }

  @Test
  void a_fault_of_the_graph_is_not_a_failure_as_well() {
    Revision one = revision("1");
    Revision two = revision("2");
    Problem refused =
        new Problem(Problem.Kind.COMMAND, Optional.empty(), "Multiple heads", Optional.empty(), AT);
    assertThat(
            rules(
                service(
                    "a",
                    List.of(new HistoryFault.SeveralHeads(List.of(one, two), AT)),
                    List.of(refused),
                    Optional.of(refused),
                    Optional.empty())))
        .containsExactly("several-heads");
  }

  @Test
  void heads_that_a_lost_parent_leaves_open_are_no_second_fault() {
    Revision one = revision("1");
    Revision two = revision("2");
    assertThat(
            rules(
                service(
                    "a",
                    List.of(
                        new HistoryFault.SeveralHeads(List.of(one, two), AT),
                        new HistoryFault.MissingParent(two, "0", AT)),
                    List.of(),
                    Optional.empty(),
                    Optional.empty())))
        .containsExactly("parent-missing");
  }

  @Test
  void what_no_migration_makes_is_told_once_where_it_comes_first() {
    Problem relation = problem("42P01", "relation \"tasks\" does not exist", "0001");
    Problem other = problem("42704", "index \"i\" does not exist", "0002");
    List<Finding> findings =
        Judgement.of(
            List.of(
                service(
                    "a",
                    List.of(),
                    List.of(relation, other),
                    Optional.of(relation),
                    Optional.of(other))),
            NONE);
    assertThat(findings).extracting(Finding::rule).containsExactly("history-begins-midway");
    assertThat(findings.getFirst().message()).endsWith("no migration makes `tasks`, `i`");
  }

  @Test
  void a_type_that_nobody_makes_is_no_beginning() {
    Problem type = problem("42704", "type \"x\" does not exist", "0002");
    assertThat(rules(service("a", List.of(), List.of(), Optional.of(type), Optional.empty())))
        .containsExactly("type-used-before-it-exists");
  }

  @Test
  void the_same_fault_in_two_services_is_two_findings() {
    List<Finding> findings =
        Judgement.of(
            List.of(
                service("a", List.of(), List.of(), Optional.of(GONE), Optional.empty()),
                service("b", List.of(), List.of(), Optional.of(GONE), Optional.empty())),
            NONE);
    assertThat(findings).extracting(Finding::service).containsExactly("a", "b");
    assertThat(findings).extracting(Finding::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void a_fingerprint_knows_no_line() {
    Finding finding =
        Judgement.of(
                List.of(service("a", List.of(), List.of(), Optional.of(GONE), Optional.empty())),
                NONE)
            .get(0);
    Finding moved =
        new Finding(
            finding.rule(),
            finding.severity(),
            finding.service(),
            Origin.inFile("versions/1.py", 99, 1),
            finding.message(),
            finding.help(),
            finding.also(),
            finding.topic(),
            finding.subject());
    assertThat(moved.fingerprint()).isEqualTo(finding.fingerprint());
  }

  private static Revision revision(String id) {
    return new Revision(id, List.of(), List.of(), List.of(), "", "versions/" + id + ".py", AT);
  }
}
