package dev.dovetail.proof.invention;

import dev.dovetail.proof.invention.World.Enumeration;

/** The Python of an enum type in SQLAlchemy's words. */
final class TypeText {

  private TypeText() {}

  /** A type that creates nothing, wherever it stands in a column of a new table. */
  static String quiet(Draw draw, Writing w, Enumeration type) {
    String schema = type.name().argument();
    String name = ", name=" + Words.python(type.name().name());
    return switch (draw.between(0, 5)) {
      case 0 -> "ENUM(" + w.labels(type.labels()) + name + schema + ", create_type=False)";
      case 1 ->
          "postgresql.ENUM(name="
              + Words.python(type.name().name())
              + schema
              + ", create_type=False)";
      case 2 ->
          w.constant(
              "state_type",
              "postgresql.ENUM("
                  + Words.pythonList(type.labels())
                  + name
                  + schema
                  + ", create_type=False)");
      default ->
          "postgresql.ENUM(" + w.labels(type.labels()) + name + schema + ", create_type=False)";
    };
  }

  /** A type that a new table makes for itself. */
  static String loud(Draw draw, Writing w, Enumeration type) {
    String schema = type.name().argument();
    String name = ", name=" + Words.python(type.name().name());
    return switch (draw.between(0, 9)) {
      case 0, 1 -> "postgresql.ENUM(" + w.labels(type.labels()) + name + schema + ")";
      case 2 -> "ENUM(" + w.labels(type.labels()) + name + schema + ")";
      case 3 -> ofClass(w, type, draw);
      case 4 ->
          w.constant(
              "status_enum", "sa.Enum(" + Words.pythonList(type.labels()) + name + schema + ")");
      case 5 ->
          w.constant("make_enum", "functools.partial(sa.Enum" + name + schema + ")")
              + "("
              + w.labels(type.labels())
              + ")";
      default -> "sa.Enum(" + w.labels(type.labels()) + name + schema + ")";
    };
  }

  /** A class of the migration whose members or values are the labels. */
  private static String ofClass(Writing w, Enumeration type, Draw draw) {
    boolean words = type.labels().stream().allMatch(l -> l.matches("[A-Za-z_]+"));
    boolean byName = words && draw.chance(0.4);
    boolean counted = byName && draw.chance(0.5);
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < type.labels().size(); i++) {
      String label = type.labels().get(i);
      String member = byName ? label : "M" + i;
      members
          .append("\n    ")
          .append(member)
          .append(" = ")
          .append(counted ? "enum.auto()" : Words.python(label));
    }
    String className = "Kept" + draw.next();
    boolean text = !counted && draw.chance(0.6);
    w.module("class " + className + "(" + (text ? "str, " : "") + "enum.Enum):" + members);
    String values =
        byName
            ? ""
            : ", values_callable="
                + draw.of(
                    "lambda c: [m.value for m in c]",
                    "lambda members: [str(member.value) for member in members]");
    return draw.of("sa.Enum", "postgresql.ENUM")
        + "("
        + className
        + ", name="
        + Words.python(type.name().name())
        + type.name().argument()
        + values
        + ")";
  }
}
