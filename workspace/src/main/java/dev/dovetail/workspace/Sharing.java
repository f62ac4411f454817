package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several histories in one folder are several databases behind one body of code. A column belongs
 * to the database that has its table; one that none has belongs to the first.
 */
final class Sharing {

  private Sharing() {}

  static Code.Facts own(Service service, Code.Facts declared, Map<Service, Told> told) {
    List<Service> partners =
        told.keySet().stream().filter(other -> other.folder().equals(service.folder())).toList();
    if (partners.size() < 2 || !told.containsKey(service)) {
      return declared;
    }
    List<EnumColumn> columns =
        declared.columns().stream()
            .filter(column -> isOwn(service, partners, told, column.schema(), column.table()))
            .toList();
    List<DeclaredTable> tables =
        declared.tables().stream()
            .filter(table -> isOwn(service, partners, told, table.schema(), table.name()))
            .toList();
    return new Code.Facts(
        columns,
        tables,
        declared.enums(),
        declared.uses(),
        declared.usage(),
        declared.unreadable());
  }

  private static boolean isOwn(
      Service service,
      List<Service> partners,
      Map<Service, Told> told,
      Optional<String> schema,
      String table) {
    return partners.stream()
        .filter(partner -> hasTable(told, partner, schema, table))
        .findFirst()
        .map(partner -> hasTable(told, service, schema, table))
        .orElse(service.equals(partners.get(0)));
  }

  private static boolean hasTable(
      Map<Service, Told> told, Service service, Optional<String> schema, String name) {
    return Optional.ofNullable(told.get(service)).stream()
        .flatMap(history -> history.schema().tables().keySet().stream())
        .anyMatch(
            table -> table.name().equals(name) && schema.map(table.schema()::equals).orElse(true));
  }
}
