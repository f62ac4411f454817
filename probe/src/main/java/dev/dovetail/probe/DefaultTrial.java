package dev.dovetail.probe;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Domain;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.Rehearsal.Rows;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.rows.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the database fills in, and what the model does, are labels that can be stored and read. */
final class DefaultTrial {

  private final Subject subject;
  private final List<DeclaredTable> models;
  private final List<String> lines = new ArrayList<>();
  private final List<Finding> findings;
  private Optional<String> unknown = Optional.empty();

  /**
   * @param known what a rule has found already
   */
  DefaultTrial(Subject subject, List<DeclaredTable> models, List<Finding> known) {
    this.subject = subject;
    this.models = models;
    this.findings = new ArrayList<>(known);
  }

  /**
   * @param refused labels that could not be stored
   */
  Tried tried(Rehearsal rehearsal, Vessel vessel, Tables tables, Set<String> refused)
      throws ServerException {
    ofDatabase(rehearsal, vessel, tables);
    ofModel(refused);
    Optional<String> nothing =
        lines.isEmpty() && findings.isEmpty()
            ? Optional.of("neither the database nor the model fills anything in")
            : Optional.empty();
    return new Tried(Trial.DEFAULT, nothing, unknown, lines, findings);
  }

  private void ofDatabase(Rehearsal rehearsal, Vessel vessel, Tables tables)
      throws ServerException {
    Column column = vessel.column();
    Optional<String> expression =
        column
            .defaultText()
            .or(() -> tables.samples().domain(column.type()).flatMap(Domain::defaultText));
    if (expression.isEmpty()) {
      return;
    }
    String query =
        vessel.isArray()
            ? "SELECT unnest(%s)::text".formatted(expression.get())
            : "SELECT (%s)::text".formatted(expression.get());
    switch (rehearsal.ask(query)) {
      case Refused refused ->
          unknown =
              Optional.of(
                  "the default of %s cannot be worked out: %s"
                      .formatted(subject.place(), refused.message()));
      case Rows rows ->
          rows.rows().stream().flatMap(row -> row.getFirst().stream()).forEach(this::filledIn);
    }
  }

  private void filledIn(String value) {
    boolean label = subject.texts().contains(value);
    lines.add(
        "the database fills in %s%s"
            .formatted(Identifiers.literal(value), label ? "" : ", which is no label of the code"));
    if (!label && !subject.labels().isEmpty()) {
      findings.add(
          subject
              .finding(ReplayFault.COLUMN_DEFAULT_IS_NO_LABEL, subject.home())
              .says(
                  subject.place() + " " + value,
                  "the default of %s is %s, which %s does not know"
                      .formatted(subject.place(), Identifiers.literal(value), subject.name()),
                  "give the column a default that is a label, in a new migration, or add the member"
                      + " to the code"));
    }
  }

  private void ofModel(Set<String> refused) {
    Optional<CodeDefault> written = declared().flatMap(DeclaredColumn::codeDefault);
    if (written.isEmpty()) {
      return;
    }
    String text = written.get().text();
    if (written.get().kind() != CodeDefault.Kind.VALUE) {
      lines.add("the model fills in what `%s` gives, which is not run here".formatted(text));
      return;
    }
    if (!isDecided(text)) {
      lines.add("the model fills in `" + text + "`");
      return;
    }
    Optional<String> stored = stored(text);
    if (stored.isEmpty()) {
      findings.add(
          wrong(
              text,
              "the model fills in `%s` at %s, which is no label of %s"
                  .formatted(text, subject.place(), subject.name())));
    } else if (refused.contains(stored.get())) {
      findings.add(
          wrong(
              text,
              "the model fills in %s at %s, and the database refuses it"
                  .formatted(Identifiers.literal(stored.get()), subject.place())));
    } else {
      lines.add("the model fills in " + Identifiers.literal(stored.get()));
    }
  }

  /** Whether it can be told which label is meant: of a string, and of a member of the enum. */
  private boolean isDecided(String text) {
    boolean known =
        !subject.labels().isEmpty()
            && subject
                .comparison()
                .declared()
                .map(declared -> declared.unknown().isEmpty())
                .orElse(isString(text));
    boolean array = subject.comparison().source().map(EnumColumn::array).orElse(false);
    return known && !array && (isString(text) || text.matches("(?!True$|False$)[A-Za-z_][\\w.]*"));
  }

  private static boolean isString(String text) {
    return text.startsWith("'") && text.endsWith("'") && text.length() > 1;
  }

  private Finding wrong(String text, String message) {
    return subject
        .finding(
            ReplayFault.MODEL_DEFAULT_REFUSED,
            declared().map(DeclaredColumn::origin).orElseGet(subject::home))
        .says(subject.place() + " " + text, message, "fill in a member that the database takes");
  }

  /** The label that is stored for a default: a member's, or the string itself where it is one. */
  private Optional<String> stored(String text) {
    if (isString(text)) {
      String word = text.substring(1, text.length() - 1).replace("''", "'");
      return Optional.of(word).filter(subject.texts()::contains);
    }
    return member(text.substring(text.lastIndexOf('.') + 1))
        .flatMap(it ->
            subject.labels().stream()
                .filter(label ->
                    label.origin().equals(it.origin())
                        || label.text().equals(it.name())
                        || it.value().equals(Optional.of(label.text())))
                .findFirst()
                .map(label -> label.text()));
  }

  /** An alias is the member that it stands for. */
  private Optional<DeclaredEnum.Member> member(String name) {
    Optional<DeclaredEnum.Member> member = named(name);
    return member.flatMap(DeclaredEnum.Member::aliasOf).flatMap(this::named).or(() -> member);
  }

  private Optional<DeclaredEnum.Member> named(String name) {
    return subject
        .comparison()
        .declared()
        .flatMap(declared ->
            declared.members().stream().filter(it -> it.name().equals(name)).findFirst());
  }

  private Optional<DeclaredColumn> declared() {
    Optional<EnumColumn> source = subject.comparison().source();
    return source.flatMap(column ->
        models.stream()
            .filter(model ->
                model.name().equals(column.table()) && model.schema().equals(column.schema()))
            .findFirst()
            .flatMap(model -> model.column(column.column())));
  }
}
