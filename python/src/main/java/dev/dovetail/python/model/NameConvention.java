package dev.dovetail.python.model;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a {@code MetaData(naming_convention=...)} gives to constraints and indexes. */
final class NameConvention {

  private static final Pattern TOKEN = Pattern.compile("%\\((\\w+)\\)s");
  private static final Pattern COLUMN =
      Pattern.compile("(referred_)?column_(\\d+)(_?N)?(_name|_label|_key)?");

  private final Map<String, String> patterns = new TreeMap<>();
  private final boolean clear;

  private NameConvention(boolean clear) {
    this.clear = clear;
    patterns.put("ix", "ix_%(column_0_label)s");
  }

  /**
   * What a name is made of.
   *
   * @param kind {@code pk}, {@code uq}, {@code ck}, {@code fk} or {@code ix}
   */
  record Subject(
      String kind,
      MappedTable table,
      List<String> columns,
      String referredTable,
      List<String> referredColumns) {
    Subject {
      columns = List.copyOf(columns);
      referredColumns = List.copyOf(referredColumns);
    }

    static Subject of(String kind, MappedTable table, List<String> columns) {
      return new Subject(kind, table, columns, "", List.of());
    }
  }

  static NameConvention of(Optional<Value> metadata) {
    Optional<Value> written =
        metadata
            .filter(Value.Constructed.class::isInstance)
            .map(Value.Constructed.class::cast)
            .flatMap(made ->
                Optional.ofNullable(made.attributes().get("naming_convention"))
                    .or(() -> made.arguments().named("naming_convention")))
            .filter(value -> !(value instanceof Value.None));
    NameConvention convention =
        new NameConvention(
            metadata.map(Value.Constructed.class::isInstance).orElse(true)
                && written.map(DictValue.class::isInstance).orElse(true));
    if (written.isPresent() && written.get() instanceof DictValue entries) {
      for (DictValue.Entry entry : entries.entries()) {
        if (entry.key() instanceof Value.Str key && entry.value() instanceof Value.Str pattern) {
          convention.patterns.put(key.text(), pattern.text());
        }
      }
    }
    return convention;
  }

  /** The name of something; empty where there is none, or where it is not known. */
  Optional<String> name(Optional<Value> written, Subject subject) {
    Optional<Value> given = written.filter(value -> !(value instanceof Value.None));
    Optional<String> own = given.flatMap(EnumTypes::text);
    boolean fixed =
        given
            .filter(
                value -> value instanceof Value.Constructed made && made.callee().endsWith(".f"))
            .isPresent();
    if (given.isPresent() && own.isEmpty() && !fixed) {
      return Optional.empty();
    }
    if (fixed && given.get() instanceof Value.Constructed made) {
      return made.arguments().get(0, "name").flatMap(EnumTypes::text);
    }
    String pattern = patterns.getOrDefault(subject.kind(), "");
    if (!clear && !(own.isPresent() && !subject.kind().equals("ck"))) {
      return Optional.empty();
    }
    if (pattern.isEmpty() || (own.isPresent() && !pattern.contains("constraint_name"))) {
      return own;
    }
    if (own.isEmpty() && pattern.contains("constraint_name")) {
      return Optional.empty();
    }
    return fill(pattern, subject, own.orElse(""));
  }

  private static Optional<String> fill(String pattern, Subject subject, String own) {
    Matcher matcher = TOKEN.matcher(pattern);
    StringBuilder name = new StringBuilder();
    while (matcher.find()) {
      Optional<String> token = token(matcher.group(1), subject, own);
      if (token.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(name, Matcher.quoteReplacement(token.get()));
    }
    String whole = matcher.appendTail(name).toString();
    // SQLAlchemy cuts a longer name and puts a hash behind it.
    return Identifiers.cut(whole).equals(whole) ? Optional.of(whole) : Optional.empty();
  }

  private static Optional<String> token(String token, Subject subject, String own) {
    Matcher column = COLUMN.matcher(token);
    if (column.matches()) {
      List<String> names = column.group(1) == null ? subject.columns() : subject.referredColumns();
      int index = Integer.parseInt(column.group(2));
      Optional<String> all = Optional.ofNullable(column.group(3));
      if (all.isPresent()) {
        return Optional.of(String.join(all.get().startsWith("_") ? "_" : "", names));
      }
      String label = "_label".equals(column.group(4)) ? label(subject.table()) : "";
      return index < names.size() ? Optional.of(label + names.get(index)) : Optional.empty();
    }
    return switch (token) {
      case "table_name" -> Optional.of(subject.table().name());
      case "referred_table_name" ->
          Optional.of(subject.referredTable()).filter(name -> !name.isEmpty());
      case "constraint_name" -> Optional.of(own);
      default -> Optional.empty();
    };
  }

  private static String label(MappedTable table) {
    return table.schema().map(schema -> schema.replace('.', '_') + "_").orElse("")
        + table.name()
        + "_";
  }
}
