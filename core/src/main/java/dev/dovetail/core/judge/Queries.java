package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The SQL that a service's code sends, tried on the schema that its migrations make. */
final class Queries {

  private static final String NO_LABEL = "invalid input value for enum ";

  private Queries() {}

  /**
   * A statement that is refused, or one with a member that no driver sends.
   *
   * @param told the migrations on whose schema it was tried
   */
  record Tried(Usage.Sent sent, Told told, Optional<Refusal> refusal) {

    /** The enum type that the refusal is about, where the member in it is refused as a label. */
    Optional<EnumType> refusing(Usage.Handed handed) {
      return refusal
          .filter(it -> it.sqlstate().equals("22P02"))
          .filter(it -> it.message().startsWith(NO_LABEL))
          .filter(it -> it.message().endsWith(": \"" + handed.text() + "\""))
          .map(it ->
              it.message()
                  .substring(NO_LABEL.length(), it.message().length() - handed.text().length() - 4))
          .flatMap(type ->
              told.schema().enums().values().stream()
                  .filter(known ->
                      known.name().quoted().endsWith("." + type)
                          || known.name().quoted().equals(type))
                  .findFirst());
    }
  }

  /** What comes of the statements that the code sends. */
  static List<Tried> tried(ServiceFacts facts) {
    List<Tried> tried = new ArrayList<>();
    for (Told told : facts.told().stream().toList()) {
      Set<String> folders = folders(told);
      for (Usage.Sent sent : facts.usage().sent()) {
        if (!folders.contains(folder(sent.origin()))) {
          Optional<Refusal> refusal =
              Optional.of(told.trail().end().apply(sent.statement(), sent.origin()))
                  .filter(Refusal.class::isInstance)
                  .map(Refusal.class::cast);
          tried.add(new Tried(sent, told, refusal));
        }
      }
    }
    return tried;
  }

  /**
   * What PostgreSQL would refuse with one of these states, by the place in the code; members that
   * stand in a statement are not looked at.
   */
  static List<Refusal> refused(ServiceFacts facts, Set<String> states) {
    return tried(facts).stream()
        .filter(tried -> tried.sent().handed().isEmpty())
        .flatMap(tried -> tried.refusal().stream())
        .filter(refusal -> states.contains(refusal.sqlstate()))
        .toList();
  }

  /** What migrations send is sent to the schema of their time. */
  private static Set<String> folders(Told told) {
    Set<String> folders = new HashSet<>();
    told.revisions().forEach(revision -> folders.add(folder(revision.origin())));
    return folders;
  }

  private static String folder(Origin origin) {
    return origin instanceof Origin.InFile file
        ? file.path().substring(0, file.path().lastIndexOf('/') + 1)
        : "";
  }
}
