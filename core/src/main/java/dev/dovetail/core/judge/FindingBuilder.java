package dev.dovetail.core.judge;

import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says a finding in the order in which a person would: what, where, why, what to do. */
public final class FindingBuilder {

  private final Fault fault;
  private final String service;
  private final Origin at;
  private final List<Related> also = new ArrayList<>();
  private Severity severity;
  private Optional<String> topic = Optional.empty();
  private Optional<Suggestion> suggestion = Optional.empty();

  private FindingBuilder(Fault fault, String service, Origin at) {
    this.fault = fault;
    this.service = service;
    this.at = at;
    this.severity = fault.severity();
  }

  /**
   * @param service its name; empty for what concerns the repository
   */
  public static FindingBuilder of(Fault fault, String service, Origin at) {
    return new FindingBuilder(fault, service, at);
  }

  static FindingBuilder of(Rule rule, ServiceFacts facts, Origin at) {
    return of(rule, facts.name(), at);
  }

  public FindingBuilder weighing(Severity other) {
    severity = other;
    return this;
  }

  /** What it has in common with others of its kind; it reads after a number. */
  public FindingBuilder topic(String common) {
    topic = Optional.of(common);
    return this;
  }

  /** What could be written instead. */
  public FindingBuilder suggests(Optional<Suggestion> change) {
    suggestion = change;
    return this;
  }

  /** Places that nobody wrote are not shown. */
  public FindingBuilder also(Origin place, String message) {
    if (!(place instanceof Origin.Implied) && !place.equals(at)) {
      also.add(new Related(place, message));
    }
    return this;
  }

  /**
   * @param subject what it is about, without line numbers; part of the fingerprint
   * @param message violation, then reason
   * @param help what to do
   */
  public Finding says(String subject, String message, String help) {
    return new Finding(
        fault.id(), severity, service, at, message, help, also, topic, subject, suggestion);
  }
}
