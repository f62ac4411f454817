package dev.dovetail.workspace;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.history.HistoryFault.Unreadable;
import java.util.List;
import java.util.Set;

/** A language, as far as it says what a service's code declares. */
interface Code {

  /** Of everything that belongs to the service, and of no other service. */
  Facts of(Service service);

  /** Models that migrations made from a metadata would not see. */
  List<UnseenModel> unseen(Service service);

  /** The files that were parsed for all that was asked so far. */
  Set<String> parsed();

  /**
   * What the code of a service believes.
   *
   * @param columns those that store enums
   * @param tables with all their columns
   * @param enums every enum that it declares or imports, candidates for what is unbound
   * @param uses names of the enums that it imports or declares
   * @param usage how it uses tables
   */
  record Facts(
      List<EnumColumn> columns,
      List<DeclaredTable> tables,
      List<DeclaredEnum> enums,
      List<String> uses,
      Usage usage,
      List<Unreadable> unreadable) {

    static final Facts NONE =
        new Facts(List.of(), List.of(), List.of(), List.of(), Usage.none(), List.of());

    public Facts {
      columns = List.copyOf(columns);
      tables = List.copyOf(tables);
      enums = List.copyOf(enums);
      uses = List.copyOf(uses);
      unreadable = List.copyOf(unreadable);
    }

    boolean isEmpty() {
      return columns.isEmpty() && uses.isEmpty() && unreadable.isEmpty();
    }
  }
}
