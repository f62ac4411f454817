package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** IF NOT EXISTS asks for the name and not for what stands behind it. */
final class GuardHidesDefinition extends Described {

  GuardHidesDefinition() {
    super(
        "guard-hides-definition",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a guard passes over a type or table that is there with another definition");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    facts.told().stream()
        .flatMap(told -> told.remarks().stream())
        .filter(Remark.DefinitionHidden.class::isInstance)
        .map(Remark.DefinitionHidden.class::cast)
        .forEach(hidden ->
            findings.add(
                finding(
                    facts,
                    hidden.origin(),
                    hidden.revision() + " " + hidden.type(),
                    hidden.type(),
                    labels(hidden.there(), hidden.wanted()),
                    hidden.first())));
    for (Deed deed : Steps.up(facts).all()) {
      for (Statement statement : deed.statements()) {
        hidden(facts, deed, statement).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Finding> hidden(ServiceFacts facts, Deed deed, Statement statement) {
    return switch (statement) {
      case Statement.CreateEnum create when deed.statement() instanceof Statement.DoBlock ->
          deed.before()
              .enumNamed(create.type())
              .filter(there -> !there.texts().equals(create.labels()))
              .map(there ->
                  finding(
                      facts,
                      deed.origin(),
                      deed.revision() + " " + there.name(),
                      there.name().toString(),
                      labels(there.texts(), create.labels()),
                      there.origin()));
      case Statement.CreateTable create when create.ifNotExists() && isPlain(create) ->
          deed.before()
              .tableNamed(create.table())
              .filter(there -> !names(create).equals(names(there)))
              .map(there ->
                  finding(
                      facts,
                      deed.origin(),
                      deed.revision() + " " + there.name(),
                      there.name().toString(),
                      differing("columns", names(there), names(create)),
                      there.origin()));
      default -> Optional.empty();
    };
  }

  private static boolean isPlain(Statement.CreateTable create) {
    return create.query().isEmpty()
        && create.partitionOf().isEmpty()
        && create.like().isEmpty()
        && create.inherits().isEmpty();
  }

  private static Set<String> names(Statement.CreateTable create) {
    Set<String> names = new TreeSet<>();
    create.columns().forEach(column -> names.add(column.name()));
    return names;
  }

  private static Set<String> names(Schema.Table table) {
    Set<String> names = new TreeSet<>();
    table.columns().forEach(column -> names.add(column.name()));
    return names;
  }

  private static String labels(List<String> there, List<String> wanted) {
    Set<String> one = new LinkedHashSet<>(there);
    Set<String> other = new LinkedHashSet<>(wanted);
    return one.equals(other) ? "the same labels in another order" : differing("labels", one, other);
  }

  private static String differing(String what, Set<String> there, Set<String> wanted) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(there);
    Set<String> more = new LinkedHashSet<>(there);
    more.removeAll(wanted);
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add("without " + Wording.list(List.copyOf(missing)));
    }
    if (!more.isEmpty()) {
      parts.add("with " + Wording.list(List.copyOf(more)) + " besides");
    }
    return "other " + what + ": " + String.join(", and ", parts);
  }

  private Finding finding(
      ServiceFacts facts, Origin at, String subject, String name, String how, Origin first) {
    return FindingBuilder.of(this, facts, at)
        .also(first, Wording.code(name) + " is created here")
        .says(
            subject,
            "%s is there already, with %s; the guard passes over it, and nothing of this definition is made"
                .formatted(Wording.code(name), how),
            "leave the guard out, so that the difference is refused; or alter what is there");
  }
}
