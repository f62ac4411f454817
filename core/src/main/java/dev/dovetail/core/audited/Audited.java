package dev.dovetail.core.audited;

import dev.dovetail.core.judge.ServiceFacts;
import java.util.List;
import java.util.Optional;

/**
 * One service beside its databases.
 *
 * @param told its enums as far as code and migrations say, for where no database was read
 * @param notAsked why no database was asked, and what to do; empty where one was, and where there
 *     is nothing to ask
 */
public record Audited(
    ServiceFacts facts,
    Weight weight,
    List<AuditedDatabase> databases,
    List<AuditedEnum> told,
    Optional<String> notAsked) {

  public Audited {
    databases = List.copyOf(databases);
    told = List.copyOf(told);
  }

  /** Every enum of every database that was read; what code and migrations say where none was. */
  public List<AuditedEnum> enums() {
    List<AuditedEnum> read =
        databases.stream()
            .flatMap(database ->
                database.reading() instanceof AuditedDatabase.Read it
                    ? it.enums().stream()
                    : java.util.stream.Stream.empty())
            .toList();
    return read.isEmpty() ? told : read;
  }

  /** Whether all that could be asked was answered. */
  public boolean isChecked() {
    return notAsked.isEmpty() && databases.stream().allMatch(AuditedDatabase::isRead);
  }
}
