package dev.dovetail.postgres.rows;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Domain;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of every type, as expressions of SQL: common ones first, for many a CHECK wants a number
 * above zero; then odd ones, which no row is likely to hold already.
 */
public final class Samples {

  private static final int MOST_LABELS = 8;
  private static final Pattern LENGTH = Pattern.compile("(.*?)\\(([0-9]+)(?:,[0-9]+)?\\)(.*)");

  private static final List<String> NUMBERS = List.of("1", "1000000011", "0", "-1", "100");
  private static final List<String> SMALL = List.of("1", "32011", "0", "-1", "100");
  private static final List<String> FRACTIONS = List.of("1", "0.5", "0", "-1", "7.25");
  private static final List<String> WORDS =
      List.of("dovetail", "dovetail@example.com", "DT", "x", "https://example.com/dovetail", "1");

  private final Map<String, Domain> domains = new HashMap<>();
  private final Map<String, EnumType> enums = new HashMap<>();

  Samples(Schema schema) {
    schema.domains().values().forEach(domain -> domains.put(domain.name().quoted(), domain));
    schema.enums().values().forEach(type -> enums.put(type.name().quoted(), type));
  }

  /** The type behind a domain, and behind the domain under it. */
  public String base(String type) {
    String base = type;
    for (int depth = 0; depth < domains.size() + 1; depth++) {
      Optional<Domain> domain = Optional.ofNullable(domains.get(base));
      if (domain.isEmpty()) {
        return base;
      }
      base = domain.get().base();
    }
    return base;
  }

  public Optional<Domain> domain(String type) {
    return Optional.ofNullable(domains.get(type));
  }

  /** Whether a NULL of the type is refused by the type itself. */
  boolean refusesNull(String type) {
    return domain(type)
        .filter(domain -> domain.notNull() && domain.defaultText().isEmpty())
        .isPresent();
  }

  /** None where it is not known what the type holds. */
  List<String> of(String type) {
    List<String> samples = new ArrayList<>();
    domain(type)
        .ifPresent(domain ->
            domain.checks().stream()
                .flatMap(check -> literals(check).stream())
                .filter(literal -> fits(literal, type))
                .forEach(samples::add));
    samples.addAll(plain(base(type)));
    return samples.stream().distinct().toList();
  }

  /** The constants that stand in a definition: what a CHECK asks for is often one of them. */
  static List<String> literals(String definition) {
    List<String> literals = new ArrayList<>();
    Matcher text = Pattern.compile("'((?:[^']|'')*)'").matcher(definition);
    while (text.find()) {
      literals.add("'" + text.group(1) + "'");
    }
    Matcher number =
        Pattern.compile("(?<![\\w.'])([0-9]{1,9}(?:\\.[0-9]{1,6})?)(?![\\w.'])")
            .matcher(definition.replaceAll("'(?:[^']|'')*'", "''"));
    while (number.find()) {
      literals.add(number.group(1));
      if (!number.group(1).contains(".")) {
        long value = Long.parseLong(number.group(1));
        literals.add(Long.toString(value + 1));
        literals.add(Long.toString(value - 1));
      }
    }
    return literals.stream().distinct().limit(24).toList();
  }

  /** Whether a constant that stands beside a column could be a value of its type. */
  boolean fits(String literal, String type) {
    String base = base(type);
    boolean quoted = literal.startsWith("'");
    Optional<EnumType> labels = Optional.ofNullable(enums.get(base));
    if (labels.isPresent()) {
      return labels.get().texts().stream().map(Identifiers::quoteLiteral).anyMatch(literal::equals);
    }
    return switch (LENGTH.matcher(base).replaceFirst("$1$3").strip()) {
      case "integer", "bigint", "smallint" -> literal.matches("-?[0-9]{1,9}");
      case "numeric", "real", "double precision" -> !quoted;
      case "text", "character varying", "character", "citext", "name" -> quoted;
      case "date", "timestamp with time zone", "timestamp without time zone" ->
          literal.matches("'[0-9]{4}-[0-9]{2}-[0-9]{2}.*'");
      default -> false;
    };
  }

