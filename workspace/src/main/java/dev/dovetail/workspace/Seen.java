package dev.dovetail.workspace;

import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in a repository and is not read: said, so that silence never means agreement. */
final class Seen {

  private Seen() {}

  static List<String> in(Tree tree, List<String> others, List<ServiceFacts> services) {
    Map<String, String> tools = new LinkedHashMap<>();
    for (String path : tree.files()) {
      String tool = tool(path);
      if (!tool.isEmpty()) {
        tools.putIfAbsent(tool, path);
      }
    }
    List<String> seen = new ArrayList<>(others);
    tools.forEach((tool, path) -> seen.add("%s: not read yet (%s)".formatted(tool, path)));
    if (services.isEmpty()) {
      boolean files = !tree.files().isEmpty();
      seen.add(
          0,
          files
              ? "no service found: no history of migrations is here that can be read"
              : "no service found: there is no file here");
    }
    return seen;
  }

  private static String tool(String path) {
    String name = Paths.nameOf(path);
    if (name.endsWith(".sql") && name.startsWith("V") && name.contains("__")) {
      return "Flyway";
    }
    return switch (name) {
      case "flyway.conf", "flyway.toml" -> "Flyway";
      case "schema.prisma" -> "Prisma";
      case "databasechangelog.xml", "liquibase.properties", "db.changelog-master.yaml" ->
          "Liquibase";
      case "drizzle.config.ts", "drizzle.config.js" -> "Drizzle";
      case "diesel.toml" -> "Diesel";
      case "manage.py" -> "Django";
      case "knexfile.js", "knexfile.ts" -> "Knex";
      default -> path.contains("db/migrate/") && name.endsWith(".rb") ? "Rails" : "";
    };
  }
}
