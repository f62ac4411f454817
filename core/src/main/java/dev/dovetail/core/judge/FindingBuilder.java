package dev.dovetail.core.judge;

import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says a finding in the order in which a person would: what, where, why, what to do. */
final class FindingBuilder {

  private final Rule rule;
  private final ServiceFacts facts;
  private final Origin at;
  private final List<Related> also = new ArrayList<>();
  private Severity severity;
  private Optional<String> topic = Optional.empty();

  private FindingBuilder(Rule rule, ServiceFacts facts, Origin at) {
    this.rule = rule;
    this.facts = facts;
    this.at = at;
    this.severity = rule.severity();
  }

  static FindingBuilder of(Rule rule, ServiceFacts facts, Origin at) {
    return new FindingBuilder(rule, facts, at);
  }

  FindingBuilder weighing(Severity other) {
    severity = other;
    return this;
  }

  FindingBuilder topic(String common) {
    topic = Optional.of(common);
    return this;
  }

  /** Places that nobody wrote are not shown. */
  FindingBuilder also(Origin place, String message) {
    if (!(place instanceof Origin.Implied) && !place.equals(at)) {
      also.add(new Related(place, message));
    }
    return this;
  }

  Finding says(String subject, String message, String help) {
    return new Finding(rule.id(), severity, facts.name(), at, message, help, also, topic, subject);
  }
}
