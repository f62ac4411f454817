package dev.dovetail.guard;

import dev.dovetail.guard.Expectation.Name;
import dev.dovetail.guard.Marks.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the enums that JPA entities store as text, and the names that their columns may have: which
 * naming strategy is at work is not asked, since the database knows which of them exists.
 */
final class EntityScan {

  private static final Pattern TYPE_NAME =
      Pattern.compile("\\s*((?:\"[^\"]+\"|\\w+)(?:\\.(?:\"[^\"]+\"|\\w+))?)");
  private static final Pattern CAST =
      Pattern.compile(
          "\\?\\s*::\\s*((?:\"[^\"]+\"|[\\w.]+)+)|cast\\s*\\(\\s*\\?\\s+as\\s+([\\w.\"]+)",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> TEXT_TYPES =
      Set.of("varchar", "character", "char", "text", "citext", "bpchar", "enum", "nvarchar");

  /** org.hibernate.type.SqlTypes: NAMED_ENUM and NAMED_ORDINAL_ENUM. */
  private static final Set<Object> NAMED_ENUM = Set.of(6001, 6003);

  private static final int DEEPEST = 16;

  private final Set<Class<?>> classes;
  private final Map<Class<?>, Class<?>> autoApplied = new LinkedHashMap<>();
  private final List<Expectation> expectations = new ArrayList<>();

  private EntityScan(Collection<Class<?>> classes) {
    this.classes = new LinkedHashSet<>(classes);
  }

  /**
   * @param classes entities, and the converters that apply by themselves; others are passed over
   */
  static List<Expectation> of(Collection<Class<?>> classes) {
    EntityScan scan = new EntityScan(classes);
    for (Class<?> type : scan.classes) {
      boolean applies =
          Marks.of(type)
              .jpa("Converter")
              .flatMap(mark -> mark.value("autoApply"))
              .map(Boolean.TRUE::equals)
              .orElse(false);
      if (applies) {
        Stored.convertedBy(type).ifPresent(converted -> scan.autoApplied.put(converted, type));
      }
    }
    for (Class<?> type : scan.classes) {
      if (isEntity(type)) {
        scan.entity(type);
      }
    }
    return List.copyOf(scan.expectations);
  }

  private static boolean isEntity(Class<?> type) {
    return Marks.of(type).jpa("Entity").isPresent();
  }

  /**
   * Where the attributes of a class are stored.
   *
   * @param prefix the way to an embedded attribute, as {@code address_}
   * @param overrides what {@code @AttributeOverride} calls columns, by the attribute
   */
  private record Site(
      String owner,
      Optional<String> schema,
      List<String> tables,
      String prefix,
      Map<String, Mark> overrides,
      int depth) {}

  private void entity(Class<?> entity) {
    Set<String> tables = new LinkedHashSet<>();
    Optional<String> schema = Optional.empty();
    List<Class<?>> line = new ArrayList<>();
    for (Class<?> type = entity;
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      line.add(type);
      Marks marks = Marks.of(type);
      if (marks.jpa("Entity").isPresent()) {
        Optional<Mark> table = marks.jpa("Table");
        tables.addAll(tables(type, marks, table));
        schema = schema.or(() -> table.flatMap(mark -> mark.text("schema")));
      }
    }
    Map<String, Mark> overrides = overrides(Marks.of(entity));
    for (Class<?> type : line) {
      Marks marks = Marks.of(type);
      // An entity above is looked into once, for itself.
      boolean above = marks.jpa("Entity").isPresent() && !classes.contains(type);
      if (type == entity || above || marks.jpa("MappedSuperclass").isPresent()) {
        attributes(
            type, new Site(entity.getSimpleName(), schema, List.copyOf(tables), "", overrides, 0));
      }
    }
  }

  private static Set<String> tables(Class<?> type, Marks marks, Optional<Mark> table) {
    String name =
        table
            .flatMap(mark -> mark.text("name"))
            .or(() -> marks.jpa("Entity").flatMap(mark -> mark.text("name")))
            .orElse(type.getSimpleName());
    return spellings(name);
  }

  private void attributes(Class<?> owner, Site site) {
    for (Attribute attribute : Attribute.of(owner)) {
      Optional<Class<? extends Enum<?>>> type = attribute.enumType();
      if (type.isPresent()) {
        enumAttribute(attribute, type.get(), site);
      } else if (site.depth() < DEEPEST) {
        embedded(attribute, site);
      }
    }
  }

  private void embedded(Attribute attribute, Site site) {
    Optional<Class<?>> type = attribute.elementType();
    boolean embeds =
        attribute.marks().jpa("Embedded").isPresent()
            || attribute.marks().jpa("EmbeddedId").isPresent()
            || type.map(Marks::of).flatMap(marks -> marks.jpa("Embeddable")).isPresent();
    if (!embeds || type.isEmpty()) {
      return;
    }
    Map<String, Mark> overrides = new LinkedHashMap<>();
    String path = attribute.name() + ".";
    site.overrides()
        .forEach((name, column) -> {
          if (name.startsWith(path)) {
            overrides.put(name.substring(path.length()), column);
          }
        });
    overrides.putAll(overrides(attribute.marks()));
    attributes(
        type.get(),
        new Site(
            site.owner() + "." + attribute.name(),
            site.schema(),
            collectionTables(attribute, site),
            site.prefix() + attribute.name() + "_",
            overrides,
            site.depth() + 1));
  }

  private static Map<String, Mark> overrides(Marks marks) {
    List<Mark> all = new ArrayList<>();
    marks.jpa("AttributeOverride").ifPresent(all::add);
    marks.jpa("AttributeOverrides").ifPresent(several -> all.addAll(several.marks("value")));
    Map<String, Mark> overrides = new LinkedHashMap<>();
    for (Mark override : all) {
      Optional<Mark> column = override.mark("column");
      override
          .text("name")
          .ifPresent(name -> column.ifPresent(found -> overrides.put(name, found)));
    }
    return overrides;
  }

  private static List<String> collectionTables(Attribute attribute, Site site) {
    if (attribute.marks().jpa("ElementCollection").isEmpty()) {
      return site.tables();
    }
    Optional<String> named =
        attribute.marks().jpa("CollectionTable").flatMap(mark -> mark.text("name"));
    Set<String> tables = new LinkedHashSet<>();
    named.ifPresent(name -> tables.addAll(spellings(name)));
    if (named.isEmpty()) {
      site.tables().forEach(table -> tables.addAll(spellings(table + "_" + attribute.name())));
    }
    return List.copyOf(tables);
  }

  private void enumAttribute(Attribute attribute, Class<? extends Enum<?>> type, Site site) {
    Marks marks = attribute.marks();
    Stored stored = stored(marks, type);
    if (stored instanceof Stored.NoText) {
      return;
    }
    Optional<Mark> column =
        Optional.ofNullable(site.overrides().get(attribute.name())).or(() -> marks.jpa("Column"));
    Set<String> columns = new LinkedHashSet<>();
    Optional<String> named = column.flatMap(mark -> mark.text("name"));
    named.ifPresent(name -> columns.addAll(spellings(name)));
    if (named.isEmpty()) {
      columns.addAll(spellings(attribute.name()));
      columns.addAll(spellings(site.prefix() + attribute.name()));
    }
    Set<String> tables = new LinkedHashSet<>();
    column.flatMap(mark -> mark.text("table")).ifPresent(name -> tables.addAll(spellings(name)));
    tables.addAll(collectionTables(attribute, site));
    Expectation.Column place =
        new Expectation.Column(
            site.owner() + "." + attribute.name(),
            site.schema(),
            List.copyOf(tables),
            List.copyOf(columns),
            types(marks, column, type));
    expectations.add(
        stored instanceof Stored.Labels labels
            ? new Expectation(type.getSimpleName(), labels.texts(), place, Optional.empty())
            : new Expectation(
                type.getSimpleName(),
                List.of(),
                place,
                Optional.of(((Stored.Unknown) stored).reason())));
  }

  private Stored stored(Marks marks, Class<? extends Enum<?>> type) {
    Optional<Mark> convert = marks.jpa("Convert");
    Optional<Class<?>> written = convert.flatMap(mark -> mark.type("converter"));
    boolean disabled =
        convert
            .flatMap(mark -> mark.value("disableConversion"))
            .map(Boolean.TRUE::equals)
            .orElse(false);
    Optional<Mark> enumerated = marks.jpa("Enumerated");
    if (!disabled && written.filter(converter -> !converter.isInterface()).isPresent()) {
      return Stored.byConverter(type, written.get());
    }
    Optional<Class<?>> applied = Optional.ofNullable(autoApplied.get(type));
    if (!disabled && enumerated.isEmpty() && applied.isPresent()) {
      return Stored.byConverter(type, applied.get());
    }
    Optional<Class<?>> own = marks.hibernate("Type").flatMap(mark -> mark.type("value"));
    if (own.isPresent() && !own.get().getSimpleName().equals("PostgreSQLEnumType")) {
      return new Stored.Unknown("it is stored by a type of its own, " + own.get().getSimpleName());
    }
    boolean text =
        enumerated.flatMap(mark -> mark.text("value")).filter("STRING"::equals).isPresent();
    return text || own.isPresent() || isNamed(marks) ? Stored.byName(type) : new Stored.NoText();
  }

  /** Whether Hibernate stores it in an enum type of the database. */
  private static boolean isNamed(Marks marks) {
    return marks
            .hibernate("JdbcTypeCode")
            .flatMap(mark -> mark.value("value"))
            .filter(NAMED_ENUM::contains)
            .isPresent()
        || marks
            .hibernate("JdbcType")
            .flatMap(mark -> mark.type("value"))
            .filter(type ->
                type.getSimpleName().startsWith("PostgreSQL")
                    && type.getSimpleName().endsWith("EnumJdbcType"))
            .isPresent();
  }

  private static List<Name> types(
      Marks marks, Optional<Mark> column, Class<? extends Enum<?>> type) {
    List<Name> types = new ArrayList<>();
    column
        .flatMap(mark -> mark.text("columnDefinition"))
        .map(TYPE_NAME::matcher)
        .filter(Matcher::lookingAt)
        .map(matcher -> matcher.group(1))
        .filter(name -> !TEXT_TYPES.contains(name.toLowerCase(Locale.ROOT)))
        .ifPresent(name -> types.add(Name.of(name)));
    marks
        .hibernate("ColumnTransformer")
        .flatMap(mark -> mark.text("write"))
        .map(CAST::matcher)
        .filter(Matcher::find)
        .map(matcher -> Optional.ofNullable(matcher.group(1)).orElseGet(() -> matcher.group(2)))
        .ifPresent(name -> types.add(Name.of(name)));
    if (isNamed(marks)) {
      spellings(type.getSimpleName()).forEach(name -> types.add(Name.of(name)));
    }
    return types;
  }

  /** As written, as PostgreSQL folds it, and as Spring's naming strategy has it. */
  private static Set<String> spellings(String name) {
    Set<String> spellings = new LinkedHashSet<>();
    if (name.matches("(?s)`.+`|\".+\"")) {
      spellings.add(name.substring(1, name.length() - 1));
      return spellings;
    }
    spellings.add(name);
    spellings.add(name.toLowerCase(Locale.ROOT));
    spellings.add(
        name.replace('.', '_').replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT));
    return spellings;
  }
}
