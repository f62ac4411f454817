package dev.dovetail.core.judge;

import dev.dovetail.core.declared.Usage.Handed;
import dev.dovetail.core.declared.Usage.PlainMembers;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Between raw SQL and a driver nobody makes a label of a member. */
final class MemberWithoutValue extends Described {

  private static final Pattern END = Pattern.compile("(?<=\\w)$");

  MemberWithoutValue() {
    super(
        "member-without-value",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "a member of an enum is handed to raw SQL, which needs its label");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Queries.Tried tried : Queries.tried(facts)) {
      tried
          .sent()
          .handed()
          .flatMap(handed -> finding(facts, tried, handed))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<Finding> finding(ServiceFacts facts, Queries.Tried tried, Handed handed) {
    Optional<EnumType> type = tried.refusing(handed);
    return fault(handed, type, facts.usage().plain())
        .map(fault ->
            FindingBuilder.of(this, facts, tried.sent().origin())
                .suggests(type.flatMap(it -> corrected(tried.sent().origin(), handed, it)))
                .says(
                    handed.written() + type.map(it -> " " + it.name()).orElse(""),
                    fault,
                    type.flatMap(it -> label(handed, it))
                        .map(taken -> "hand over `%s.%s`".formatted(handed.written(), taken))
                        .orElse("hand over the label that is stored")));
  }

  private static Optional<String> fault(
      Handed handed, Optional<EnumType> type, PlainMembers drivers) {
    String written = Wording.code(handed.written());
    return switch (handed.way()) {
      case PLAIN -> plain(handed, type, drivers);
      case TEXT ->
          type.map(it ->
              "%s is sent as its value %s, which is no label of %s: this SQL fails with 22P02"
                  .formatted(written, Wording.code(handed.value()), Wording.type(it)));
      case NUMBER ->
          type.map(it ->
              "%s is sent as the number %s, which %s does not take: this SQL fails"
                  .formatted(written, handed.value(), Wording.type(it)));
      case FORMATTED ->
          type.map(it ->
              "an f-string makes %s of this member, which is no label of %s: this SQL fails with 22P02"
                  .formatted(Wording.code(handed.text()), Wording.type(it)));
      case TAKEN -> Optional.empty();
    };
  }

  private static Optional<String> plain(
      Handed handed, Optional<EnumType> type, PlainMembers drivers) {
    String written = Wording.code(handed.written());
    Optional<EnumType> refusing = type.filter(it -> !it.texts().contains(handed.name()));
    return switch (drivers) {
      case ADAPTED -> Optional.empty();
      case REFUSED ->
          Optional.of(
              "%s is handed to raw SQL as it is, and it is no string: psycopg2 and asyncpg refuse it before anything is sent"
                  .formatted(written));
      case NAMED ->
          refusing.map(it ->
              "psycopg sends the name of %s, which is no label of %s: this SQL fails with 22P02"
                  .formatted(written, Wording.type(it)));
      case UNKNOWN ->
          refusing.map(it ->
              "%s is handed to raw SQL as it is: psycopg2 and asyncpg refuse it, and psycopg 3 sends its name, which is no label of %s"
                  .formatted(written, Wording.type(it)));
    };
  }

  /** What is to be asked of a member, so that a label comes of it. */
  private static Optional<String> label(Handed handed, EnumType type) {
    if (type.texts().contains(handed.value())) {
      return Optional.of("value");
    }
    return type.texts().contains(handed.name()) ? Optional.of("name") : Optional.empty();
  }

  private static Optional<Suggestion> corrected(Origin at, Handed handed, EnumType type) {
    return at instanceof Origin.InFile place
        ? label(handed, type)
            .map(taken ->
                Suggestion.unsafe(
                    "hand over its " + taken, new Edit.Matching(place, END, "." + taken)))
        : Optional.empty();
  }
}
