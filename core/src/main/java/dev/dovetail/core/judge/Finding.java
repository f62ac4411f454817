package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * An opinion of one rule.
 *
 * @param service the service's name; empty for what concerns the repository
 * @param at the place to look at first
 * @param message violation, then reason
 * @param help what to do
 * @param also further places, such as the other side of a comparison
 * @param topic what several findings of the rule have in common, so that people are told once:
 *     {@code labels of `EssayStatus` are not in `public.essay_status`}. It reads after a number
 * @param subject what it is about, without line numbers: {@code EssayStatus.scored
 *     public.essay_status}. Rule, service and subject make the fingerprint
 * @param suggestion a change of text that takes it away
 */
public record Finding(
    String rule,
    Severity severity,
    String service,
    Origin at,
    String message,
    String help,
    List<Related> also,
    Optional<String> topic,
    String subject,
    Optional<Suggestion> suggestion) {

  public Finding {
    also = List.copyOf(also);
  }

  /** Where nobody knows what to write instead. */
  public Finding(
      String rule,
      Severity severity,
      String service,
      Origin at,
      String message,
      String help,
      List<Related> also,
      Optional<String> topic,
      String subject) {
    this(rule, severity, service, at, message, help, also, topic, subject, Optional.empty());
  }

  /** Another place, and what is to be seen there. */
  public record Related(Origin at, String message) {}

  /** The same for the same fault, whatever moves around it. */
  public String fingerprint() {
    return Fingerprint.of(rule, service, subject);
  }

  /** The same finding of a service that is told apart from others of its name. */
  public Finding of(String otherService) {
    return new Finding(
        rule, severity, otherService, at, message, help, also, topic, subject, suggestion);
  }

  /** The same finding with another weight. */
  public Finding weighing(Severity other) {
    return new Finding(rule, other, service, at, message, help, also, topic, subject, suggestion);
  }

  /** The same finding with another way out. */
  public Finding suggesting(Optional<Suggestion> other) {
    return new Finding(rule, severity, service, at, message, help, also, topic, subject, other);
  }
}
