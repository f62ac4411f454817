package dev.dovetail.sql;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types, brought to their catalog names as PostgreSQL's grammar does. */
final class TypeReader {

  private static final Map<String, String> PLAIN =
      Map.of(
          "int", "int4",
          "integer", "int4",
          "smallint", "int2",
          "bigint", "int8",
          "real", "float4",
          "boolean", "bool");

  /** The bits of the fields in an interval's modifier. */
  private static final Map<String, Integer> FIELDS =
      Map.of("month", 1, "year", 2, "day", 3, "hour", 10, "minute", 11, "second", 12);

  private static final int NO_PRECISION = 0xFFFF;

  private final Cursor cursor;

  TypeReader(Cursor cursor) {
    this.cursor = cursor;
  }

  TypeName type() {
    cursor.accept("setof");
    TypeName type = simple();
    if (cursor.accept("array")) {
      if (cursor.acceptSymbol("[")) {
        cursor.integer();
        cursor.expectSymbol("]");
      }
      return type.array();
    }
    while (cursor.acceptSymbol("[")) {
      if (!cursor.symbol("]")) {
        cursor.integer();
      }
      cursor.expectSymbol("]");
      type = type.array();
    }
    return type;
  }

  /** Whether one of the types that have a syntax of their own begins here. */
  boolean atBuiltIn() {
    if (!cursor.kind(Kind.WORD)) {
      return false;
    }
    return switch (cursor.peek().text()) {
      case "int",
          "integer",
          "smallint",
          "bigint",
          "real",
          "boolean",
          "float",
          "decimal",
          "dec",
          "numeric",
          "bit",
          "character",
          "char",
          "varchar",
          "national",
          "nchar",
          "time",
          "timestamp",
          "interval" ->
          true;
      default -> false;
    };
  }

  /** A type without SETOF and without brackets. */
  TypeName simple() {
    if (cursor.kind(Kind.QUOTED)) {
      return generic(cursor.name());
    }
    if (!cursor.kind(Kind.WORD)) {
      throw cursor.error();
    }
    String word = cursor.peek().text();
    String plain = PLAIN.get(word);
    if (plain != null && !cursor.peek(1).symbol(".")) {
      cursor.skip();
      return TypeName.of(plain);
    }
    return atBuiltIn() ? builtIn(word) : named(word);
  }

  private TypeName builtIn(String word) {
    cursor.skip();
    return switch (word) {
      case "float" -> floating(modifiers());
      case "decimal", "dec", "numeric" -> with("numeric", modifiers());
      case "bit" -> bits();
      case "varchar" -> with("varchar", modifiers());
      case "national" -> {
        if (!cursor.accept("char")) {
          cursor.expect("character");
        }
        yield characters();
      }
      case "interval" -> interval();
      case "time", "timestamp" -> clock(word);
      default -> characters();
    };
  }

  private static TypeName floating(List<Integer> precision) {
    boolean single = !precision.isEmpty() && precision.get(0) < 25;
    return TypeName.of(single ? "float4" : "float8");
  }

  private TypeName bits() {
    boolean varying = cursor.accept("varying");
    List<Integer> length = modifiers();
    return varying ? with("varbit", length) : with("bit", length.isEmpty() ? List.of(1) : length);
  }

  private TypeName characters() {
    boolean varying = cursor.accept("varying");
    List<Integer> length = modifiers();
    return varying
        ? with("varchar", length)
        : with("bpchar", length.isEmpty() ? List.of(1) : length);
  }

  private TypeName clock(String word) {
    List<Integer> precision = modifiers();
    boolean zone = cursor.accept("with", "time", "zone");
    if (!zone) {
      cursor.accept("without", "time", "zone");
    }
    return with(zone ? word + "tz" : word, precision);
  }

  private TypeName interval() {
    List<Integer> precision = modifiers();
    List<Integer> fields = precision.isEmpty() ? fields() : List.of();
    return with("interval", fields.isEmpty() ? precision : fields);
  }

  /** {@code YEAR TO MONTH} and its kin, as the mask and the precision of PostgreSQL's modifier. */
  List<Integer> fields() {
    if (!cursor.kind(Kind.WORD) || !FIELDS.containsKey(cursor.peek().text())) {
      return List.of();
    }
    int first = field();
    int mask = 1 << first;
    int last = first;
    if (cursor.accept("to")) {
      last = field();
      mask = span(first, last);
    }
    List<Integer> precision = last == 12 ? modifiers() : List.of();
    return List.of(mask, precision.isEmpty() ? NO_PRECISION : precision.get(0));
  }

  private int field() {
    Integer field = cursor.kind(Kind.WORD) ? FIELDS.get(cursor.peek().text()) : null;
    if (field == null) {
      throw cursor.error();
    }
    cursor.skip();
    return field;
  }

  private static int span(int first, int last) {
    if (first == 2) {
      return 1 << 2 | 1 << 1;
    }
    int mask = 1 << first;
    for (int between : new int[] {10, 11, 12}) {
      mask |= between > first && between <= last ? 1 << between : 0;
    }
    return mask;
  }

  private TypeName named(String word) {
    if (word.equals("double") && cursor.peek(1).word("precision")) {
      cursor.skip();
      cursor.skip();
      return TypeName.of("float8");
    }
    if (!Keywords.functionName(word)) {
      throw cursor.error();
    }
    cursor.skip();
    return generic(cursor.restOfName(Literals.cut(word)));
  }

  private TypeName generic(Name name) {
    if (cursor.symbol("%") && cursor.peek(1).word("type")) {
      throw Cursor.unknown("a type by reference, " + name + "%TYPE");
    }
    return with(name, modifiers());
  }

  private static TypeName with(String name, List<Integer> modifiers) {
    return with(new Name(Optional.empty(), name), modifiers);
  }

  private static TypeName with(Name name, List<Integer> modifiers) {
    return new TypeName(name, modifiers, 0);
  }

  private List<Integer> modifiers() {
    if (!cursor.symbol("(")) {
      return List.of();
    }
    cursor.skip();
    List<Integer> modifiers = new ArrayList<>();
    do {
      if (cursor.kind(Kind.WORD) || cursor.kind(Kind.STRING)) {
        throw Cursor.unknown("a type with the modifier " + cursor.text(cursor.peek()));
      }
      modifiers.add(cursor.integer());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return modifiers;
  }
}
