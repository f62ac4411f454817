package dev.dovetail.core.timeline;

import dev.dovetail.core.compare.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * One enum and its type as a commit left them.
 *
 * @param reading empty where the commit has neither
 * @param touched whether the commit changed the file in which the code declares the enum
 * @param written revisions that the commit added to the service
 * @param edited migrations of the service that were there and that the commit changed or removed
 * @param heads how many heads the service's history has
 */
public record Moment(
    Contribution contribution,
    Optional<Reading> reading,
    boolean touched,
    List<String> written,
    List<String> edited,
    int heads) {

  public Moment {
    written = List.copyOf(written);
    edited = List.copyOf(edited);
  }

  /**
   * What is read of both.
   *
   * @param code empty where no code declares it
   * @param database empty where no migration makes it
   * @param file where the code declares it
   */
  public record Reading(
      Optional<List<Member>> code,
      Optional<List<String>> database,
      Verdict verdict,
      Optional<String> file) {

    public Reading {
      code = code.map(List::copyOf);
      database = database.map(List::copyOf);
    }

    List<String> labels() {
      return code.orElse(List.of()).stream().map(Member::label).toList();
    }
  }

  /**
   * A member of the code's enum.
   *
   * @param label what is stored of it
   */
  public record Member(String name, String label) {}
}
