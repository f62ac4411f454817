package dev.dovetail.core.convention;

import dev.dovetail.core.schema.ObjectName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What services have agreed on for tables that each of them has: the outbox, the audit log.
 *
 * @param tables names or patterns with {@code *}; without a schema they hold in every schema
 * @param services those that it binds; empty for all
 * @param exact whether what the convention does not name is a departure too
 */
public record Convention(
    String name,
    List<String> tables,
    List<String> services,
    List<String> exclude,
    boolean exact,
    Measure measure) {

  public Convention {
    tables = List.copyOf(tables);
    services = List.copyOf(services);
    exclude = List.copyOf(exclude);
  }

  /** What the tables are held against. */
  public sealed interface Measure {}

  /** The convention in words of its own. What a column leaves unsaid is not compared. */
  public record Written(List<Column> columns, List<Index> indexes, List<Constraint> constraints)
      implements Measure {
    public Written {
      columns = List.copyOf(columns);
      indexes = List.copyOf(indexes);
      constraints = List.copyOf(constraints);
    }
  }

  /** The tables of one service, which the others follow. */
  public record Reference(String service) implements Measure {}

  /** What can be said of a column. */
  public enum Part {
    TYPE,
    NULLABLE,
    DEFAULT
  }

  /**
   * A column.
   *
   * @param type where it is said
   * @param rest what follows the type in SQL
   */
  public record Column(String name, Optional<String> type, String rest, Set<Part> said) {
    public Column {
      said = Set.copyOf(said);
    }
  }

  /**
   * An index.
   *
   * @param name empty where any name will do
   * @param keys columns or expressions, with their order
   */
  public record Index(
      Optional<String> name,
      List<String> keys,
      boolean unique,
      Optional<String> method,
      List<String> include,
      Optional<String> where) {
    public Index {
      keys = List.copyOf(keys);
      include = List.copyOf(include);
    }
  }

  /**
   * A constraint, as SQL writes it after its name.
   *
   * @param name empty where any name will do
   */
  public record Constraint(Optional<String> name, String definition) {}

  public boolean binds(String service) {
    return (services.isEmpty() || services.contains(service)) && !exclude.contains(service);
  }

  public boolean covers(ObjectName table) {
    return tables.stream()
        .anyMatch(
            pattern -> matches(pattern, pattern.contains(".") ? table.toString() : table.name()));
  }

  /** Whether it says something of a thing with this name: a table, an index, a constraint. */
  public boolean speaksOf(String thing) {
    return tables.stream()
            .anyMatch(pattern -> matches(pattern.substring(pattern.indexOf('.') + 1), thing))
        || measure instanceof Written written
            && Stream.concat(
                    written.indexes().stream().map(Index::name),
                    written.constraints().stream().map(Constraint::name))
                .anyMatch(name -> name.isPresent() && name.get().equals(thing));
  }

  /** Its name at the start of a sentence. */
  public String title() {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Stars match anything: the first piece begins the text, the last ends it. */
  private static boolean matches(String pattern, String text) {
    String[] pieces = pattern.split("\\*", -1);
    String last = pieces[pieces.length - 1];
    if (pieces.length == 1) {
      return pattern.equals(text);
    }
    if (!text.startsWith(pieces[0]) || !text.endsWith(last)) {
      return false;
    }
    int at = pieces[0].length();
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = text.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    return at <= text.length() - last.length();
  }
}
