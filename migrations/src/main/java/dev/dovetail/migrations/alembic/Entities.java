package dev.dovetail.migrations.alembic;

import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What alembic_utils describes by objects, as the SQL that it sends for them: extensions,
 * functions, triggers and views. Names lose the quotes that they were written with and are quoted
 * anew; definitions lose the semicolon at their end.
 */
final class Entities {

  private static final Pattern TRIGGER =
      Pattern.compile("(.+?)\\s+ON\\s+(.+?)\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern DEFAULT = Pattern.compile("(?is)default.*");

  private final String kind;
  private final Given entity;

  private Entities(String kind, Given entity) {
    this.kind = kind;
    this.entity = entity;
  }

  /** The statements of {@code create_entity}, {@code replace_entity} or {@code drop_entity}. */
  static List<String> statements(String operation, Given given) {
    if (given.need(0, "target") instanceof Value.Constructed made
        && made.callee().startsWith("alembic_utils.")
        && made.receiver().isEmpty()) {
      Entities entity =
          new Entities(Types.last(made.callee()), new Given(made.arguments(), made.at()));
      return switch (operation) {
        case "create_entity" -> List.of(entity.create(false));
        case "drop_entity" -> List.of(entity.drop(given.flag(1, "cascade", false)));
        default -> entity.replace();
      };
    }
    throw new Unreadable("the entity is not known", given.at());
  }

  private List<String> replace() {
    return switch (kind) {
      case "PGFunction" -> List.of(create(true));
      case "PGTrigger" ->
          List.of(
              "DROP TRIGGER IF EXISTS " + Sql.name(signature()) + " ON " + onEntity(),
              create(false));
      case "PGMaterializedView" ->
          List.of("DROP MATERIALIZED VIEW IF EXISTS " + name(), create(false));
      default -> throw new Unreadable("replacing a " + kind + " is not read", entity.at());
    };
  }

  private String create(boolean replaces) {
    return switch (kind) {
      case "PGExtension" ->
          "CREATE EXTENSION " + Sql.name(signature()) + " WITH SCHEMA " + Sql.name(schema());
      case "PGFunction" -> {
        int open = open();
        yield (replaces ? "CREATE OR REPLACE FUNCTION " : "CREATE FUNCTION ")
            + Sql.name(Optional.of(schema()), signature().substring(0, open).strip())
            + signature().substring(open)
            + " "
            + definition();
      }
      case "PGTrigger" -> {
        Matcher parts = TRIGGER.matcher(definition());
        if (!parts.matches()) {
          throw new Unreadable("the definition of the trigger is not known", entity.at());
        }
        String table = parts.group(2).substring(parts.group(2).indexOf('.') + 1);
        yield "CREATE "
            + (entity.flag(4, "is_constraint", false) ? "CONSTRAINT " : "")
            + "TRIGGER "
            + Sql.name(signature())
            + " "
            + parts.group(1)
            + " ON "
            + schema()
            + "."
            + table
            + " "
            + parts.group(3);
      }
      case "PGView" -> "CREATE VIEW " + name() + " AS " + definition();
      case "PGMaterializedView" ->
          "CREATE MATERIALIZED VIEW "
              + name()
              + " AS "
              + definition()
              + (entity.flag(3, "with_data", true) ? " WITH DATA" : " WITH NO DATA");
      default -> throw new Unreadable("a " + kind + " is not read", entity.at());
    };
  }

  private String drop(boolean cascades) {
    String what =
        switch (kind) {
          case "PGExtension" -> "EXTENSION " + Sql.name(signature());
          case "PGFunction" -> "FUNCTION " + function();
          case "PGTrigger" -> "TRIGGER " + Sql.name(signature()) + " ON " + onEntity();
          case "PGView" -> "VIEW " + name();
          case "PGMaterializedView" -> "MATERIALIZED VIEW " + name();
          default -> throw new Unreadable("a " + kind + " is not read", entity.at());
        };
    return "DROP " + what + (cascades ? " CASCADE" : "");
  }

  /** A function's name, and its parameters without their defaults. */
  private String function() {
    int open = open();
    int close = signature().lastIndexOf(')');
    if (close < open) {
      throw new Unreadable("the signature of the function is not known", entity.at());
    }
    StringBuilder parameters = new StringBuilder();
    for (String parameter : signature().substring(open + 1, close).split(",", -1)) {
      parameters.append(parameters.isEmpty() ? "" : ", ");
      parameters.append(DEFAULT.matcher(parameter).replaceFirst("").strip());
    }
    return Sql.name(Optional.of(schema()), signature().substring(0, open).strip())
        + "("
        + parameters
        + ")";
  }

  private int open() {
    int open = signature().indexOf('(');
    if (open < 0) {
      throw new Unreadable("the signature of the function is not known", entity.at());
    }
    return open;
  }

  private String name() {
    return Sql.name(Optional.of(schema()), signature());
  }

  private String schema() {
    return plain(entity.text(0, "schema"));
  }

  private String signature() {
    return plain(entity.text(1, "signature"));
  }

  private String onEntity() {
    String table = entity.text(3, "on_entity").replace("\"", "");
    return table.contains(".") ? table : "public." + table;
  }

  private String definition() {
    String text = entity.text(2, "definition").strip();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ';') {
      end--;
    }
    return text.substring(0, end).strip();
  }

  private static String plain(String name) {
    return name.strip().replaceAll("\\s+", " ").replace("\"", "");
  }
}
