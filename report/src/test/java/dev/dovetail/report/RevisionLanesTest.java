package dev.dovetail.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionLanesTest {

  private static Revision revision(String id, String... parents) {
    return new Revision(
        id, List.of(parents), List.of(), List.of(), "", id, Origin.inFile(id, 1, 1));
  }

  private static List<String> rows(RevisionLanes lanes) {
    return lanes.rows().stream().map(row -> row.revision().id() + "@" + row.lane()).toList();
  }

  @Test
  void a_line_stays_in_its_lane() {
    RevisionLanes lanes =
        RevisionLanes.of(List.of(revision("a"), revision("b", "a"), revision("c", "b")));
    assertThat(rows(lanes)).containsExactly("c@0", "b@0", "a@0");
    assertThat(lanes.width()).isEqualTo(1);
  }

  @Test
  void branches_go_side_by_side_until_they_are_merged() {
    RevisionLanes lanes =
        RevisionLanes.of(
            List.of(
                revision("a"), revision("b", "a"), revision("c", "a"), revision("m", "b", "c")));
    assertThat(rows(lanes)).containsExactly("m@0", "c@1", "b@0", "a@0");
    assertThat(lanes.edges()).hasSize(4).allMatch(edge -> edge.from() < edge.to());
  }

  @Test
  void two_heads_have_two_lanes() {
    RevisionLanes lanes =
        RevisionLanes.of(List.of(revision("a"), revision("b", "a"), revision("c", "a")));
    assertThat(rows(lanes)).containsExactly("c@0", "b@1", "a@0");
  }

  @Test
  void what_is_missing_or_goes_round_in_circles_is_no_line() {
    RevisionLanes lanes =
        RevisionLanes.of(
            List.of(revision("a", "gone"), revision("b", "c"), revision("c", "b"), revision("b")));
    assertThat(lanes.rows()).hasSize(4);
    assertThat(lanes.edges()).allMatch(edge -> edge.from() < edge.to());
  }

  @Test
  void any_number_of_branches_is_drawn() {
    List<Revision> revisions = new ArrayList<>(List.of(revision("a")));
    for (int i = 0; i < 300; i++) {
      revisions.add(revision("b" + i, "a"));
    }
    RevisionLanes lanes = RevisionLanes.of(revisions);
    assertThat(lanes.rows()).hasSize(301);
    assertThat(lanes.width()).isLessThanOrEqualTo(10);
  }
}
