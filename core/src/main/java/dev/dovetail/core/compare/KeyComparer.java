package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredConstraint;
import dev.dovetail.core.declared.DeclaredIndex;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Holds the keys, indexes and checks that a model declares against those of its table. Only what
 * the model says is looked for: what a table has beyond it harms no code that does not know it.
 */
final class KeyComparer {

  private final DeclaredTable model;
  private final Schema.Table table;
  private final Consumer<ModelDifference> differs;
  private final List<KeyText.Key> keys = new ArrayList<>();
  private final List<KeyText.Key> indexes = new ArrayList<>();
  private final List<KeyText.Key> references = new ArrayList<>();

  /** Whether all that is there was understood; else nothing is surely missing. */
  private boolean whole = true;

  private KeyComparer(DeclaredTable model, Schema.Table table, Consumer<ModelDifference> differs) {
    this.model = model;
    this.table = table;
    this.differs = differs;
  }

  static void compare(DeclaredTable model, Schema.Table table, Consumer<ModelDifference> differs) {
    if (model.unsure().isEmpty()) {
      new KeyComparer(model, table, differs).compare();
    }
  }

  private void compare() {
    for (Schema.Constraint constraint : table.constraints().values()) {
      switch (constraint.kind()) {
        case PRIMARY_KEY, UNIQUE -> note(KeyText.of(constraint), keys);
        case FOREIGN_KEY -> note(KeyText.of(constraint), references);
        case CHECK, EXCLUSION -> {}
      }
    }
    table.indexes().values().forEach(index -> note(KeyText.of(index), indexes));
    if (!whole) {
      return;
    }
    for (DeclaredConstraint constraint : model.constraints()) {
      switch (constraint) {
        case DeclaredConstraint.PrimaryKey key -> primaryKey(key);
        case DeclaredConstraint.Unique unique -> unique(unique);
        case DeclaredConstraint.ForeignKey key ->
            key.target().known().ifPresent(target -> foreignKey(key, target));
        case DeclaredConstraint.Check check -> check(check);
        case DeclaredConstraint.Other other -> {}
      }
    }
    model.indexes().forEach(this::index);
  }

  private void note(Optional<KeyText.Key> key, List<KeyText.Key> into) {
    whole &= key.isPresent();
    key.ifPresent(into::add);
  }

  private void primaryKey(DeclaredConstraint.PrimaryKey declared) {
    Optional<KeyText.Key> actual =
        table.constraints().values().stream()
            .filter(it -> it.kind() == Schema.ConstraintKind.PRIMARY_KEY)
            .findFirst()
            .flatMap(KeyText::of);
    boolean fits = actual.filter(key -> key.isOverSet(declared.columns())).isPresent();
    if (!fits && areThere(declared.columns())) {
      differs.accept(
          new ModelDifference.PrimaryKeyDiffers(
              table.name(), model, declared, actual.map(KeyText.Key::shown)));
    }
  }

  private void unique(DeclaredConstraint.Unique declared) {
    if (!areThere(declared.columns())) {
      return;
    }
    List<KeyText.Key> others = new ArrayList<>(keys);
    indexes.stream().filter(index -> index.unique() && !index.partial()).forEach(others::add);
    List<KeyText.Key> same =
        others.stream().filter(key -> key.isOverSet(declared.columns())).toList();
    if (same.isEmpty()) {
      differs.accept(
          new ModelDifference.UniqueMissing(table.name(), model, declared, Optional.empty()));
      return;
    }
    boolean named =
        declared.name().isEmpty()
            || isCut(declared.name().get())
            || same.stream().anyMatch(key -> key.name().equals(declared.name().get()));
    if (!named) {
      differs.accept(
          new ModelDifference.UniqueMissing(
              table.name(), model, declared, Optional.of(same.get(0).name())));
    }
  }

  // ---- foreign keys

  private void foreignKey(
      DeclaredConstraint.ForeignKey declared, DeclaredConstraint.Target target) {
    if (!areThere(declared.columns())) {
      return;
    }
    List<KeyText.Key> same =
        references.stream().filter(key -> key.isOverSet(declared.columns())).toList();
    if (same.isEmpty()) {
      differs.accept(new ModelDifference.ForeignKeyMissing(table.name(), model, declared, target));
    } else if (same.stream().noneMatch(key -> fits(key, declared, target))) {
      differs.accept(
          new ModelDifference.ForeignKeyDiffers(
              table.name(),
              model,
              declared,
              said(declared, target),
              shown(same.get(0).target().orElseThrow(), declared)));
    }
  }

  private static boolean fits(
      KeyText.Key key, DeclaredConstraint.ForeignKey declared, DeclaredConstraint.Target target) {
    KeyText.Target actual = key.target().orElseThrow();
    return actual.table().name().equals(target.table())
        && target.schema().map(actual.table().schema()::equals).orElse(true)
        && (target.columns().size() != declared.columns().size()
            || pairs(declared.columns(), target.columns())
                .equals(pairs(names(key), actual.columns())))
        && declared.onDelete().map(it -> action(it).equals(actual.onDelete())).orElse(true)
        && declared.onUpdate().map(it -> action(it).equals(actual.onUpdate())).orElse(true);
  }

