package dev.dovetail.workspace.impact;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The enum, or the label of it, that is asked about.
 *
 * @param name what it is called in the code, or its type's name where no code declares it
 * @param declared those of its name
 * @param asked the label or member as it was asked for
 * @param words the label as it is stored and as the code calls it; none where all are meant
 * @param stored the label as it is stored, or would be
 */
record Subject(
    String name,
    List<DeclaredEnum> declared,
    Optional<String> asked,
    Set<String> words,
    Set<String> stored) {

  Subject {
    declared = List.copyOf(declared);
    words = Set.copyOf(words);
    stored = Set.copyOf(stored);
  }

  /** Every name that can be asked for. */
  static List<String> known(List<ServiceFacts> services) {
    Set<String> known = new TreeSet<>();
    for (ServiceFacts service : services) {
      service.namesakes().forEach(declared -> known.add(declared.name()));
      service.comparisons().forEach(comparison -> names(comparison).forEach(known::add));
    }
    return List.copyOf(known);
  }

  private static Stream<String> names(Comparison comparison) {
    return Stream.concat(
        comparison.name().stream(),
        comparison.typeName().stream()
            .flatMap(type -> Stream.of(type, type.substring(type.lastIndexOf('.') + 1))));
  }

  /**
   * Understands {@code NAME} or {@code NAME.LABEL}.
   *
   * @param isNew whether the label may be one that is not there yet
   */
  static Optional<Subject> of(String asked, List<ServiceFacts> services, boolean isNew) {
    List<String> known = known(services);
    if (known.contains(asked)) {
      return Optional.of(subject(asked, Optional.empty(), services));
    }
    for (int dot = asked.lastIndexOf('.'); dot > 0; dot = asked.lastIndexOf('.', dot - 1)) {
      String name = asked.substring(0, dot);
      String label = asked.substring(dot + 1);
      if (known.contains(name)) {
        Subject subject = subject(name, Optional.of(label), services);
        return isNew || labels(subject, services).contains(label)
            ? Optional.of(subject)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** All that may stand after the dot: labels as they are stored, and members. */
  static List<String> labels(Subject subject, List<ServiceFacts> services) {
    Set<String> labels = new LinkedHashSet<>();
    subject
        .declared()
        .forEach(declared -> declared.members().forEach(member -> labels.add(member.name())));
    for (ServiceFacts service : services) {
      for (Comparison comparison : service.comparisons()) {
        if (subject.isOf(comparison)) {
          comparison.labels().stream().map(Label::text).forEach(labels::add);
          comparison.told().map(EnumType::texts).ifPresent(labels::addAll);
        }
      }
    }
    return List.copyOf(labels);
  }

  private static Subject subject(String name, Optional<String> label, List<ServiceFacts> services) {
    String code = name;
    for (ServiceFacts service : services) {
      for (Comparison comparison : service.comparisons()) {
        if (comparison.name().isPresent()
            && !comparison.name().get().equals(name)
            && names(comparison).anyMatch(name::equals)) {
          code = comparison.name().get();
        }
      }
    }
    String found = code;
    List<DeclaredEnum> declared =
        services.stream()
            .flatMap(service -> service.namesakes().stream())
            .filter(one -> one.name().equals(found))
            .distinct()
            .toList();
    Set<String> words = new LinkedHashSet<>();
    label.ifPresent(words::add);
    for (DeclaredEnum one : declared) {
      for (DeclaredEnum.Member member : one.members()) {
        boolean meant =
            label
                .filter(text ->
                    member.name().equals(text) || member.value().filter(text::equals).isPresent())
                .isPresent();
        if (meant) {
          words.add(member.name());
          member.value().ifPresent(words::add);
        }
      }
    }
    Set<String> stored =
        services.stream()
            .flatMap(service -> service.comparisons().stream())
            .filter(comparison -> names(comparison).anyMatch(found::equals))
            .flatMap(comparison ->
                Stream.concat(
                    comparison.labels().stream().map(Label::text),
                    comparison.told().stream().flatMap(type -> type.texts().stream())))
            .filter(words::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Subject(found, declared, label, words, stored.isEmpty() ? words : stored);
  }

  boolean isOf(Comparison comparison) {
    return names(comparison).anyMatch(name::equals);
  }

  /** The enum's own name, without the classes around it. */
  String simple() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether one label is asked about, and the text is not that. */
  boolean leavesOut(String label) {
    return asked.isPresent() && !words.contains(label);
  }

  /** Whether SQL names the label that is asked about as a literal. */
  boolean isNamedIn(String sql) {
    return stored.stream().anyMatch(word -> sql.contains("'" + word.replace("'", "''") + "'"));
  }

  /** The types that keep it. */
  List<ObjectName> types(ServiceFacts service) {
    List<ObjectName> types = new ArrayList<>();
    for (Comparison comparison : service.comparisons()) {
      if (isOf(comparison)) {
        comparison
            .told()
            .map(EnumType::name)
            .filter(type -> !types.contains(type))
            .ifPresent(types::add);
      }
    }
    return types;
  }

  /** A pattern that meets any of these as whole words. */
  static Pattern words(Set<String> words) {
    List<String> quoted = words.stream().sorted().map(Pattern::quote).toList();
    return Pattern.compile("(?<![\\w])(?:" + String.join("|", quoted) + ")(?![\\w])");
  }
}
