package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.timeline.Cause;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Chronicle.Asked;
import dev.dovetail.workspace.Configuration.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short histories, each with one thing that has to be followed, found or said. */
class ChronicleStoriesTest {

  private static final String HOOK =
      "repos:\n- repo: local\n  hooks:\n  - id: enums\n    entry: dovetail check\n";

  @TempDir Path folder;
  private final List<Map<String, String>> states = new ArrayList<>();
  private final TreeMap<String, String> files = new TreeMap<>();

  @Test
  void an_enum_whose_class_is_renamed_goes_on_under_its_new_name() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    service("services/orders", "OrderStatus", "open", "done");
    commit();
    service("services/orders", "OrderStatus", "open", "done", "lost");
    commit();
    EnumTimeline only = told().enums().getFirst();
    assertThat(told().enums()).hasSize(1);
    assertThat(only.name()).contains("OrderStatus");
    assertThat(only.turns().getFirst().contribution().subject()).isEqualTo("commit 0");
    assertThat(only.turns().getLast().added()).containsExactly("lost");
  }

  @Test
  void a_module_that_is_renamed_touches_no_label() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    files.put("services/orders/statuses.py", files.remove("services/orders/states.py"));
    files.computeIfPresent(
        "services/orders/models.py", (any, text) -> text.replace("from states", "from statuses"));
    commit();
    EnumTimeline only = told().enums().getFirst();
    assertThat(told().enums()).hasSize(1);
    assertThat(only.turns()).hasSize(2);
    assertThat(only.turns().getLast().isQuiet()).isTrue();
  }

  @Test
  void a_column_of_text_refuses_no_label_that_comes_to_the_code() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration(
        "services/orders",
        1,
        "op.create_table('orders', sa.Column('id', sa.Integer), sa.Column('state', sa.Text()))");
    commit();
    service("services/orders", "OrderState", "open", "done", "lost");
    commit();
    EnumTimeline only = told().enums().getFirst();
    assertThat(only.turns().getLast().added()).containsExactly("lost");
    assertThat(only.partings()).isEmpty();
  }

  @Test
  void a_service_whose_folder_moves_goes_on_there() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    Map<String, String> moved = new TreeMap<>();
    files.forEach((path, text) -> moved.put(path.replace("services/orders", "apps/sales"), text));
    files.clear();
    files.putAll(moved);
    commit();
    service("apps/sales", "OrderState", "open", "done", "lost");
    commit();
    EnumTimeline only = told().enums().getFirst();
    assertThat(told().enums()).hasSize(1);
    assertThat(only.service()).isEqualTo("sales");
    assertThat(only.turns()).extracting(Turn::added).last().isEqualTo(List.of("lost"));
    assertThat(only.turns().getFirst().contribution().subject()).isEqualTo("commit 0");
  }

  @Test
  void what_was_squashed_is_the_squashed_commits() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    service("services/orders", "OrderState", "open", "done", "lost", "held");
    migration("services/orders", 2, adding("lost"));
    commit();
    Cause cause = parting().causes().getFirst();
    assertThat(cause.kind()).isEqualTo(Cause.Kind.INCOMPLETE_MIGRATION);
    assertThat(cause.labels()).containsExactly("held");
    assertThat(cause.contributions()).extracting(it -> it.subject()).containsExactly("commit 1");
  }

  @Test
  void branches_that_leave_two_heads_are_a_cause_and_no_more_than_possible() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    migration("services/orders", 2, "pass");
    commit();
    service("services/orders", "OrderState", "open", "done", "lost");
    migration("services/orders", 3, "pass");
    files.computeIfPresent(
        "services/orders/m/versions/3.py", (any, text) -> text.replace("= '2'", "= '1'"));
    commit();
    assertThat(parting().causes())
        .filteredOn(cause -> cause.kind() == Cause.Kind.BRANCHES_MERGED)
        .singleElement()
        .satisfies(cause -> {
          assertThat(cause.confidence()).isEqualTo(Cause.Confidence.POSSIBLE);
          assertThat(cause.evidence()).contains("2 heads");
        });
  }

  @Test
  void a_migration_that_is_edited_by_hand_is_told_from_a_new_one() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    migration("services/orders", 1, creating("open"));
    commit();
    Cause cause = parting().causes().getFirst();
    assertThat(cause.kind()).isEqualTo(Cause.Kind.MIGRATION_EDITED);
    assertThat(cause.confidence()).isEqualTo(Cause.Confidence.CERTAIN);
    assertThat(cause.evidence()).contains("services/orders/m/versions/1.py", "lost 1 label");
  }

  @Test
  void what_stood_guard_is_asked_of_the_commit_that_parted_them() throws Exception {
    service("services/orders", "OrderState", "open", "done");
    migration("services/orders", 1, creating("open", "done"));
    commit();
    service("services/orders", "OrderState", "open", "done", "lost");
    commit();
    migration("services/orders", 2, adding("lost"));
    files.put(".pre-commit-config.yaml", HOOK);
    files.put("services/orders/tests/test_types.py", "QUERY = 'SELECT enumlabel FROM pg_enum'\n");
    commit();
    service("services/orders", "OrderState", "open", "done", "lost", "held");
    commit();
    files.remove(".pre-commit-config.yaml");
    commit();
    List<Parting> partings = told().enums().getFirst().partings();
    assertThat(partings).hasSize(2);
    assertThat(partings.getFirst().guards()).isEmpty();
    assertThat(partings.getLast().guards())
        .containsExactly(
            ".pre-commit-config.yaml runs `dovetail check`",
            "services/orders/tests/test_types.py reads `pg_enum`");
  }

  @Test
  void a_guard_is_also_a_step_of_ci_or_a_tool_of_tests() {
    assertThat(
            Guards.in(
                tree(
                    Map.of(
                        ".github/workflows/ci.yml", "run: alembic check",
                        "Makefile", "\tpdm run validate-enum-drift",
                        "pyproject.toml", "test = ['pytest-alembic']",
                        "README.md", "dovetail check",
                        "tests/test_other.py", "assert True"))))
        .containsExactly(
            ".github/workflows/ci.yml runs `alembic check`",
            "Makefile runs `validate-enum-drift`",
            "pyproject.toml runs `pytest-alembic`");
  }

  private static dev.dovetail.core.source.MemoryTree tree(Map<String, String> files) {
    return new dev.dovetail.core.source.MemoryTree(files);
  }

  private Parting parting() throws Exception {
    return told().enums().getFirst().partings().getFirst();
  }

  private Timeline told() throws Exception {
    Repository repository = Mainline.of(folder, states);
    return Chronicle.of(
        repository, Asked.all(repository.commit("main"), "r", Versions.open()), (done, all) -> {});
  }

  private void commit() {
    states.add(Map.copyOf(files));
  }

  private void service(String path, String name, String... labels) {
    files.put(path + "/alembic.ini", "[alembic]\nscript_location = m\n");
    files.put(path + "/m/env.py", "from alembic import context\n");
    StringBuilder members = new StringBuilder();
    for (String label : labels) {
      members.append("    %s = '%s'%n".formatted(label, label));
    }
    files.put(
        path + "/states.py", "from enum import Enum\nclass %s(Enum):\n%s".formatted(name, members));
    files.put(
        path + "/models.py",
        """
        from states import %s
        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Row(Base):
            __tablename__ = "orders"
            id = sa.Column(sa.Integer, primary_key=True)
            state = sa.Column(sa.Enum(%s, name="order_state"))
        """
            .formatted(name, name));
  }

  private void migration(String path, int number, String body) {
    files.put(
        "%s/m/versions/%d.py".formatted(path, number),
        """
        import sqlalchemy as sa
        from alembic import op
        revision = '%d'
        down_revision = %s
        def upgrade():
            %s
        def downgrade():
            pass
        """
            .formatted(number, number == 1 ? "None" : "'" + (number - 1) + "'", body));
  }

  private static String creating(String... labels) {
    return "op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True),"
        + " sa.Column('state', sa.Enum('%s', name='order_state')))"
            .formatted(String.join("', '", labels));
  }

  private static String adding(String label) {
    return "op.execute(\"ALTER TYPE order_state ADD VALUE '%s'\")".formatted(label);
  }
}
