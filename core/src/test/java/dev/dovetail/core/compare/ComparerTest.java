package dev.dovetail.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bindings and verdicts, on facts made by hand. */
class ComparerTest {

  private static final Origin CODE = Origin.inFile("app/models.py", 3, 5);
  private static final Origin MIGRATION = Origin.inFile("versions/1.py", 9, 5);
  private static final ObjectName STATE = new ObjectName("public", "task_state");

  private final Map<ObjectName, EnumType> enums = new TreeMap<>();
  private final Map<ObjectName, Table> tables = new TreeMap<>();
  private final List<Doubt> doubts = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();

  private void type(ObjectName name, String... labels) {
    enums.put(name, new EnumType(name, labels(MIGRATION, labels), MIGRATION));
  }

  private void column(String table, String column, String type, Optional<ObjectName> enumType) {
    Column made =
        new Column(
            column,
            type,
            enumType,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            MIGRATION);
    ObjectName name = new ObjectName("public", table);
    tables.put(
        name,
        new Table(
            name,
            List.of(made),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            MIGRATION));
  }

  private List<Comparison> compare(List<DeclaredEnum> known, EnumColumn... columns) {
    Schema schema =
        new Schema(
            new TreeMap<>(enums),
            new TreeMap<>(),
            new TreeMap<>(tables),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(List.of("public")));
    return Comparer.compare(List.of(columns), known, bindings, schema, doubts);
  }

  private Comparison only(EnumColumn column) {
    List<Comparison> comparisons = compare(List.of(), column);
    assertThat(comparisons).hasSize(1);
    return comparisons.get(0);
  }

  private static List<Label> labels(Origin origin, String... texts) {
    return List.of(texts).stream().map(text -> new Label(text, origin)).toList();
  }

  private static EnumColumn stored(Storage storage, String typeName, String... labels) {
    return new EnumColumn(
        Optional.empty(),
        "tasks",
        "state",
        storage == Storage.NATIVE ? Optional.of(typeName) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        labels(CODE, labels),
        new Persistence.Literals(),
        storage,
        false,
        Optional.empty(),
        Optional.empty(),
        CODE);
  }

  private static DeclaredEnum declared(String name, String... members) {
    return new DeclaredEnum(
        name,
        "app.states",
        List.of("Enum"),
        List.of(members).stream()
            .map(m -> new DeclaredEnum.Member(m, Optional.of(m), true, Optional.empty(), CODE))
            .toList(),
        Optional.empty(),
        CODE);
  }

  @Test
  void the_column_decides_which_type_it_is() {
    type(STATE, "open", "done");
    column("tasks", "state", "task_state", Optional.of(STATE));
    Comparison comparison = only(stored(Storage.NATIVE, "task_state", "open", "done"));
    assertThat(comparison.verdict()).isEqualTo(Verdict.AGREES);
    assertThat(comparison.drifts()).isEmpty();
    assertThat(comparison.column()).hasToString("Optional[tasks.state]");
  }

