package dev.dovetail.proof.invention;

import dev.dovetail.migrations.Stack.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An invented service: a history of migrations, and what it stands in. */
public record Service(long seed, List<Revision> revisions, Surroundings surroundings) {

  private static final String IMPORTS =
      """
      import contextlib
      import enum
      import functools

      import sqlalchemy as sa
      from alembic import context, op
      from sqlalchemy.dialects import postgresql
      from sqlalchemy.dialects.postgresql import ENUM
      """;

  public Service {
    revisions = List.copyOf(revisions);
  }

  /**
   * One step of a migration; each entry is a block of Python.
   *
   * @param down in the order in which it is to run
   */
  record Step(String kind, List<String> module, List<String> up, List<String> down) {
    Step {
      module = List.copyOf(module);
      up = List.copyOf(up);
      down = List.copyOf(down);
    }
  }

  /** A file of migrations. */
  record Revision(
      String id,
      String slug,
      List<String> parents,
      List<String> dependsOn,
      Optional<String> label,
      List<Step> steps) {
    Revision {
      parents = List.copyOf(parents);
      dependsOn = List.copyOf(dependsOn);
      steps = List.copyOf(steps);
    }

    Revision with(List<Step> other) {
      return new Revision(id, slug, parents, dependsOn, label, other);
    }
  }

  /**
   * What env.py and the folders say.
   *
   * @param scripts the folder of env.py
   * @param application Python of the service itself, path to text
   */
  record Surroundings(
      Driver driver,
      boolean transactionPerMigration,
      boolean includeSchemas,
      boolean conventions,
      String scripts,
      SortedMap<String, String> application) {}

  /** The driver that it was invented for. */
  public Driver driver() {
    return surroundings.driver();
  }

  public int size() {
    return revisions.size();
  }

  /** The kinds of steps in it. */
  public List<String> kinds() {
    return revisions.stream().flatMap(r -> r.steps().stream()).map(Step::kind).distinct().toList();
  }

  /** Its files, path to text. */
  public SortedMap<String, String> files(Driver driver) {
    SortedMap<String, String> files = new TreeMap<>(surroundings.application());
    files.put(
        "alembic.ini",
        """
        [alembic]
        script_location = %s
        prepend_sys_path = .
        sqlalchemy.url = postgresql+%s://localhost/service
        """
            .formatted(surroundings.scripts(), driver.name().toLowerCase(Locale.ROOT)));
    files.put(surroundings.scripts() + "/env.py", EnvText.of(surroundings, driver));
    for (Revision revision : revisions) {
      files.put(
          surroundings.scripts() + "/versions/" + revision.id() + "_" + revision.slug() + ".py",
          text(revision));
    }
    return files;
  }

  private static String text(Revision revision) {
    StringBuilder text = new StringBuilder();
    text.append("\"\"\"").append(revision.slug()).append("\"\"\"\n\n").append(IMPORTS);
    text.append("\nrevision = ").append(Words.python(revision.id()));
    text.append("\ndown_revision = ").append(ids(revision.parents()));
    text.append("\nbranch_labels = ").append(revision.label().map(Words::python).orElse("None"));
    text.append("\ndepends_on = ").append(ids(revision.dependsOn())).append("\n");
    for (Step step : revision.steps()) {
      step.module().forEach(block -> text.append("\n").append(block).append("\n"));
    }
    List<String> up = new ArrayList<>();
    List<String> down = new ArrayList<>();
    revision.steps().forEach(step -> up.addAll(step.up()));
    revision.steps().reversed().forEach(step -> down.addAll(step.down()));
    text.append("\n\ndef upgrade():\n").append(body(up));
    text.append("\n\n\ndef downgrade():\n").append(body(down)).append("\n");
    return text.toString();
  }

  private static String body(List<String> blocks) {
    return blocks.isEmpty()
        ? "    pass"
        : blocks.stream().map(Words::indent).collect(Collectors.joining("\n"));
  }

  private static String ids(List<String> ids) {
    return switch (ids.size()) {
      case 0 -> "None";
      case 1 -> Words.python(ids.getFirst());
      default -> "(" + Words.pythonList(ids) + ")";
    };
  }

  /** Services with one thing less, the greatest things first. */
  public List<Service> smaller() {
    List<Service> smaller = new ArrayList<>();
    for (int i = revisions.size() - 1; i >= 0; i--) {
      if (revisions.size() > 1) {
        smaller.add(without(revisions.get(i)));
      }
    }
    for (int i = 0; i < revisions.size(); i++) {
      List<Step> steps = revisions.get(i).steps();
      for (int j = 0; steps.size() > 1 && j < steps.size(); j++) {
        smaller.add(replace(i, less(steps, j)));
      }
    }
    for (int i = 0; i < revisions.size(); i++) {
      List<Step> steps = revisions.get(i).steps();
      for (int j = 0; j < steps.size(); j++) {
        for (Step step : smaller(steps.get(j))) {
          List<Step> changed = new ArrayList<>(steps);
          changed.set(j, step);
          smaller.add(replace(i, changed));
        }
      }
    }
    return smaller;
  }

  private static List<Step> smaller(Step step) {
    List<Step> smaller = new ArrayList<>();
    for (int i = 0; i < step.up().size(); i++) {
      smaller.add(new Step(step.kind(), step.module(), less(step.up(), i), step.down()));
    }
    for (int i = 0; i < step.down().size(); i++) {
      smaller.add(new Step(step.kind(), step.module(), step.up(), less(step.down(), i)));
    }
    for (int i = 0; i < step.module().size(); i++) {
      smaller.add(new Step(step.kind(), less(step.module(), i), step.up(), step.down()));
    }
    return smaller;
  }

  private static <T> List<T> less(List<T> all, int index) {
    List<T> less = new ArrayList<>(all);
    less.remove(index);
    return less;
  }

  private Service replace(int index, List<Step> steps) {
    List<Revision> changed = new ArrayList<>(revisions);
    changed.set(index, changed.get(index).with(steps));
    return new Service(seed, changed, surroundings);
  }

  /** Its children take its parents for their own. */
  private Service without(Revision gone) {
    List<Revision> rest = new ArrayList<>();
    for (Revision revision : revisions) {
      if (!revision.equals(gone)) {
        List<String> parents = new ArrayList<>();
        for (String parent : revision.parents()) {
          parents.addAll(parent.equals(gone.id()) ? gone.parents() : List.of(parent));
        }
        List<String> needs = new ArrayList<>(revision.dependsOn());
        needs.remove(gone.id());
        rest.add(
            new Revision(
                revision.id(),
                revision.slug(),
                parents.stream().distinct().toList(),
                needs,
                revision.label(),
                revision.steps()));
      }
    }
    return new Service(seed, rest, surroundings);
  }
}
