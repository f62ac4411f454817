package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A table that the code believes in, with all its columns.
 *
 * @param schema where the code says one
 * @param model the class that is mapped to it; of several, the one at the root of the family
 * @param unsure why columns, constraints or indexes may be missing here, or one too many: an answer
 *     about what is not listed cannot be trusted then. Empty where all of it was read
 */
public record DeclaredTable(
    Optional<String> schema,
    String name,
    Optional<String> model,
    List<DeclaredColumn> columns,
    List<DeclaredConstraint> constraints,
    List<DeclaredIndex> indexes,
    List<String> unsure,
    Origin origin) {

  public DeclaredTable {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    unsure = List.copyOf(unsure);
  }

  public Optional<DeclaredColumn> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }

  /** The columns of the primary key. */
  public List<String> primaryKey() {
    return constraints.stream()
        .filter(DeclaredConstraint.PrimaryKey.class::isInstance)
        .map(DeclaredConstraint.PrimaryKey.class::cast)
        .findFirst()
        .map(DeclaredConstraint.PrimaryKey::columns)
        .orElse(List.of());
  }
}