  @Test
  void a_label_more_in_the_code_is_drift_and_one_less_a_superset() {
    type(STATE, "open", "done");
    column("tasks", "state", "task_state", Optional.of(STATE));
    Comparison more = only(stored(Storage.NATIVE, "task_state", "open", "done", "lost"));
    assertThat(more.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(more.missing()).containsExactly("lost");
    Comparison less = only(stored(Storage.NATIVE, "task_state", "open"));
    assertThat(less.verdict()).isEqualTo(Verdict.SUPERSET);
    assertThat(less.extra()).containsExactly("done");
  }

  @Test
  void a_column_that_became_text_is_followed() {
    type(STATE, "open");
    column("tasks", "state", "character varying", Optional.empty());
    Comparison comparison = compare(List.of(), stored(Storage.NATIVE, "task_state", "open")).get(0);
    assertThat(comparison.verdict()).isEqualTo(Verdict.TEXT);
    assertThat(comparison.drifts())
        .containsExactly(new Drift.StoredAsText("character varying", false, MIGRATION));
  }

  @Test
  void a_type_that_nobody_makes_is_missing() {
    Comparison comparison = only(stored(Storage.NATIVE, "task_state", "open"));
    assertThat(comparison.verdict()).isEqualTo(Verdict.MISSING_TYPE);
    assertThat(comparison.told()).isEmpty();
  }

  @Test
  void another_name_of_the_type_is_said_and_the_labels_are_compared_all_the_same() {
    type(STATE, "open");
    column("tasks", "state", "task_state", Optional.of(STATE));
    Comparison comparison = only(stored(Storage.NATIVE, "taskstate", "open", "done"));
    assertThat(comparison.verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(comparison.drifts())
        .hasExactlyElementsOfTypes(Drift.TypeMissing.class, Drift.Missing.class);
  }

  @Test
  void a_doubt_makes_unverifiable_only_what_it_could_change() {
    type(STATE, "open");
    column("tasks", "state", "task_state", Optional.of(STATE));
    EnumColumn stored = stored(Storage.NATIVE, "task_state", "open", "done");
    doubts.add(new Doubt("a loop", MIGRATION, new Touches.Named(List.of("other"))));
    doubts.add(new Doubt("an update", MIGRATION, new Touches.Rows(List.of("tasks"))));
    assertThat(only(stored).verdict()).isEqualTo(Verdict.DRIFT);
    doubts.add(new Doubt("a loop", MIGRATION, new Touches.Named(List.of("task_state"))));
    assertThat(only(stored).verdict()).isEqualTo(Verdict.UNVERIFIABLE);
    assertThat(only(stored).drifts()).containsExactly(new Drift.Unverifiable("a loop", MIGRATION));
  }

  @Test
  void a_type_that_no_model_uses_is_unbound_and_names_the_likeliest() {
    type(STATE, "open", "done");
    DeclaredEnum likely = declared("TaskState", "open", "done", "lost");
    List<Comparison> comparisons = compare(List.of(declared("Color", "red"), likely));
    assertThat(comparisons).hasSize(1);
    assertThat(comparisons.get(0).verdict()).isEqualTo(Verdict.UNBOUND);
    assertThat(comparisons.get(0).drifts())
        .containsExactly(new Drift.Unbound(enums.get(STATE), Optional.of(likely)));
  }

  @Test
  void a_configured_binding_compares_what_no_model_binds() {
    type(STATE, "open", "done");
    column("tasks", "state", "task_state", Optional.of(STATE));
    bindings.add(
        new Binding(
            "app.states:TaskState",
            Optional.empty(),
            Optional.of("tasks.state"),
            Optional.empty(),
            Optional.empty()));
    List<Comparison> comparisons = compare(List.of(declared("TaskState", "open", "done", "lost")));
    assertThat(comparisons).hasSize(1);
    assertThat(comparisons.get(0).verdict()).isEqualTo(Verdict.DRIFT);
    assertThat(comparisons.get(0).missing()).containsExactly("lost");
  }

  @Test
  void a_table_in_the_one_other_schema_is_found() {
    ObjectName other = new ObjectName("work", "task_state");
    type(other, "open");
    assertThat(only(stored(Storage.NATIVE, "task_state", "open")).verdict())
        .isEqualTo(Verdict.AGREES);
  }

  @Test
  void numbers_are_compared_with_nothing() {
    assertThat(compare(List.of(), stored(Storage.NUMBER, "", "1"))).isEmpty();
  }

  @Test
  void without_migrations_nothing_is_claimed() {
    assertThat(Comparer.withoutMigrations(List.of(stored(Storage.NATIVE, "task_state", "open"))))
        .singleElement()
        .extracting(Comparison::verdict)
        .isEqualTo(Verdict.UNVERIFIABLE);
  }
}
