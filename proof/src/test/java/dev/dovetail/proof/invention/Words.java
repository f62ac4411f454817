package dev.dovetail.proof.invention;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that invented services are made of, and how SQL and Python write them. */
final class Words {

  private static final List<String> TABLES =
      List.of(
          "orders",
          "users",
          "shipments",
          "invoices",
          "tickets",
          "batches",
          "essays",
          "loans",
          "accounts",
          "jobs",
          "documents",
          "payments",
          "reviews",
          "devices",
          "user",
          "Audit");
  private static final List<String> COLUMNS =
      List.of(
          "state",
          "status",
          "kind",
          "priority",
          "channel",
          "role",
          "phase",
          "tier",
          "mode",
          "outcome",
          "order",
          "reasonCode");
  private static final List<String> PLAIN =
      List.of(
          "draft",
          "open",
          "closed",
          "failed",
          "done",
          "pending",
          "active",
          "archived",
          "low",
          "high",
          "manual",
          "auto",
          "web",
          "shop",
          "new",
          "returned",
          "late",
          "ready",
          "expired",
          "blocked",
          "review",
          "queued",
          "IN_PROGRESS",
          "Cancelled",
          "null",
          "true");
  private static final List<String> ODD =
      List.of(
          "on hold",
          "it's",
          "n/a",
          "50%",
          "a:b",
          "x::y",
          "na\u00efve",
          "say \"so\"",
          "back\\slash",
          "{curly}",
          "",
          " padded ",
          "semi;colon",
          "--dash",
          "$$",
          "%s",
          "a,b");
  private static final Set<String> RESERVED =
      Set.of("user", "order", "table", "null", "true", "new", "default", "check", "all", "end");

  private Words() {}

  static String table(Draw draw) {
    String word = draw.of(TABLES);
    return draw.chance(0.6) ? word + "_" + draw.next() : word + draw.next();
  }

  static String column(Draw draw, Set<String> taken) {
    String word = draw.of(COLUMNS);
    return taken.contains(word) ? word + "_" + draw.next() : word;
  }

  static String type(Draw draw) {
    String word = draw.of(COLUMNS) + draw.next();
    return switch (draw.between(0, 7)) {
      case 0 -> word + "_enum";
      case 1 -> "e_" + word;
      case 2 -> Character.toUpperCase(word.charAt(0)) + word.substring(1);
      default -> word + "_" + draw.of("type", "kind", "state");
    };
  }

  static List<String> labels(Draw draw) {
    List<String> labels = draw.some(draw.between(2, 5), PLAIN);
    if (draw.chance(0.08)) {
      labels.set(draw.between(0, labels.size() - 1), draw.of(ODD));
    }
    return labels;
  }

  static String labelBeside(Draw draw, List<String> taken) {
    List<String> free = new ArrayList<>(draw.chance(0.06) ? ODD : PLAIN);
    free.removeAll(taken);
    return draw.of(free);
  }

  // ---- SQL

  static String sql(String name) {
    return name.matches("[a-z_][a-z0-9_]*") && !RESERVED.contains(name)
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String quoted(String text) {
    String doubled = "'" + text.replace("'", "''") + "'";
    return doubled;
  }

  static String list(List<String> labels) {
    return labels.stream().map(Words::quoted).collect(Collectors.joining(", "));
  }

  // ---- Python

  static String python(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  static String pythonList(List<String> texts) {
    return texts.stream().map(Words::python).collect(Collectors.joining(", "));
  }

  static String indent(String block) {
    return block
        .lines()
        .map(line -> line.isEmpty() ? line : "    " + line)
        .collect(Collectors.joining("\n"));
  }
}
