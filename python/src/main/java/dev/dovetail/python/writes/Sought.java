package dev.dovetail.python.writes;

import dev.dovetail.core.source.Origin;
import java.util.Map;

/**
 * The column whose writers are sought.
 *
 * @param enumName the enum's own name, without the classes around it
 * @param members each member with the label that is stored of it
 * @param table as the database calls it
 * @param column as the database calls it
 * @param at where the code declares the column
 */
public record Sought(
    String enumName, Map<String, String> members, String table, String column, Origin.InFile at) {

  public Sought {
    members = Map.copyOf(members);
  }
}