  private List<String> plain(String type) {
    if (type.endsWith("[]")) {
      List<String> arrays = new ArrayList<>(List.of("'{}'"));
      of(type.substring(0, type.length() - 2)).stream()
          .limit(1)
          .forEach(one -> arrays.add("ARRAY[" + one + "]::" + type));
      return arrays;
    }
    Optional<EnumType> labels = Optional.ofNullable(enums.get(type));
    if (labels.isPresent()) {
      return labels.get().texts().stream()
          .limit(MOST_LABELS)
          .map(Identifiers::quoteLiteral)
          .toList();
    }
    Matcher limited = LENGTH.matcher(type);
    boolean hasLength = limited.matches();
    String name = hasLength ? (limited.group(1) + limited.group(3)).strip() : type;
    int length = hasLength ? bounded(limited.group(2)) : Integer.MAX_VALUE;
    return switch (name) {
      case "integer", "bigint", "oid" -> NUMBERS;
      case "smallint" -> SMALL;
      case "numeric", "real", "double precision" -> FRACTIONS;
      case "money" -> quoted(List.of("1", "0"));
      case "boolean" -> List.of("true", "false");
      case "text", "character varying", "character", "name", "\"char\"" ->
          quoted(
              WORDS.stream().map(word -> cut(word, name.equals("\"char\"") ? 1 : length)).toList());
      case "uuid" ->
          quoted(
              List.of(
                  "00000000-0000-4000-8000-00000000d07e", "00000000-0000-4000-8000-00000000d07f"));
      case "date" -> List.of("current_date", "'2001-02-03'", "'2100-01-01'");
      case "timestamp with time zone", "timestamp without time zone" ->
          List.of("now()", "'2001-02-03 04:05:06'", "'2100-01-01 00:00:00'");
      case "time with time zone", "time without time zone" -> quoted(List.of("12:00", "00:00"));
      case "interval" -> quoted(List.of("1 day", "0"));
      case "json", "jsonb" -> quoted(List.of("{}", "[]", "\"dovetail\""));
      case "bytea" -> quoted(List.of("dovetail", ""));
      case "inet", "cidr" -> quoted(List.of("127.0.0.1", "10.0.0.0/8"));
      case "macaddr" -> quoted(List.of("08:00:2b:01:02:03"));
      case "macaddr8" -> quoted(List.of("08:00:2b:01:02:03:04:05"));
      case "bit" -> List.of("B'" + "0".repeat(hasLength ? Math.min(length, 1 << 16) : 1) + "'");
      case "bit varying" -> List.of("B'0'");
      case "xml" -> quoted(List.of("<dovetail/>"));
      case "tsvector", "tsquery" -> quoted(List.of("dovetail"));
      case "point" -> quoted(List.of("(0,0)"));
      case "line" -> quoted(List.of("{1,1,0}"));
      case "box", "lseg", "path" -> quoted(List.of("((0,0),(1,1))"));
      case "polygon" -> quoted(List.of("((0,0),(1,1),(1,0))"));
      case "circle" -> quoted(List.of("<(0,0),1>"));
      default -> name.endsWith("range") ? List.of("'empty'") : ofExtension(name);
    };
  }

  private static List<String> ofExtension(String name) {
    return name.endsWith(".citext") || name.equals("citext")
        ? quoted(WORDS)
        : name.endsWith("hstore")
            ? quoted(List.of("dovetail=>1"))
            : name.endsWith("ltree") ? quoted(List.of("dovetail")) : List.of();
  }

  private static int bounded(String digits) {
    return digits.length() > 7 ? Integer.MAX_VALUE : Math.max(1, Integer.parseInt(digits));
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }

  private static List<String> quoted(List<String> texts) {
    return texts.stream().map(Identifiers::quoteLiteral).distinct().toList();
  }
}
