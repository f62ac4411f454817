package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file declares.
 *
 * @param enums by their qualified names
 * @param tables what its classes and {@code Table(...)}s say of tables
 * @param usage how it uses tables, whosesoever they are
 * @param loose indexes and constraints that it makes, in a table or beside it
 */
record ModelFile(
    Map<String, DeclaredEnum> enums,
    List<EnumColumn> columns,
    List<TablePart> tables,
    List<Value.Constructed> loose,
    Usage usage,
    Optional<Models.Problem> problem) {

  ModelFile {
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
    loose = List.copyOf(loose);
  }
}
