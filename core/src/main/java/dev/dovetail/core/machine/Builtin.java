package dev.dovetail.core.machine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type that every database has.
 *
 * @param category as in {@code pg_type.typcategory}
 */
record Builtin(int oid, String name, String shown, char category) {

  static final List<Builtin> ALL =
      Arrays.stream(
              """
              16 bool B boolean|17 bytea U|18 char Z "char"|19 name S|20 int8 N bigint
              21 int2 N smallint|23 int4 N integer|24 regproc N|25 text S|26 oid N|27 tid U|28 xid U
              29 cid U|114 json U|142 xml U|600 point G|601 lseg G|602 path G|603 box G|604 polygon G
              628 line G|650 cidr I|700 float4 N real|701 float8 N double precision|705 unknown X
              718 circle G|774 macaddr8 U|790 money N|829 macaddr U|869 inet I|1042 bpchar S
              1043 varchar S character varying|1082 date D|1083 time D time without time zone
              1114 timestamp D timestamp without time zone|1184 timestamptz D timestamp with time zone
              1186 interval T|1266 timetz D time with time zone|1560 bit V|1562 varbit V bit varying
              1700 numeric N|1790 refcursor U|2202 regprocedure N|2205 regclass N|2206 regtype N
              2249 record P|2275 cstring P|2276 any P "any"|2277 anyarray P|2278 void P|2279 trigger P
              2281 internal P|2283 anyelement P|2776 anynonarray P|2950 uuid U|3220 pg_lsn U
              3500 anyenum P|3614 tsvector U|3615 tsquery U|3734 regconfig N|3769 regdictionary N
              3802 jsonb U|3831 anyrange P|3838 event_trigger P|3904 int4range R|3906 numrange R
              3908 tsrange R|3910 tstzrange R|3912 daterange R|3926 int8range R|4072 jsonpath U
              4089 regnamespace N|4096 regrole N|4451 int4multirange R|4532 nummultirange R
              4533 tsmultirange R|4534 tstzmultirange R|4535 datemultirange R|4536 int8multirange R
              """
                  .strip()
                  .split("[|\\n]"))
          .map(Builtin::read)
          .toList();

  private static final Map<String, Builtin> BY_NAME =
      ALL.stream()
          .collect(
              Collectors.toMap(Builtin::name, type -> type, (one, two) -> one, LinkedHashMap::new));

  private static final Map<Integer, Builtin> BY_OID =
      ALL.stream()
          .collect(
              Collectors.toMap(Builtin::oid, type -> type, (one, two) -> one, LinkedHashMap::new));

  private static Builtin read(String line) {
    String[] parts = line.strip().split(" ", 4);
    return new Builtin(
        Integer.parseInt(parts[0]),
        parts[1],
        parts.length > 3 ? parts[3] : parts[1],
        parts[2].charAt(0));
  }

  static Optional<Builtin> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static Optional<Builtin> of(int oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /** The type with its modifiers, as {@code format_type} writes it. */
  String shown(List<Integer> modifiers) {
    if (modifiers.isEmpty()) {
      return shown;
    }
    String inner = modifiers.stream().map(String::valueOf).collect(Collectors.joining(","));
    return switch (name) {
      case "bpchar" -> "character(" + inner + ")";
      case "numeric" -> "numeric(" + inner + (modifiers.size() == 1 ? ",0" : "") + ")";
      case "timestamp", "timestamptz", "time", "timetz" ->
          shown.replaceFirst(" ", "(" + inner + ") ");
      default -> shown + "(" + inner + ")";
    };
  }
}
