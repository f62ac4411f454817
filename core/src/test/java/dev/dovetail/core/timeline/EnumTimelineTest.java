package dev.dovetail.core.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.timeline.Moment.Member;
import dev.dovetail.core.timeline.Moment.Reading;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each way to part, and that no more is said than the commits show. */
class EnumTimelineTest {

  private final List<Moment> moments = new ArrayList<>();

  @Test
  void many_labels_at_once_are_a_bulk_addition() {
    moment("a b", "a b");
    moment("a b c d e", "a b");
    assertThat(causes()).containsExactly("BULK_ADDITION CERTAIN [c, d, e]");
    assertThat(timeline().open()).isPresent();
  }

  @Test
  void one_label_after_another_is_gradual() {
    moment("a", "a");
    moment("a b", "a");
    moment("a b c", "a");
    moment("a b c", "a b c");
    assertThat(causes()).containsExactly("GRADUAL_DRIFT CERTAIN [b, c]");
    assertThat(timeline().partings().getFirst().days()).contains(2L);
  }

  @Test
  void a_single_label_is_a_forgotten_migration_and_a_migration_without_it_incomplete() {
    moment("a", "a");
    moment("a b", "a");
    assertThat(causes()).containsExactly("FORGOTTEN_MIGRATION CERTAIN [b]");
    moments.clear();
    moment("a", "a");
    moment("a b c", "a b", List.of("0002"), List.of());
    assertThat(causes()).containsExactly("INCOMPLETE_MIGRATION CERTAIN [c]");
  }

  @Test
  void another_label_of_the_same_member_is_a_rename() {
    moments.add(moment(members("OPEN", "open", "DONE", "done"), "open done"));
    moments.add(moment(members("OPEN", "Open", "DONE", "done"), "open done"));
    assertThat(causes()).containsExactly("RENAMED_IN_CODE_ALONE CERTAIN [Open]");
    assertThat(timeline().turns().getLast().added()).isEmpty();
  }

  @Test
  void labels_that_the_type_loses_are_told_from_those_that_the_code_gains() {
    moment("a b", "a b");
    moment("a b", "a", List.of("0002"), List.of());
    assertThat(causes()).containsExactly("LABEL_DROPPED CERTAIN [b]");
    moments.clear();
    moment("a b", "a b");
    moment("a b", "a", List.of(), List.of("m/0001.py"));
    assertThat(causes()).containsExactly("MIGRATION_EDITED CERTAIN [b]");
  }

  @Test
  void a_type_may_be_too_small_from_the_start_or_never_made() {
    moment("a b c d", "a b");
    assertThat(causes()).containsExactly("SMALLER_FROM_THE_START CERTAIN [c, d]");
    moments.clear();
    moments.add(moment(members("A", "a"), Optional.empty(), Verdict.MISSING_TYPE));
    assertThat(causes()).containsExactly("TYPE_NEVER_MADE CERTAIN [a]");
  }

  @Test
  void the_cause_of_most_is_the_root() {
    moment("a", "a");
    moment("a b", "a");
    moment("a b c d e f", "a");
    assertThat(causes())
        .containsExactly("BULK_ADDITION LIKELY [c, d, e, f]", "FORGOTTEN_MIGRATION POSSIBLE [b]");
  }

  @Test
  void what_is_not_known_neither_parts_nor_heals() {
    moment("a b", "a");
    moments.add(moment(members("A", "a"), Optional.of("a"), Verdict.UNVERIFIABLE));
    assertThat(timeline().partings()).hasSize(1);
    assertThat(timeline().open()).isPresent();
  }

  @Test
  void an_enum_that_is_declared_no_more_ends_it() {
    moment("a b", "a");
    moments.add(
        moment(
            new Reading(
                Optional.empty(), Optional.of(List.of("a")), Verdict.UNBOUND, Optional.empty()),
            List.of(),
            List.of()));
    assertThat(timeline().open()).isEmpty();
  }

  private EnumTimeline timeline() {
    return EnumTimeline.of("s", Optional.of("E"), "public.e", moments);
  }

  private List<String> causes() {
    return timeline().partings().getFirst().causes().stream()
        .map(cause -> cause.kind() + " " + cause.confidence() + " " + cause.labels())
        .toList();
  }

  private void moment(String code, String database) {
    moment(code, database, List.of(), List.of());
  }

  private void moment(String code, String database, List<String> written, List<String> edited) {
    List<Member> members =
        List.of(code.split(" ")).stream().map(label -> new Member(label, label)).toList();
    List<String> labels = List.of(database.split(" "));
    Verdict verdict = labels.containsAll(List.of(code.split(" "))) ? Verdict.AGREES : Verdict.DRIFT;
    moments.add(
        moment(
            new Reading(Optional.of(members), Optional.of(labels), verdict, Optional.of("e.py")),
            written,
            edited));
  }

  private Moment moment(List<Member> members, String database) {
    return moment(members, Optional.of(database), Verdict.DRIFT);
  }

  private Moment moment(List<Member> members, Optional<String> database, Verdict verdict) {
    return moment(
        new Reading(
            Optional.of(members),
            database.map(labels -> List.of(labels.split(" "))),
            verdict,
            Optional.of("e.py")),
        List.of(),
        List.of());
  }

  private Moment moment(Reading reading, List<String> written, List<String> edited) {
    int day = moments.size() + 1;
    Contribution contribution =
        new Contribution(
            "%040d".formatted(day),
            OffsetDateTime.parse("2025-01-0%dT00:00:00Z".formatted(day)),
            "Ada",
            "a commit",
            List.of());
    return new Moment(contribution, Optional.of(reading), true, written, edited, 1);
  }

  private static List<Member> members(String... namesAndLabels) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < namesAndLabels.length; i += 2) {
      members.add(new Member(namesAndLabels[i], namesAndLabels[i + 1]));
    }
    return members;
  }
}
