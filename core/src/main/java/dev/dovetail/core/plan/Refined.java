package dev.dovetail.core.plan;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Written;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.plan.RolloutReader.Stored;
import dev.dovetail.core.plan.Version.Knows;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What versions write to one column by the look of their code, instead of all that they declare.
 * Only labels that nothing can write are left out; what they read stays as it is declared.
 */
final class Refined {

  private static final Pattern LITERAL = Pattern.compile("^'((?:[^']|'')*)'(?:::[\\w\". ]+)?$");

  private final String shown;
  private final Optional<String> untold;
  private final Set<String> defaults = new TreeSet<>();
  private final List<String> held = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  /**
   * @param shown the column as it is shown
   * @param schemas what holds it on the way
   */
  Refined(String shown, String schema, String table, String column, List<Schema> schemas) {
    this.shown = shown;
    Optional<String> why = Optional.empty();
    for (Schema each : schemas) {
      for (Schema.Trigger trigger : each.triggers().values()) {
        if (trigger.table().name().equals(table) && trigger.table().schema().equals(schema)) {
          why = Optional.of("the trigger `%s` may write it".formatted(trigger.name()));
        }
      }
      Optional<String> given =
          each.tables().values().stream()
              .filter(it -> it.name().name().equals(table) && it.name().schema().equals(schema))
              .flatMap(it -> it.column(column).stream())
              .findFirst()
              .flatMap(Schema.Column::defaultText)
              .filter(text -> !text.startsWith("NULL"));
      if (given.isPresent()) {
        Matcher literal = LITERAL.matcher(given.get());
        if (literal.matches()) {
          defaults.add(literal.group(1).replace("''", "'"));
        } else {
          why = Optional.of("its default in the database is `%s`".formatted(given.get()));
        }
      }
    }
    this.untold = why;
  }

  Map<String, Optional<Knows>> of(
      Side side, Map<String, Stored> stored, Map<String, Optional<Knows>> declared) {
    Map<String, Optional<Knows>> knows = new HashMap<>(declared);
    for (ServiceFacts service : side.services()) {
      Optional<Knows> own = declared.getOrDefault(service.name(), Optional.empty());
      Optional<Stored> kept = Optional.ofNullable(stored.get(service.name()));
      if (own.isPresent() && kept.isPresent()) {
        knows.put(service.name(), Optional.of(refined(side, service, kept.get(), own.get())));
      }
    }
    return knows;
  }

  private Knows refined(Side side, ServiceFacts service, Stored stored, Knows declared) {
    if (Said.of(side.said().writes(), service.name(), stored.enumName()).isPresent()
        || stored.source().isEmpty()) {
      return declared;
    }
    String version = service.name() + "@" + side.name();
    EnumColumn source = stored.source().get();
    Written written =
        untold
            .<Written>map(reason -> new Written.Unsure(reason, source.origin()))
            .orElseGet(() -> side.writers().of(service, source));
    return switch (written) {
      case Written.Nowhere nowhere -> declared;
      case Written.Unsure unsure -> {
        open.add(
            "%s is taken to write every label of `%s` to %s: %s%s"
                .formatted(version, stored.enumName(), shown, unsure.reason(), place(unsure.at())));
        yield declared;
      }
      case Written.Seen seen -> {
        Set<String> labels = new LinkedHashSet<>(declared.writes());
        labels.retainAll(seenOf(seen));
        labels.addAll(seen.labels().keySet());
        List<String> never =
            declared.writes().stream().filter(label -> !labels.contains(label)).toList();
        if (!never.isEmpty()) {
          held.add(sentence(version, stored, seen, never));
        }
        yield new Knows(List.copyOf(labels), declared.reads(), declared.type());
      }
    };
  }

  private Set<String> seenOf(Written.Seen seen) {
    Set<String> labels = new TreeSet<>(seen.labels().keySet());
    labels.addAll(defaults);
    return labels;
  }

  private String sentence(String version, Stored stored, Written.Seen seen, List<String> never) {
    String places =
        seen.labels().entrySet().stream()
            .map(entry -> "`%s`%s".formatted(entry.getKey(), place(entry.getValue())))
            .collect(Collectors.joining(", "));
    return "%s is held not to write %s to %s: no place of its code writes %s; it writes %s. `[plan.writes]` says otherwise: `\"%s.%s\" = [\"*\"]`"
        .formatted(
            version,
            never.stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
            shown,
            never.size() == 1 ? "it" : "them",
            places.isEmpty() ? "nothing" : places,
            version.substring(0, version.lastIndexOf('@')),
            stored.enumName());
  }

  private static String place(Origin at) {
    return at instanceof Origin.InFile file
        ? " (%s:%d)".formatted(file.path(), file.span().line())
        : "";
  }

  /** Of versions that are held to write less than they declare. */
  List<String> held() {
    return List.copyOf(held);
  }

  /** Of versions of which that cannot be said. */
  List<String> open() {
    return List.copyOf(open);
  }
}
