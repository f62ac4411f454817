package dev.dovetail.core.judge;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What has an enum type, as people call it.
 *
 * @param columns also those of its arrays and domains
 * @param others domains, and functions by what they are called with
 */
record TypeUsers(List<String> columns, List<String> others) {

  static TypeUsers of(Schema schema, ObjectName type) {
    List<String> columns = new ArrayList<>();
    for (Schema.Table table : schema.tables().values()) {
      table.columns().stream()
          .filter(column -> column.enumType().filter(type::equals).isPresent())
          .forEach(column -> columns.add(table.name().name() + "." + column.name()));
    }
    List<String> others = new ArrayList<>();
    schema.domains().values().stream()
        .filter(domain -> domain.enumType().filter(type::equals).isPresent())
        .forEach(domain -> others.add(domain.name().name()));
    Pattern name =
        Pattern.compile("(?<![\\w.\"])" + Pattern.quote(type.toString()) + "(?![\\w\"])");
    schema.routines().values().stream()
        .map(Schema.Routine::signature)
        .filter(signature -> name.matcher(signature).find())
        .forEach(others::add);
    return new TypeUsers(columns, others);
  }

  List<String> all() {
    List<String> all = new ArrayList<>(columns);
    all.addAll(others);
    return all;
  }
}
