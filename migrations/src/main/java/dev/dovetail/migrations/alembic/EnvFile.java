package dev.dovetail.migrations.alembic;

import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code env.py} decides about a command, read from its calls without running it; where a
 * module that it imports configures Alembic in its place, from the calls there.
 *
 * @param transactionPerMigration one transaction a migration instead of one for all
 * @param autocommit the engine commits every statement
 * @param external the connection is handed over in a transaction, so that Alembic begins and
 *     commits none
 * @param versionTable where the applied revisions are written
 * @param versionSchema the schema where that table stands
 * @param driver from a URL in the file, or from an asynchronous engine
 */
record EnvFile(
    boolean transactionPerMigration,
    boolean autocommit,
    boolean external,
    boolean includeSchemas,
    String versionTable,
    Setting versionSchema,
    Optional<Driver> driver) {

  static final EnvFile UNKNOWN =
      new EnvFile(
          false, false, false, false, "alembic_version", new Setting.Open(), Optional.empty());

  /** An argument of {@code configure()} that a migration may ask for. */
  sealed interface Setting {

    /** Written, or left out. */
    record Known(Optional<String> text) implements Setting {}

    /** What is given depends on something else, as on alembic.ini. */
    record Open() implements Setting {}
  }

  /** Whether Alembic commits after each migration. */
  boolean commitsEach() {
    return transactionPerMigration && !external;
  }

  /**
   * @param code {@code env.py} itself first, then the modules that it imports
   */
  static EnvFile read(List<PythonFile> code) {
    if (code.isEmpty()) {
      return UNKNOWN;
    }
    List<Node.Stmt> body = new ArrayList<>(code.getFirst().body());
    if (configures(body)) {
      return new Reader(body).read();
    }
    // It has a module do it: what else that module does is no command of Alembic's.
    code.stream()
        .skip(1)
        .map(file -> file.body().stream().filter(part -> configures(List.of(part))).toList())
        .filter(parts -> !parts.isEmpty())
        .findFirst()
        .ifPresent(body::addAll);
    return new Reader(body).read();
  }

  private static boolean configures(List<Node.Stmt> code) {
    return Descent.calls(code).stream()
        .anyMatch(call ->
            call.function() instanceof Node.Attribute attribute
                && attribute.name().equals("configure")
                && Reader.keyword(call, "connection").isPresent());
  }

  /** The driver that a URL names; empty where it leaves the choice to SQLAlchemy. */
  static Optional<Driver> driverOf(String url) {
    String lower = url.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("postgresql+asyncpg:")) {
      return Optional.of(Driver.ASYNCPG);
    }
    if (lower.startsWith("postgresql+psycopg2:") || lower.startsWith("postgresql+psycopg2cffi:")) {
      return Optional.of(Driver.PSYCOPG2);
    }
    return lower.startsWith("postgresql+psycopg:") || lower.startsWith("postgresql+psycopg_async:")
        ? Optional.of(Driver.PSYCOPG)
        : Optional.empty();
  }

  private static final class Reader {

    private final Map<String, Node.Expr> constants = new HashMap<>();
    private final List<Node.Call> calls;
    private final List<Node.Str> strings;

    Reader(List<Node.Stmt> code) {
      for (Node.Stmt statement : code) {
        if (statement instanceof Node.Assign assign
            && assign.targets().size() == 1
            && assign.targets().getFirst() instanceof Node.Name name) {
          constants.put(name.id(), assign.value());
        }
      }
      this.calls = Descent.calls(code);
      this.strings = Descent.strings(code);
    }

    EnvFile read() {
      boolean perMigration = false;
      boolean schemas = false;
      boolean autocommit = false;
      boolean asynchronous = false;
      boolean external = false;
      String table = "alembic_version";
      Setting schema = new Setting.Known(Optional.empty());
      for (Node.Call call : calls) {
        String name = lastName(call.function());
        // The call for offline scripts has a URL in place of a connection.
        boolean online = keyword(call, "connection").isPresent() || keyword(call, "url").isEmpty();
        if (name.equals("configure") && online) {
          perMigration |= isTrue(keyword(call, "transaction_per_migration"));
          schemas |= isTrue(keyword(call, "include_schemas"));
          table = keyword(call, "version_table").flatMap(this::text).orElse(table);
          schema = keyword(call, "version_table_schema").map(this::setting).orElse(schema);
          schema =
              call.keywords().stream().anyMatch(keyword -> keyword.name().isEmpty())
                  ? new Setting.Open()
                  : schema;
        }
        external |= begins(call);
        autocommit |=
            keyword(call, "isolation_level")
                .flatMap(this::text)
                .filter("AUTOCOMMIT"::equals)
                .isPresent();
        asynchronous |=
            name.equals("create_async_engine") || name.equals("async_engine_from_config");
      }
      Optional<Driver> driver =
          strings.stream().flatMap(text -> driverOf(text.value()).stream()).findFirst();
      if (driver.isEmpty() && asynchronous) {
        driver = Optional.of(Driver.ASYNCPG);
      }
      return new EnvFile(perMigration, autocommit, external, schemas, table, schema, driver);
    }

    /** {@code connection.begin()} or {@code engine.begin()}, whatever they are called here. */
    private static boolean begins(Node.Call call) {
      return call.function() instanceof Node.Attribute attribute
          && attribute.name().equals("begin")
          && attribute.value() instanceof Node.Name;
    }

    private Optional<String> text(Node.Expr value) {
      return constant(value) instanceof Node.Str text
          ? Optional.of(text.value())
          : Optional.empty();
    }

    private Setting setting(Node.Expr value) {
      return switch (constant(value)) {
        case Node.Str text -> new Setting.Known(Optional.of(text.value()));
        case Node.None none -> new Setting.Known(Optional.empty());
        default -> new Setting.Open();
      };
    }

    private boolean isTrue(Optional<Node.Expr> value) {
      return value
          .map(this::constant)
          .filter(v -> v instanceof Node.Bool b && b.value())
          .isPresent();
    }

    private Node.Expr constant(Node.Expr value) {
      return value instanceof Node.Name name ? constants.getOrDefault(name.id(), value) : value;
    }

    private static Optional<Node.Expr> keyword(Node.Call call, String wanted) {
      return call.keywords().stream()
          .filter(keyword -> keyword.name().filter(wanted::equals).isPresent())
          .map(Node.Keyword::value)
          .findFirst();
    }

    private static String lastName(Node.Expr function) {
      return switch (function) {
        case Node.Name name -> name.id();
        case Node.Attribute attribute -> attribute.name();
        default -> "";
      };
    }
  }
}
