package dev.dovetail.core.declared;

import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A column that the code stores an enum in.
 *
 * @param schema of the table, where the code says one
 * @param typeName the name of the database type: the code's own, or what the library makes of it
 * @param typeSchema of the type, where the code says one
 * @param declared the enum; empty where the labels are written out
 * @param labels what is stored, in order: names, values or literals. The origin of each is its
 *     member
 * @param persistence what is stored of a member, and why
 * @param storage how the column is typed in the database, so far as the code says
 * @param unknown why the labels or the binding cannot be trusted; empty where they can
 */
public record EnumColumn(
    Optional<String> schema,
    String table,
    String column,
    Optional<String> typeName,
    Optional<String> typeSchema,
    Optional<DeclaredEnum> declared,
    List<Label> labels,
    Persistence persistence,
    Storage storage,
    boolean array,
    Optional<String> serverDefault,
    Optional<String> unknown,
    Origin origin) {

  /** Said in a reason where labels come from a set. */
  public static final String NO_ORDER = "goes through a set";

  public EnumColumn {
    labels = List.copyOf(labels);
  }

  /** What of a member is stored. */
  public sealed interface Persistence {
    /** The member's name, because {@code reason}. */
    record Names(String reason) implements Persistence {}

    /** The member's value, because {@code reason}. */
    record Values(String reason) implements Persistence {}

    /** Strings written where the column is declared. */
    record Literals() implements Persistence {}

    /** It could not be told. */
    record Unknown(String reason) implements Persistence {}
  }

  /** How the database is to hold it. */
  public enum Storage {
    /** A native enum type. */
    NATIVE,
    /** Text, with or without a CHECK. */
    TEXT,
    /** A number: an ordinal or an IntEnum's value. */
    NUMBER
  }
}
