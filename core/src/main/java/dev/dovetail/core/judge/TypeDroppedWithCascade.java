package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What hangs on a type goes with it, the columns and their rows first of all. */
final class TypeDroppedWithCascade extends Described {

  TypeDroppedWithCascade() {
    super(
        "type-dropped-with-cascade",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a type is dropped with CASCADE while columns, domains or functions still have it");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Deed deed : Steps.up(facts).all()) {
      for (Statement statement : deed.statements()) {
        if (statement instanceof Statement.DropType drop && drop.cascade()) {
          drop.types().forEach(type -> finding(facts, deed, type).ifPresent(findings::add));
        }
      }
    }
    return findings;
  }

  private Optional<Finding> finding(ServiceFacts facts, Deed deed, Name type) {
    Optional<ObjectName> dropped = deed.before().typeNamed(type);
    return dropped
        .map(name -> TypeUsers.of(deed.before().schema(), name))
        .filter(users -> !users.all().isEmpty())
        .map(users ->
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    deed.revision() + " " + type,
                    lost(type, users),
                    "alter or drop %s first, each in a statement of its own, and leave CASCADE out: then the server refuses (2BP01) where one was forgotten"
                        .formatted(users.columns().isEmpty() ? "them" : "the columns")));
  }

  private static String lost(Name type, TypeUsers users) {
    if (users.columns().isEmpty()) {
      return "CASCADE drops what is made of %s: %s"
          .formatted(Wording.code(type), Wording.list(users.others()));
    }
    String besides = users.others().isEmpty() ? "" : "; and " + Wording.list(users.others());
    return "CASCADE drops the columns that have %s, with all that they hold: %s%s"
        .formatted(Wording.code(type), Wording.list(users.columns()), besides);
  }
}
