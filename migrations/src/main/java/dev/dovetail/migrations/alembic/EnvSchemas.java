package dev.dovetail.migrations.alembic;

import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.sql.SqlReader;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Schemas that {@code env.py}, or a module that it imports, makes before the first migration. Their
 * names are mostly put together; those that the migrations name are taken to be among them.
 */
final class EnvSchemas {

  private EnvSchemas() {}

  /** The schemas that are there when the first migration begins. */
  static SortedSet<String> of(String env, Collection<String> migrations, Modules modules) {
    SortedSet<String> schemas = new TreeSet<>();
    if (modules.parse(env).stream()
            .flatMap(file -> Stream.concat(Stream.of(file), imported(file, modules)))
            .anyMatch(EnvSchemas::makesSchemas)
        // Where both make some, it is not known which of them finds what.
        && migrations.stream()
            .flatMap(path -> modules.parse(path).stream())
            .noneMatch(EnvSchemas::makesSchemas)) {
      for (String migration : migrations) {
        modules
            .parse(migration)
            .ifPresent(file ->
                Descent.calls(file.body()).stream()
                    .flatMap(call -> call.keywords().stream())
                    .filter(keyword -> keyword.name().filter("schema"::equals).isPresent())
                    .filter(keyword -> keyword.value() instanceof Node.Str)
                    .forEach(keyword -> schemas.add(((Node.Str) keyword.value()).value())));
      }
    }
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

  private static boolean makesSchemas(PythonFile file) {
    return Descent.calls(file.body()).stream().anyMatch(EnvSchemas::isCreateSchema)
        || Descent.strings(file.body()).stream()
            .anyMatch(
                text -> text.value().strip().toLowerCase(Locale.ROOT).startsWith("create schema"));
  }

  private static boolean isCreateSchema(Node.Call call) {
    return switch (call.function()) {
      case Node.Name name -> name.id().equals("CreateSchema");
      case Node.Attribute attribute -> attribute.name().equals("CreateSchema");
      default -> false;
    };
  }

  private static Stream<PythonFile> imported(PythonFile env, Modules modules) {
    return env.body().stream()
        .filter(Node.ImportFrom.class::isInstance)
        .map(Node.ImportFrom.class::cast)
        .flatMap(from ->
            (from.level() > 0
                    ? modules.relative(from.level(), from.module().orElse(""), env.path())
                    : from.module().flatMap(name -> modules.find(name, env.path())))
                .flatMap(module -> module.file()).stream())
        .flatMap((String path) -> modules.parse(path).stream());
  }
}
