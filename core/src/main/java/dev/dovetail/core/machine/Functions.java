package dev.dovetail.core.machine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of PostgreSQL's own that migrations use: what they return, and how they behave. */
final class Functions {

  private static final Map<String, TypeRef> RESULTS = new HashMap<>();

  static {
    results(
        TypeRef.TEXT,
        "lower upper initcap concat concat_ws replace trim btrim ltrim rtrim substring substr left"
            + " right split_part format md5 to_char repeat lpad rpad reverse translate quote_ident"
            + " quote_literal string_agg current_setting set_config regexp_replace chr"
            + " jsonb_typeof json_typeof jsonb_extract_path_text version pg_get_expr encode overlay"
            + " format_type pg_get_constraintdef pg_get_indexdef pg_get_viewdef array_to_string"
            + " json_extract_path_text jsonb_pretty");
    results(TypeRef.NAME, "current_schema current_database");
    results(TypeRef.TIMESTAMPTZ, "now clock_timestamp statement_timestamp transaction_timestamp");
    results(TypeRef.INT8, "nextval currval lastval setval count row_number rank dense_rank");
    results(
        TypeRef.INT4,
        "length char_length character_length octet_length array_length array_upper array_lower"
            + " cardinality ascii strpos position jsonb_array_length json_array_length"
            + " array_position pg_backend_pid");
    results(TypeRef.UUID, "gen_random_uuid uuid_generate_v4 uuid_generate_v1 uuidv4 uuidv7");
    results(TypeRef.FLOAT8, "random date_part pi");
    results(TypeRef.NUMERIC, "extract");
    results(
        TypeRef.JSONB,
        "jsonb_build_object jsonb_build_array to_jsonb jsonb_agg jsonb_object_agg jsonb_set"
            + " jsonb_strip_nulls jsonb_object");
    results(TypeRef.JSON, "json_build_object json_build_array to_json json_agg row_to_json");
    results(TypeRef.REGCLASS, "to_regclass");
    results(TypeRef.REGTYPE, "to_regtype pg_typeof");
    results(
        TypeRef.BOOL,
        "bool_and bool_or every starts_with has_table_privilege pg_type_is_visible"
            + " pg_table_is_visible jsonb_exists isfinite");
    results(TypeRef.INTERVAL, "age make_interval justify_days justify_hours");
    results(TypeRef.DATE, "to_date make_date");
  }

  /** Functions of text only: an enum is no argument for them. */
  private static final Set<String> OF_TEXT =
      Set.of(
          "lower",
          "upper",
          "initcap",
          "replace",
          "trim",
          "btrim",
          "ltrim",
          "rtrim",
          "substring",
          "substr",
          "left",
          "right",
          "split_part",
          "length",
          "char_length",
          "reverse",
          "regexp_replace",
          "md5");

  /** Functions whose result has their first argument's type. */
  private static final Set<String> AS_FIRST =
      Set.of(
          "max",
          "min",
          "abs",
          "enum_first",
          "enum_last",
          "lag",
          "lead",
          "first_value",
          "last_value",
          "array_append",
          "array_remove",
          "array_replace",
          "array_cat");

  /** What may not stand in an index or a generated column. */
  private static final Set<String> NOT_IMMUTABLE =
      Set.of(
          "now",
          "clock_timestamp",
          "statement_timestamp",
          "transaction_timestamp",
          "random",
          "gen_random_uuid",
          "uuid_generate_v4",
          "nextval",
          "currval",
          "to_char",
          "age",
          "concat",
          "concat_ws",
          "format",
          "current_setting",
          "timeofday");

  private static final Map<String, String> FROM_EXTENSION =
      Map.of(
          "uuid_generate_v1", "uuid-ossp",
          "uuid_generate_v1mc", "uuid-ossp",
          "uuid_generate_v3", "uuid-ossp",
          "uuid_generate_v4", "uuid-ossp",
          "uuid_generate_v5", "uuid-ossp",
          "crypt", "pgcrypto",
          "gen_salt", "pgcrypto",
          "similarity", "pg_trgm",
          "unaccent", "unaccent");

  private Functions() {}

  private static void results(TypeRef type, String names) {
    for (String name : names.split(" ")) {
      RESULTS.put(name, type);
    }
  }

  static boolean known(String name) {
    return RESULTS.containsKey(name)
        || AS_FIRST.contains(name)
        || name.equals("timezone")
        || name.equals("date_trunc");
  }

  static TypeRef result(String name, List<Node> arguments) {
    TypeRef first = arguments.isEmpty() ? TypeRef.UNSURE : arguments.get(0).type();
    if (AS_FIRST.contains(name)) {
      return first.literal() ? TypeRef.UNSURE : first.plain();
    }
    return switch (name) {
      case "enum_range", "array_agg" ->
          first.array() || first.literal() ? TypeRef.UNSURE : first.plain().asArray();
      case "unnest" -> first.array() ? first.element() : TypeRef.UNSURE;
      case "date_trunc" -> second(arguments);
      case "timezone" ->
          second(arguments).is(TypeRef.TIMESTAMPTZ)
              ? TypeRef.TIMESTAMP
              : second(arguments).is(TypeRef.TIMESTAMP) ? TypeRef.TIMESTAMPTZ : TypeRef.UNSURE;
      default -> RESULTS.getOrDefault(name, TypeRef.UNSURE);
    };
  }

  private static TypeRef second(List<Node> arguments) {
    return arguments.size() > 1 ? arguments.get(1).type().plain() : TypeRef.UNSURE;
  }

  static boolean ofText(String name) {
    return OF_TEXT.contains(name);
  }

  /** The types of the literals among the arguments, where the function decides them. */
  static TypeRef parameter(String name, int position) {
    if (OF_TEXT.contains(name) && position == 0) {
      return TypeRef.TEXT;
    }
    return switch (name) {
      case "timezone",
          "date_trunc",
          "date_part",
          "replace",
          "split_part",
          "current_setting",
          "format",
          "to_char",
          "set_config",
          "string_agg" ->
          position == 0 || !name.equals("timezone") && position < 3 && !name.equals("date_trunc")
              ? TypeRef.TEXT
              : TypeRef.LITERAL;
      case "nextval", "currval", "setval" -> position == 0 ? TypeRef.REGCLASS : TypeRef.LITERAL;
      default -> TypeRef.LITERAL;
    };
  }

  static boolean immutable(String name) {
    return !NOT_IMMUTABLE.contains(name);
  }

  /** The extension that brings a function; empty for none that is known. */
  static String extension(String name) {
    return FROM_EXTENSION.getOrDefault(name, "");
  }
}
