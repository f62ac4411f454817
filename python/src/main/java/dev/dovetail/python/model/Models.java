package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.source.Origin;
import java.util.List;

/**
 * What the Python code of one service believes in. All lists are in the order of files and lines.
 *
 * @param enums those that the service's own files define, and those of shared code that it uses or
 *     stores
 * @param columns those that store enums, of its own tables and of the tables in shared code that it
 *     imports
 * @param tables the same tables with all their columns
 * @param uses where its own files import enums of shared code
 * @param usage how all those files use tables
 * @param problems files that could not be read, or not wholly
 */
public record Models(
    List<DeclaredEnum> enums,
    List<EnumColumn> columns,
    List<DeclaredTable> tables,
    List<Use> uses,
    Usage usage,
    List<Problem> problems) {

  public Models {
    enums = List.copyOf(enums);
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
    uses = List.copyOf(uses);
    problems = List.copyOf(problems);
  }

  /** A file imports an enum; {@code at} is the import. */
  public record Use(DeclaredEnum declared, Origin at) {}

  /** A file could not be read: its encoding, its syntax. The rest of it was read all the same. */
  public record Problem(String file, String reason, Origin origin) {}
}
