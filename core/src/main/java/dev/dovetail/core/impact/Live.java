package dev.dovetail.core.impact;

import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import java.util.List;
import java.util.Optional;

/**
 * What a running database holds of an enum.
 *
 * @param database a name to show: it holds no password
 */
public record Live(String service, String database, Reading reading) {

  /** What came of entering it. */
  public sealed interface Reading {}

  /**
   * It was read.
   *
   * @param dependents what hangs on the type there, but for columns that are listed
   */
  public record Read(List<Column> columns, List<LiveEnum.Dependent> dependents) implements Reading {
    public Read {
      columns = List.copyOf(columns);
      dependents = List.copyOf(dependents);
    }
  }

  /** It was not read. */
  public record Unread(String reason, String help) implements Reading {}

  /**
   * A column that keeps labels.
   *
   * @param rows empty where nobody asked for them
   */
  public record Column(String name, Optional<RowCount> rows) {}
}
