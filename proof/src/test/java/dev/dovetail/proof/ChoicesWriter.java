package dev.dovetail.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes modules of Django's choices, and of enums made of them. The same seed, the same text. */
final class ChoicesWriter {

  private static final String[] NAMES = {
    "OPEN", "SHUT", "IN_PROGRESS", "Mixed", "lower_case", "A", "X1", "ON_HOLD", "READY", "O_K"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();

  private ChoicesWriter(Random random) {
    this.random = random;
  }

  static String of(long seed) {
    ChoicesWriter writer = new ChoicesWriter(new Random(seed));
    writer.write();
    return writer.out.toString();
  }

  private void write() {
    line("import enum");
    line("from enum import Enum, auto");
    line("from django.db import models");
    line(pick("from django.db.models import TextChoices", "TextChoices = models.TextChoices"));
    line("");
    line("");
    line("class Told(models.TextChoices):");
    line("    @classmethod");
    line("    def told(cls):");
    line("        return [one.label for one in cls]");
    for (int i = 1; i <= 1 + random.nextInt(3); i++) {
      line("");
      line("");
      choices("State" + i);
      derived("State" + i, "Of" + i);
    }
  }

  private void choices(String name) {
    boolean numbers = chance(35);
    String base =
        numbers
            ? pick("models.IntegerChoices", "int, models.Choices")
            : pick("models.TextChoices", "TextChoices", "Told", "str, models.Choices");
    if (chance(15)) {
      line(
          name
              + " = models."
              + (numbers ? "IntegerChoices" : "TextChoices")
              + "(\""
              + name
              + "\", \"GOLD SILVER_ONE\")");
      return;
    }
    line("class " + name + "(" + base + "):");
    if (chance(15)) {
      line("    __empty__ = \"(none)\"");
    }
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      String member = pick(NAMES);
      if (!taken.contains(member)) {
        taken.add(member);
        line("    " + member + " = " + value(numbers, i));
      }
    }
  }

  private String value(boolean numbers, int i) {
    String value = numbers ? String.valueOf(i * 3 + 1) : "\"v " + (char) ('a' + i) + "\"";
    return switch (random.nextInt(6)) {
      case 0 -> value;
      case 1 -> "(" + value + ", \"Label " + i + "\")";
      case 2 -> value + ", \"Label\" \" " + i + "\"";
      case 3 -> "auto()";
      case 4 -> "[" + value + ", \"In a list\"]";
      default -> value + ", \"L\"";
    };
  }

  /** Django's properties show in the enums that are made of them. */
  private void derived(String from, String name) {
    line("");
    line("");
    line(
        name
            + " = Enum(\""
            + name
            + "\", "
            + pick(
                "{str(n): v for n, v in zip(" + from + ".names, " + from + ".labels)}",
                "{\"C%d\" % i: str(v) for i, v in enumerate(" + from + ".values)}",
                "{\"C%d\" % i: str(c[1]) for i, c in enumerate(" + from + ".choices)}",
                "{one.name: one.label + str(one) for one in " + from + "}",
                "[str(n) for n in " + from + ".names]")
            + ")");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
