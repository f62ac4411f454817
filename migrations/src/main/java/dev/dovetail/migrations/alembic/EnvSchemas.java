package dev.dovetail.migrations.alembic;

import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.sql.SqlReader;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Schemas that {@code env.py}, or a module that it imports, makes before the first migration. Their
 * names are mostly put together; those into which the way up of migrations puts something, and that
 * it does not make itself, are taken to be among them.
 */
final class EnvSchemas {

  private EnvSchemas() {}

  /** The schemas that are there when the first migration begins. */
  static SortedSet<String> of(String env, Collection<String> migrations, Modules modules) {
    SortedSet<String> schemas = new TreeSet<>();
    if (EnvCode.of(env, modules).noneMatch(file -> makesSchemas(file.body()))) {
      return schemas;
    }
    Set<String> made = new TreeSet<>();
    for (String migration : migrations) {
      List<Node.Stmt> up = modules.parse(migration).map(EnvSchemas::wayUp).orElse(List.of());
      filled(up, schemas);
      if (!made(up, made)) {
        // A schema made under a name that is not read may be any of them.
        return new TreeSet<>();
      }
    }
    schemas.removeAll(made);
    return schemas;
  }

  static Session made(Session initial, SortedSet<String> schemas) {
    Session session = initial;
    for (String schema : schemas) {
      String sql = "CREATE SCHEMA IF NOT EXISTS " + Sql.name(schema);
      for (SqlReader.Read read : SqlReader.statements(sql)) {
        if (session.apply(read.statement(), new Origin.Implied("env.py")) instanceof Session next) {
          session = next;
        }
      }
    }
    return session;
  }

  private static List<Node.Stmt> wayUp(PythonFile migration) {
    return migration.body().stream()
        .filter(statement ->
            !(statement instanceof Node.FunctionDef function
                && function.name().equals("downgrade")))
        .toList();
  }

  /** Who asks after a schema, or drops something of it, does not say that it is there. */
  private static void filled(List<Node.Stmt> code, Set<String> schemas) {
    for (Node.Call call : Descent.calls(code)) {
      String name = lastName(call);
      if (!name.startsWith("get_") && !name.startsWith("has_") && !name.startsWith("drop_")) {
        call.keywords().stream()
            .filter(keyword -> keyword.name().filter("schema"::equals).isPresent())
            .filter(keyword -> keyword.value() instanceof Node.Str)
            .forEach(keyword -> schemas.add(((Node.Str) keyword.value()).value()));
      }
    }
  }

  /**
   * What code makes for the first time: with IF NOT EXISTS it may be there already.
   *
   * @return whether all names could be read
   */
  private static boolean made(List<Node.Stmt> code, Set<String> made) {
    boolean known = true;
    for (Node.Str text : Descent.strings(code)) {
      if (isCreateSchema(text)) {
        for (SqlReader.Read read : SqlReader.statements(text.value())) {
          switch (read.statement()) {
            case Statement.CreateSchema create when create.ifNotExists() -> {}
            case Statement.CreateSchema create -> made.add(create.schema());
            case Statement.Opaque unread -> known = false;
            default -> {}
          }
        }
      }
    }
    return known && Descent.calls(code).stream().noneMatch(EnvSchemas::isCreateSchema);
  }

  private static boolean makesSchemas(List<Node.Stmt> code) {
    return Descent.calls(code).stream().anyMatch(EnvSchemas::isCreateSchema)
        || Descent.strings(code).stream().anyMatch(EnvSchemas::isCreateSchema);
  }

  private static boolean isCreateSchema(Node.Call call) {
    return lastName(call).equals("CreateSchema");
  }

  private static boolean isCreateSchema(Node.Str text) {
    return text.value().strip().toLowerCase(Locale.ROOT).startsWith("create schema");
  }

  private static String lastName(Node.Call call) {
    return switch (call.function()) {
      case Node.Name name -> name.id();
      case Node.Attribute attribute -> attribute.name();
      default -> "";
    };
  }
}
