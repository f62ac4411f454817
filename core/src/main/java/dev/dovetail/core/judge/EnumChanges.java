package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each revision does to each enum type, in the order of running. */
final class EnumChanges {

  /** One revision's change of a type. */
  sealed interface Change {
    Deed deed();

    /** A label came to it. */
    record Added(Deed deed, String label, Statement.Position position) implements Change {}

    /** A label got another name. */
    record Renamed(Deed deed, String from, String to) implements Change {}

    /** It was created anew, with these labels. */
    record Recreated(Deed deed, List<String> labels) implements Change {
      public Recreated {
        labels = List.copyOf(labels);
      }
    }
  }

  private EnumChanges() {}

  /** Two changes of one type, on branches beside each other, in the order of running. */
  record Pair(String type, Change earlier, Change later) {}

  static List<Pair> onBranchesBesideEachOther(ServiceFacts facts) {
    Branches branches = Branches.of(facts);
    List<Pair> pairs = new ArrayList<>();
    if (branches.straight()) {
      return pairs;
    }
    of(facts)
        .forEach((type, changes) -> {
          for (int i = 0; i < changes.size(); i++) {
            Change later = changes.get(i);
            for (Change earlier : changes.subList(0, i)) {
              if (branches.beside(earlier.deed().revision(), later.deed().revision())) {
                pairs.add(new Pair(type, earlier, later));
              }
            }
          }
        });
    return pairs;
  }

  /** By the name that the type has at the end of the revision. */
  static Map<String, List<Change>> of(ServiceFacts facts) {
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (Deed deed : deeds) {
        for (Statement statement : deed.statements()) {
          switch (statement) {
            case Statement.AddValue add ->
                put(changes, add.type(), new Change.Added(deed, add.label(), add.position()));
            case Statement.RenameValue rename ->
                put(changes, rename.type(), new Change.Renamed(deed, rename.from(), rename.to()));
            case Statement.CreateEnum create when wasThere(deeds, create.type()) ->
                put(changes, create.type(), new Change.Recreated(deed, create.labels()));
            case Statement.RenameType rename ->
                created(deeds, rename.type())
                    .ifPresent(made ->
                        put(
                            changes,
                            new Name(rename.type().schema(), rename.to()),
                            new Change.Recreated(deed, made.labels())));
            default -> {}
          }
        }
      }
    }
    return changes;
  }

  private static boolean wasThere(List<Deed> deeds, Name type) {
    return deeds.getFirst().before().enumNamed(type).isPresent();
  }

  private static Optional<Statement.CreateEnum> created(List<Deed> deeds, Name type) {
    return deeds.stream()
        .map(Deed::statement)
        .filter(Statement.CreateEnum.class::isInstance)
        .map(Statement.CreateEnum.class::cast)
        .filter(create -> Steps.same(create.type(), type))
        .findFirst();
  }

  private static void put(Map<String, List<Change>> changes, Name type, Change change) {
    changes.computeIfAbsent(type.name(), any -> new ArrayList<>()).add(change);
  }
}