  private static TreeSet<String> pairs(List<String> from, List<String> to) {
    TreeSet<String> pairs = new TreeSet<>();
    for (int i = 0; i < from.size() && i < to.size(); i++) {
      pairs.add(from.get(i) + "\0" + to.get(i));
    }
    return pairs;
  }

  private static List<String> names(KeyText.Key key) {
    return key.columns().stream().map(column -> column.orElse("")).toList();
  }

  /** {@code set null (a)} is {@code SET NULL}, for some columns. */
  private static String action(String written) {
    String words = written.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    int bracket = words.indexOf(" (");
    return bracket < 0 ? words : words.substring(0, bracket);
  }

  private static String said(
      DeclaredConstraint.ForeignKey declared, DeclaredConstraint.Target target) {
    return target.schema().map(schema -> schema + ".").orElse("")
        + target.table()
        + (target.columns().isEmpty() ? "" : "(" + String.join(", ", target.columns()) + ")")
        + declared.onUpdate().map(it -> " ON UPDATE " + action(it)).orElse("")
        + declared.onDelete().map(it -> " ON DELETE " + action(it)).orElse("");
  }

  private static String shown(KeyText.Target actual, DeclaredConstraint.ForeignKey declared) {
    return actual.table()
        + "("
        + String.join(", ", actual.columns())
        + ")"
        + (declared.onUpdate().isPresent() ? " ON UPDATE " + actual.onUpdate() : "")
        + (declared.onDelete().isPresent() ? " ON DELETE " + actual.onDelete() : "");
  }

  // ---- checks

  /** By name alone: their text is the server's own rewriting. */
  private void check(DeclaredConstraint.Check declared) {
    Optional<String> name = declared.name().filter(it -> !isCut(it));
    if (name.isPresent() && !table.constraints().containsKey(name.get())) {
      differs.accept(
          new ModelDifference.CheckMissing(table.name(), model, name.get(), declared.origin()));
    }
  }

  // ---- indexes

  private void index(DeclaredIndex declared) {
    Optional<String> name = declared.name().known().filter(it -> !isCut(it));
    Optional<List<String>> columns = declared.columns().known();
    if (columns.isPresent() && !areThere(columns.get())) {
      return;
    }
    Optional<KeyText.Key> namesake =
        name.flatMap(it -> all().stream().filter(key -> key.name().equals(it)).findFirst());
    if (namesake.isPresent()) {
      index(declared, columns, namesake.get());
      return;
    }
    Optional<KeyText.Key> covering = columns.flatMap(it -> covering(declared, it));
    // A name that is not known may be that one's.
    boolean missing =
        columns.isPresent() ? name.isPresent() || covering.isEmpty() : name.isPresent();
    if (missing) {
      differs.accept(
          new ModelDifference.IndexMissing(
              table.name(), model, declared, name, columns, covering.map(KeyText.Key::name)));
    }
  }

  private List<KeyText.Key> all() {
    List<KeyText.Key> all = new ArrayList<>(indexes);
    all.addAll(keys);
    return all;
  }

  private void index(DeclaredIndex declared, Optional<List<String>> columns, KeyText.Key actual) {
    List<String> says = new ArrayList<>();
    List<String> is = new ArrayList<>();
    if (columns.isPresent() && !actual.isOver(columns.get())) {
      says.add("over (" + String.join(", ", columns.get()) + ")");
      is.add("over " + actual.shown());
    }
    if (declared.unique() != actual.unique()) {
      says.add(declared.unique() ? "unique" : "not unique");
      is.add(actual.unique() ? "unique" : "not unique");
    }
    Optional<String> method = declared.method().map(it -> it.toLowerCase(Locale.ROOT));
    if (method.isPresent() && !method.get().equals(actual.method())) {
      says.add("by " + method.get());
      is.add("by " + actual.method());
    }
    boolean partial = declared.predicate().isPresent();
    // That it holds for some rows only matters where the model counts on all.
    if (partial && !actual.partial() || declared.unique() && actual.partial() && !partial) {
      says.add(partial ? "for some rows" : "for all rows");
      is.add(partial ? "for all rows" : "for some rows");
    }
    if (!says.isEmpty()) {
      differs.accept(
          new ModelDifference.IndexDiffers(
              table.name(),
              model,
              declared,
              actual.name(),
              String.join(", ", says),
              String.join(", ", is)));
    }
  }

  /** One that does the same under another name. */
  private Optional<KeyText.Key> covering(DeclaredIndex declared, List<String> columns) {
    boolean partial = declared.predicate().isPresent();
    String method = declared.method().orElse("btree").toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(key -> key.method().equals(method) && key.partial() == partial)
        .filter(key ->
            declared.unique()
                ? key.unique() && key.isOverSet(columns)
                : partial ? key.isOver(columns) : key.beginsWith(columns))
        .findFirst();
  }

  // ---- what is there

  /** A column that is missing is said by itself. */
  private boolean areThere(List<String> columns) {
    return !columns.isEmpty()
        && columns.stream().allMatch(column -> table.column(column).isPresent());
  }

  /** SQLAlchemy makes names that are too long shorter in its own way. */
  private static boolean isCut(String name) {
    return !Identifiers.cut(name).equals(name);
  }
}
