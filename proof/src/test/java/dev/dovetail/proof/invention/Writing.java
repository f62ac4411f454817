package dev.dovetail.proof.invention;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One step of a migration as it is being written, in one of the many ways to write the same. */
final class Writing {

  private final Draw draw;
  private final List<String> module = new ArrayList<>();
  private final List<String> up = new ArrayList<>();
  private final List<String> down = new ArrayList<>();

  Writing(Draw draw) {
    this.draw = draw;
  }

  Service.Step step(String kind) {
    return new Service.Step(kind, module, up, down);
  }

  void module(String block) {
    module.add(block);
  }

  void up(String block) {
    up.add(block);
  }

  void down(String block) {
    down.add(block);
  }

  void upSql(String sql) {
    up(execute(sql));
  }

  void downSql(String sql) {
    down(execute(sql));
  }

  /** A name of the module for an expression. */
  String constant(String prefix, String expression) {
    String name = prefix + "_" + draw.next();
    module(name + " = " + expression);
    return name;
  }

  /** Labels as arguments of a call. */
  String labels(List<String> labels) {
    return switch (draw.between(0, 9)) {
      case 0 -> "*" + constant("LABELS", "(" + Words.pythonList(labels) + ",)");
      case 1 -> "*" + constant("LABELS", "[" + Words.pythonList(labels) + "]");
      case 2 -> "*[label for label in (" + Words.pythonList(labels) + ",)]";
      case 3 ->
          labels.stream().noneMatch(l -> l.contains(" ") || l.isEmpty() || l.contains("\\"))
              ? "*\"" + String.join(" ", labels).replace("\"", "\\\"") + "\".split()"
              : Words.pythonList(labels);
      default -> Words.pythonList(labels);
    };
  }

  /** Labels inside SQL: the statement has one {@code %s} where they belong. */
  String executeWithLabels(String sql, List<String> labels) {
    boolean plain = labels.stream().allMatch(l -> l.matches("[A-Za-z_ ]+")) && !sql.contains("{");
    if (!plain || draw.chance(0.7)) {
      return execute(sql.replace("%s", Words.list(labels)));
    }
    String names = constant("VALUES", "[" + Words.pythonList(labels) + "]");
    String joined = "\", \".join(f\"'{v}'\" for v in " + names + ")";
    return switch (draw.between(0, 4)) {
      case 0 -> "op.execute(" + Words.python(sql) + " % " + joined + ")";
      case 1 -> "op.execute(" + Words.python(sql.replace("%s", "{}")) + ".format(" + joined + "))";
      case 2 ->
          "joined = "
              + joined
              + "\nop.execute(f"
              + Words.python(sql.replace("%s", "{joined}"))
              + ")";
      case 3 ->
          "op.execute(f"
              + Words.python(sql.replace("%s", "{', '.join(map(repr, " + names + "))}"))
              + ")";
      default ->
          "op.execute("
              + Words.python(sql.substring(0, sql.indexOf("%s")))
              + " + "
              + joined
              + " + "
              + Words.python(sql.substring(sql.indexOf("%s") + 2))
              + ")";
    };
  }

  /** A statement, sent in some way. */
  String execute(String sql) {
    String text = Words.python(sql);
    boolean simple = !sql.contains("%") && !sql.contains("\\") && !sql.contains(":");
    return switch (draw.between(0, 19)) {
      case 0, 1 -> "op.execute(sa.text(" + text + "))";
      case 2 ->
          sql.contains("\\") || sql.contains("\"\"\"")
              ? "op.execute(" + text + ")"
              : "op.execute(\n    \"\"\"\n    " + sql.replace("\n", "\n    ") + "\n    \"\"\"\n)";
      case 3 -> "op.get_bind().execute(sa.text(" + text + "))";
      case 4 -> "bind = op.get_bind()\nbind.execute(sa.text(" + text + "))";
      case 5 -> simple ? "op.get_bind().exec_driver_sql(" + text + ")" : "op.execute(" + text + ")";
      case 6 -> "conn = op.get_bind()\nconn.execute(\n    sa.text(\n        " + text + "\n    )\n)";
      case 7 -> split(sql);
      case 8 -> "op.execute(" + constant("SQL", text) + ")";
      case 9 ->
          simple
              ? "for statement in [" + text + "]:\n    op.execute(statement)"
              : "op.execute(" + text + ")";
      case 10 -> interpolated(sql);
      case 11 -> simple ? "op.execute(sa.DDL(" + text + "))" : "op.execute(" + text + ")";
      default -> "op.execute(" + text + ")";
    };
  }

  private String split(String sql) {
    int space = sql.indexOf(' ', sql.length() / 2);
    return space < 0
        ? "op.execute(" + Words.python(sql) + ")"
        : "op.execute(\n    "
            + Words.python(sql.substring(0, space + 1))
            + "\n    "
            + Words.python(sql.substring(space + 1))
            + "\n)";
  }

  /** A word of the statement becomes a constant of the module. */
  private String interpolated(String sql) {
    List<String> words =
        java.util.Arrays.stream(sql.split("[^A-Za-z0-9_]+"))
            .filter(word -> word.matches("[a-z][a-z0-9_]{3,}"))
            .distinct()
            .collect(Collectors.toList());
    if (words.isEmpty() || sql.contains("{") || sql.contains("}") || sql.contains("%")) {
      return "op.execute(" + Words.python(sql) + ")";
    }
    String word = draw.of(words);
    String name = constant("NAME", Words.python(word));
    String text = Words.python(sql);
    return switch (draw.between(0, 3)) {
      case 0 ->
          "op.execute(" + text.replace(word, "%s").concat(" % ") + times(sql, word, name) + ")";
      case 1 -> "op.execute(" + text.replace(word, "{name}") + ".format(name=" + name + "))";
      default -> "op.execute(f" + text.replace(word, "{" + name + "}") + ")";
    };
  }

  private static String times(String sql, String word, String name) {
    int count = (sql.length() - sql.replace(word, "").length()) / word.length();
    return "(" + (name + ", ").repeat(count) + ")";
  }
}
