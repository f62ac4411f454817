package dev.dovetail.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Two services that share a library, and what people do to them. */
final class Invention {

  private static final List<String> WORDS =
      List.of("open", "done", "paid", "sent", "lost", "held", "void", "late");

  private final Random random;
  private final int size;
  private final TreeMap<String, String> files = new TreeMap<>();
  private final Map<String, List<String>> labels = new TreeMap<>();
  private final Map<String, Integer> revisions = new TreeMap<>();
  private String library = "libs/shared/statuses.py";

  Invention(Random random, int size) {
    this.random = random;
    this.size = size;
  }

  List<Map<String, String>> commits() {
    List<Map<String, String>> commits = new ArrayList<>();
    files.put("README.md", "nothing\n");
    commits.add(Map.copyOf(files));
    for (String service : List.of("orders", "bills")) {
      labels.put(service, new ArrayList<>(WORDS.subList(0, 2)));
      files.put("services/%s/alembic.ini".formatted(service), "[alembic]\nscript_location = m\n");
      files.put("services/%s/m/env.py".formatted(service), "from alembic import context\n");
      revise(
          service,
          "op.create_table('%s', sa.Column('state', sa.Enum('open', 'done', name='%s_state')))"
              .formatted(service, service));
    }
    while (commits.size() < size) {
      step(random.nextBoolean() ? "orders" : "bills");
      write();
      commits.add(Map.copyOf(files));
    }
    return commits;
  }

  private void step(String service) {
    List<String> own = labels.get(service);
    String word = WORDS.get(random.nextInt(WORDS.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        if (!own.contains(word)) {
          own.add(word);
        }
      }
      case 2 -> own.remove(own.size() > 1 ? word : "");
      case 3, 4 ->
          revise(
              service,
              "op.execute(\"ALTER TYPE %s_state ADD VALUE IF NOT EXISTS '%s'\")"
                  .formatted(service, word));
      case 5 -> files.put("README.md", "words " + random.nextInt() + "\n");
      case 6 -> move();
      default -> edit(service, word);
    }
  }

  private void move() {
    files.remove(library);
    library = library.endsWith("statuses.py") ? "libs/shared/states.py" : "libs/shared/statuses.py";
  }

  /** The latest migration says something else, or is gone. */
  private void edit(String service, String word) {
    int number = revisions.get(service);
    String path = "services/%s/m/versions/%d.py".formatted(service, number);
    if (number > 1 && random.nextBoolean()) {
      files.remove(path);
      revisions.put(service, number - 1);
    } else {
      files.computeIfPresent(path, (any, text) -> text.replace("'done'", "'" + word + "'"));
    }
  }

  private void revise(String service, String body) {
    int number = revisions.merge(service, 1, Integer::sum);
    files.put(
        "services/%s/m/versions/%d.py".formatted(service, number),
        """
        import sqlalchemy as sa
        from alembic import op
        revision = "%d"
        down_revision = %s
        def upgrade():
            %s
        def downgrade():
            pass
        """
            .formatted(number, number == 1 ? "None" : "\"" + (number - 1) + "\"", body));
  }

  private void write() {
    String module = library.substring("libs/".length(), library.length() - 3).replace('/', '.');
    StringBuilder enums = new StringBuilder("from enum import Enum\n");
    labels.forEach((service, own) -> {
      String name = Character.toUpperCase(service.charAt(0)) + service.substring(1) + "State";
      enums.append("class %s(Enum):%n".formatted(name));
      own.forEach(label -> enums.append("    %s = '%s'%n".formatted(label, label)));
      files.put(
          "services/%s/models.py".formatted(service),
          """
          from %s import %s
          import sqlalchemy as sa
          from sqlalchemy.orm import declarative_base
          Base = declarative_base()
          class Row(Base):
              __tablename__ = "%s"
              id = sa.Column(sa.Integer, primary_key=True)
              state = sa.Column(sa.Enum(%s, name="%s_state"))
          """
              .formatted(module, name, service, name, service));
    });
    files.put(library, enums.toString());
    files.put("libs/shared/__init__.py", "");
  }
}
