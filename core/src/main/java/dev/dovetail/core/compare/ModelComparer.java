package dev.dovetail.core.compare;

import dev.dovetail.core.compare.ModelDifference.Pair;
import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.ServerDefault;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the tables that the code believes in against a schema. What could not be read of the code
 * is passed over: only what is surely different is a difference. The labels of enums are not looked
 * at here, nor the types of the columns that store them.
 */
public final class ModelComparer {

  private static final String USUAL = "public";

  private final Schema schema;
  private final Set<Comparison.Column> enums;
  private final List<ModelDifference> differences = new ArrayList<>();

  private ModelComparer(Schema schema, Set<Comparison.Column> enums) {
    this.schema = schema;
    this.enums = enums;
  }

  /**
   * In the order of the models; what no model speaks of comes last.
   *
   * @param enums columns whose type others have compared
   */
  public static List<ModelDifference> compare(
      List<DeclaredTable> models, Schema schema, Set<Comparison.Column> enums) {
    ModelComparer comparer = new ModelComparer(schema, enums);
    comparer.compare(models);
    return List.copyOf(comparer.differences);
  }

  private void compare(List<DeclaredTable> models) {
    Map<ObjectName, List<DeclaredTable>> met = new LinkedHashMap<>();
    for (DeclaredTable model : models) {
      Optional<Schema.Table> table = table(model);
      if (table.isPresent()) {
        met.computeIfAbsent(table.get().name(), name -> new ArrayList<>()).add(model);
      } else if (isMissing(model)) {
        differences.add(
            new ModelDifference.TableMissing(
                new ObjectName(model.schema().orElse(USUAL), model.name()), model));
      }
    }
    met.forEach((name, several) -> {
      Schema.Table table = Objects.requireNonNull(schema.tables().get(name), "it was met there");
      several.forEach(model -> {
        columns(model, table);
        KeyComparer.compare(model, table, differences::add);
      });
      extraColumns(several, table);
    });
    if (!met.isEmpty()) {
      extraTables(met.keySet());
    }
  }

  /** Without a schema, the one table of that name in any schema may be meant. */
  private Optional<Schema.Table> table(DeclaredTable model) {
    ObjectName said = new ObjectName(model.schema().orElse(USUAL), model.name());
    Optional<Schema.Table> there = Optional.ofNullable(schema.tables().get(said));
    if (there.isPresent() || model.schema().isPresent()) {
      return there;
    }
    List<Schema.Table> namesakes =
        schema.tables().values().stream()
            .filter(table -> table.name().name().equals(model.name()))
            .toList();
    return namesakes.size() == 1 ? Optional.of(namesakes.get(0)) : Optional.empty();
  }

  private boolean isMissing(DeclaredTable model) {
    return schema.views().keySet().stream().noneMatch(view -> view.name().equals(model.name()))
        && schema.tables().keySet().stream().noneMatch(table -> table.name().equals(model.name()));
  }

  private void extraTables(Set<ObjectName> met) {
    for (Schema.Table table : schema.tables().values()) {
      if (!met.contains(table.name()) && table.partitionOf().isEmpty()) {
        differences.add(new ModelDifference.TableExtra(table));
      }
    }
  }

  private void extraColumns(List<DeclaredTable> models, Schema.Table table) {
    Set<String> known = new TreeSet<>();
    for (DeclaredTable model : models) {
      if (!model.unsure().isEmpty()) {
        return;
      }
      model.columns().forEach(column -> known.add(column.name()));
    }
    for (Schema.Column column : table.columns()) {
      if (!known.contains(column.name())) {
        differences.add(new ModelDifference.ColumnExtra(table.name(), models.get(0), column));
      }
    }
  }

  private void columns(DeclaredTable model, Schema.Table table) {
    for (DeclaredColumn column : model.columns()) {
      Optional<Schema.Column> actual = table.column(column.name());
      if (actual.isPresent()) {
        column(new Pair(table.name(), model, column, actual.get()));
      } else {
        differences.add(new ModelDifference.ColumnMissing(table.name(), model, column));
      }
    }
  }

  private void column(Pair pair) {
    type(pair);
    nullability(pair);
    serverDefault(pair);
  }

  private void type(Pair pair) {
    if (enums.contains(new Comparison.Column(pair.table(), pair.actual().name()))) {
      return;
    }
    pair.declared()
        .type()
        .map(type -> type.displayed(pair.table().schema()))
        .known()
        .filter(declared -> !declared.equals(pair.actual().type()))
        .ifPresent(declared -> differences.add(new ModelDifference.TypeDiffers(pair, declared)));
  }

  private void nullability(Pair pair) {
    if (pair.declared().primaryKey() || pair.actual().generated().isPresent()) {
      return;
    }
    pair.declared()
        .nullable()
        .known()
        .filter(may -> may == pair.actual().notNull())
        .ifPresent(may -> differences.add(new ModelDifference.NullabilityDiffers(pair, may)));
  }

  private void serverDefault(Pair pair) {
    Schema.Column actual = pair.actual();
    boolean filled =
        actual.defaultText().isPresent()
            || actual.identity().isPresent()
            || actual.generated().isPresent();
    Optional<ServerDefault> declared = pair.declared().serverDefault().known();
    if (declared.isEmpty()) {
      return;
    }
    switch (declared.get()) {
      case ServerDefault.None none -> {}
      case ServerDefault.Elsewhere elsewhere -> {}
      case ServerDefault.Generated(String sql) ->
          missing(pair, "GENERATED AS (" + sql + ")", filled);
      case ServerDefault.Serial serial -> missing(pair, "the next number of a sequence", filled);
      case ServerDefault.Identity identity -> missing(pair, "an identity", filled);
      case ServerDefault.Expression(String sql) -> {
        missing(pair, sql, filled);
        actual
            .defaultText()
            .filter(text -> !text.equals(sql))
            .ifPresent(
                text -> differences.add(new ModelDifference.DefaultDiffers(pair, sql, text)));
      }
    }
  }

  private void missing(Pair pair, String declared, boolean filled) {
    if (!filled) {
      differences.add(new ModelDifference.DefaultMissing(pair, declared));
    }
  }
}
