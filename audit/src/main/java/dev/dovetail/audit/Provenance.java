package dev.dovetail.audit;

import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where labels come from: which migration added each, and which of them nobody did. */
final class Provenance {

  private static final Pattern CREATED =
      Pattern.compile("(?m)^Create Date:\\s*([0-9]{4}-[0-9]{2}-[0-9]{2})");
  private static final Pattern DATED =
      Pattern.compile("(20[0-9]{2})([01][0-9])([0-3][0-9])[_0-9].*");
  private static final int MOST = 6;

  private final List<Revision> revisions;
  private final Tree tree;
  private final Commits commits;

  Provenance(Optional<Told> told, Tree tree, Commits commits) {
    this.revisions = told.map(Told::revisions).orElse(List.of());
    this.tree = tree;
    this.commits = commits;
  }

  /**
   * Somewhere a live type is not as the migrations make it.
   *
   * @param kind of it; what is known stays known while labels of the same kind come and go
   */
  record Departure(String kind, String note) {}

  /**
   * Where a live type departs from the one that the migrations make.
   *
   * @param expected the type as the migrations make it up to where the database stands, if known
   */
  List<Departure> departures(
      EnumType live, EnumType head, Optional<EnumType> expected, Standing standing) {
    List<Departure> departures = new ArrayList<>();
    Set<String> there = new HashSet<>(live.texts());
    Set<String> due = new HashSet<>(expected.map(EnumType::texts).orElse(List.of()));
    Map<String, List<String>> lacking = new LinkedHashMap<>();
    for (Label label : head.labels()) {
      if (!there.contains(label.text())) {
        lacking
            .computeIfAbsent(
                where(label, due.contains(label.text()), standing), w -> new ArrayList<>())
            .add(label.text());
      }
    }
    lacking.forEach((where, labels) ->
        departures.add(
            new Departure("lacks labels", "the database lacks " + some(labels) + where)));
    Set<String> made = new HashSet<>(head.texts());
    made.addAll(due);
    List<String> own = live.texts().stream().filter(label -> !made.contains(label)).toList();
    if (!own.isEmpty()) {
      departures.add(
          new Departure(
              "has labels of its own",
              "no migration here adds "
                  + some(own)
                  + (standing instanceof Standing.Elsewhere
                      ? ": another branch may"
                      : ": somebody added it to the database by hand, or another branch did")));
    }
    return departures;
  }

  private String where(Label label, boolean due, Standing standing) {
    String of = revision(label).map(r -> " of revision `" + r.id() + "`").orElse("");
    return switch (standing) {
      case Standing.AtHead head -> of + ", although it says that it has run everything";
      case Standing.Behind behind ->
          of + (due ? ", although it says that it has run that" : ", which it has not run yet");
      case Standing.Elsewhere elsewhere -> of;
      case Standing.Unknown unknown -> of;
    };
  }

  /**
   * The migration that brought the last of what the code stores, where the type was made with less
   * and the code had the labels before: what healed a drift. Its day is part of it.
   */
  Optional<String> healed(Comparison live, EnumType head) {
    Set<String> there =
        live.told().map(type -> (Set<String>) new HashSet<>(type.texts())).orElse(Set.of());
    List<Revision> bringing = new ArrayList<>();
    boolean late = false;
    Set<String> declared = live.labels().stream().map(Label::text).collect(Collectors.toSet());
    Map<String, Label> told =
        head.labels().stream()
            .collect(
                Collectors.toMap(Label::text, label -> label, (a, b) -> a, LinkedHashMap::new));
    for (Label label : live.labels()) {
      Optional<Revision> revision =
          Optional.ofNullable(told.get(label.text())).flatMap(this::revision);
      if (revision.isEmpty() || !there.containsAll(declared)) {
        return Optional.empty();
      }
      bringing.add(revision.get());
    }
    Optional<Revision> last = bringing.stream().max((a, b) -> Integer.compare(place(a), place(b)));
    if (last.isEmpty() || bringing.stream().distinct().count() < 2) {
      return Optional.empty();
    }
    Optional<String> migrated = commits.ofFile(last.get().file()).map(Commits.Commit::date);
    for (int i = 0; i < bringing.size() && migrated.isPresent() && !late; i++) {
      if (bringing.get(i).equals(last.get())) {
        late =
            written(live.labels().get(i))
                .filter(day -> day.compareTo(migrated.get()) < 0)
                .isPresent();
      }
    }
    return late
        ? Optional.of(
            "database superset after `%s`%s"
                .formatted(last.get().id(), day(last.get()).map(day -> " of " + day).orElse("")))
        : Optional.empty();
  }

  /** Since when the code has labels that the database lacks, where version control knows it. */
  Optional<String> since(Comparison live) {
    Set<String> missing = new HashSet<>(live.missing());
    Map<String, List<String>> byCommit = new LinkedHashMap<>();
    for (Label label : live.labels()) {
      if (missing.contains(label.text()) && label.origin() instanceof Origin.InFile at) {
        commits
            .ofLine(at.path(), at.span().line())
            .ifPresent(commit ->
                byCommit
                    .computeIfAbsent(
                        "commit %s of %s".formatted(commit.id(), commit.date()),
                        c -> new ArrayList<>())
                    .add(label.text()));
      }
    }
    return byCommit.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "in the code since "
                + byCommit.entrySet().stream()
                    .map(entry -> entry.getKey() + " (" + some(entry.getValue()) + ")")
                    .collect(Collectors.joining(", ")));
  }

  private Optional<String> written(Label label) {
    return label.origin() instanceof Origin.InFile at
        ? commits.ofLine(at.path(), at.span().line()).map(Commits.Commit::date)
        : Optional.empty();
  }

  private Optional<Revision> revision(Label label) {
    return label.origin() instanceof Origin.InFile at
        ? revisions.stream().filter(revision -> revision.file().equals(at.path())).findFirst()
        : Optional.empty();
  }

  private int place(Revision revision) {
    return revisions.indexOf(revision);
  }

  /** As its file says, or its name, or version control. */
  private Optional<String> day(Revision revision) {
    String text =
        tree.read(revision.file())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    Matcher created = CREATED.matcher(text);
    if (created.find()) {
      return Optional.of(created.group(1));
    }
    String name = revision.file().substring(revision.file().lastIndexOf('/') + 1);
    Matcher dated = DATED.matcher(name);
    return dated.matches()
        ? Optional.of(dated.group(1) + "-" + dated.group(2) + "-" + dated.group(3))
        : commits.ofFile(revision.file()).map(Commits.Commit::date);
  }

  static String some(List<String> labels) {
    String shown =
        labels.stream()
            .limit(MOST)
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", "));
    return labels.size() > MOST ? shown + " and " + (labels.size() - MOST) + " more" : shown;
  }
}
