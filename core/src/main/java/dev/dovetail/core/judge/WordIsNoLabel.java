package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredTable;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** SQLAlchemy sends a string that it does not know as it stands. */
final class WordIsNoLabel extends Described {

  WordIsNoLabel() {
    super(
        "word-is-no-label",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "a string that is compared with an enum column, or given to it, is none of its labels");
  }

  private static final Set<String> PLAIN = Set.of("Enum", "enum.Enum");

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Comparison> columns = columns(facts);
    for (Usage.Word word : facts.usage().words()) {
      Optional.ofNullable(columns.get(word.type() + "." + word.attribute()))
          .filter(comparison -> !knows(comparison, word.text()))
          .ifPresent(comparison -> findings.add(finding(facts, comparison, word)));
    }
    return findings;
  }

  /** The columns whose labels are known, by class and attribute; two of one name are none. */
  private static Map<String, Comparison> columns(ServiceFacts facts) {
    Map<String, List<DeclaredTable>> models = new HashMap<>();
    for (DeclaredTable table : facts.tables()) {
      table
          .model()
          .ifPresent(model -> models.computeIfAbsent(model, any -> new ArrayList<>()).add(table));
    }
    Map<String, Comparison> columns = new HashMap<>();
    models.forEach((model, tables) -> {
      if (tables.size() == 1) {
        for (Comparison comparison : facts.comparisons()) {
          comparison
              .source()
              .filter(source -> isSure(source, tables.getFirst()))
              .flatMap(source -> tables.getFirst().column(source.column()))
              .flatMap(DeclaredColumn::attribute)
              .ifPresent(attribute -> columns.put(model + "." + attribute, comparison));
        }
      }
    });
    return columns;
  }

  private static boolean isSure(EnumColumn source, DeclaredTable table) {
    return source.table().equals(table.name())
        && source.schema().equals(table.schema())
        && source.storage() == EnumColumn.Storage.NATIVE
        && source.unknown().isEmpty()
        && !source.array()
        && !source.labels().isEmpty()
        && !(source.persistence() instanceof EnumColumn.Persistence.Unknown);
  }

  /** A member that is a string is found by its value too. */
  private static boolean knows(Comparison comparison, String text) {
    boolean ofStrings =
        comparison
            .declared()
            .filter(declared -> declared.bases().isEmpty() || !PLAIN.containsAll(declared.bases()))
            .filter(declared ->
                declared.unknown().isPresent()
                    || declared.members().stream()
                        .anyMatch(member -> member.value().filter(text::equals).isPresent()))
            .isPresent();
    return ofStrings
        || comparison.labels().stream().anyMatch(label -> label.text().equals(text))
        || comparison.told().filter(type -> type.texts().contains(text)).isPresent();
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Usage.Word word) {
    Optional<DeclaredEnum.Member> member =
        comparison
            .declared()
            .flatMap(declared ->
                declared.members().stream()
                    .filter(it -> it.value().filter(word.text()::equals).isPresent())
                    .findFirst());
    String attribute = word.type() + "." + word.attribute();
    return FindingBuilder.of(this, facts, word.origin())
        .also(comparison.source().orElseThrow().origin(), Wording.code(attribute) + " is here")
        .says(
            attribute + " " + word.text(),
            "%s is no label of %s%s: SQLAlchemy sends it as it stands, and the database refuses it with 22P02"
                .formatted(
                    Wording.code(word.text()),
                    Wording.code(attribute),
                    member
                        .map(it ->
                            "; it is the value of %s, and its name is stored"
                                .formatted(Wording.code(it.name())))
                        .orElse("")),
            member
                .map(it -> "write `%s.%s`".formatted(comparison.name().orElse(""), it.name()))
                .orElse("write a member of the enum"));
  }
}
