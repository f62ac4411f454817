package dev.dovetail.migrations.alembic;

import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of constraints and indexes: as written, or by the naming convention of the service's
 * metadata, which Alembic gives to the tables it makes.
 */
final class Naming {

  private static final Pattern TOKEN = Pattern.compile("%\\((\\w+)\\)s");
  private static final Pattern COLUMN =
      Pattern.compile("(referred_)?column_(\\d+)(_?N)?(_name|_label|_key)?");

  private final Map<String, String> convention;

  Naming(Map<String, String> convention) {
    this.convention = new TreeMap<>(convention);
    this.convention.putIfAbsent("ix", "ix_%(column_0_label)s");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Naming naming && convention.equals(naming.convention);
  }

  @Override
  public int hashCode() {
    return convention.hashCode();
  }

  /**
   * What a convention may speak of.
   *
   * @param kind {@code pk}, {@code uq}, {@code ck}, {@code fk} or {@code ix}
   */
  record Subject(
      String kind,
      Optional<String> schema,
      String table,
      List<String> columns,
      Optional<String> referredTable,
      List<String> referredColumns) {
    Subject {
      columns = List.copyOf(columns);
      referredColumns = List.copyOf(referredColumns);
    }

    static Subject of(String kind, Optional<String> schema, String table, List<String> columns) {
      return new Subject(kind, schema, table, columns, Optional.empty(), List.of());
    }
  }

  /** The name that a constraint gets; empty where PostgreSQL is left to find one. */
  Optional<String> name(Optional<Value> written, Subject subject, Given given) {
    Optional<String> own =
        written.map(value -> {
          String text = Given.text(value, given.at());
          return Given.isCut(value) ? Sql.cut(text) : text;
        });
    boolean fixed = written.filter(value -> value instanceof Value.Constructed).isPresent();
    String pattern = convention.getOrDefault(subject.kind(), "");
    if (fixed || pattern.isEmpty() || (own.isPresent() && !pattern.contains("constraint_name"))) {
      return own;
    }
    if (own.isEmpty() && pattern.contains("constraint_name")) {
      throw PythonRaise.of(
          "sqlalchemy.exc.InvalidRequestError",
          "Naming convention including %(constraint_name)s token requires that constraint is"
              + " explicitly named.",
          given.at());
    }
    return Optional.of(Sql.cut(fill(pattern, subject, own.orElse(""), given)));
  }

  private static String fill(String pattern, Subject subject, String own, Given given) {
    Matcher matcher = TOKEN.matcher(pattern);
    StringBuilder name = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          name, Matcher.quoteReplacement(token(matcher.group(1), subject, own, given)));
    }
    return matcher.appendTail(name).toString();
  }

  private static String token(String token, Subject subject, String own, Given given) {
    Matcher column = COLUMN.matcher(token);
    if (column.matches()) {
      List<String> names = column.group(1) == null ? subject.columns() : subject.referredColumns();
      int index = Integer.parseInt(column.group(2));
      String all = column.group(3);
      boolean label = "_label".equals(column.group(4));
      if (all != null) {
        return String.join(all.startsWith("_") ? "_" : "", names);
      }
      if (index < names.size()) {
        return label ? label(subject) + names.get(index) : names.get(index);
      }
    }
    return switch (token) {
      case "table_name" -> subject.table();
      case "referred_table_name" -> subject.referredTable().orElse("");
      case "constraint_name" -> own;
      default ->
          throw new Unreadable("the naming convention's " + token + " is not known", given.at());
    };
  }

  private static String label(Subject subject) {
    return subject.schema().map(s -> s.replace('.', '_') + "_").orElse("") + subject.table() + "_";
  }
}
