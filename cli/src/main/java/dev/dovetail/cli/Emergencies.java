package dev.dovetail.cli;

import dev.dovetail.audit.Asked;
import dev.dovetail.audit.Audit;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.plan.Emergency;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.postgres.Limits;
import dev.dovetail.workspace.Chronicle;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Nearest;
import dev.dovetail.workspace.Owners;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Gathers what is known of an enum that fails now: code, migrations, databases, git. */
final class Emergencies {

  private static final int JOBS = 8;

  private final Folder folder;
  private final FolderTree tree;
  private final Workspace workspace;
  private final StackOptions stack;
  private final DatabaseOptions databases;
  private final Streams streams;

  Emergencies(Folder folder, StackOptions stack, DatabaseOptions databases, Streams streams) {
    this.folder = folder;
    this.tree = folder.read(streams);
    this.workspace = folder.open(tree, stack.versions());
    this.stack = stack;
    this.databases = databases;
    this.streams = streams;
  }

  Emergency of(String name) {
    List<String> unseen = new ArrayList<>();
    List<Emergency.Case> cases = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    Owners owners = Owners.in(tree);
    for (Audited service : audited().services()) {
      service
          .notAsked()
          .ifPresent(reason ->
              unseen.add("%s: no database was read: %s".formatted(service.facts().name(), reason)));
      List<Emergency.Case> found = cases(service, owners, unseen);
      for (Emergency.Case one : found) {
        known.addAll(names(one.found()));
        if (names(one.found()).contains(name)) {
          cases.add(one);
        }
      }
    }
    if (cases.isEmpty()) {
      throw new UsageException(
          "--emergency: no enum or type is called `%s`; %s"
              .formatted(name, Nearest.hint(name, known)));
    }
    Set<String> services = new TreeSet<>();
    cases.forEach(one -> services.add(one.service()));
    unseen.removeIf(sentence -> services.stream().noneMatch(it -> sentence.startsWith(it + ":")));
    return new Emergency(name, cases, timelines(name, unseen), unseen);
  }

  private AuditReport audited() {
    Path here = folder.path.toAbsolutePath().normalize();
    try {
      return Audit.of(
          workspace,
          databases.whereabouts(workspace),
          new GitCommits(here),
          new Asked(Set.of(), JOBS, Limits.usual(), Asked.Counting.ESTIMATE),
          line -> streams.err().println(line));
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** One for each database that was read; where none was, what code and migrations say. */
  private static List<Emergency.Case> cases(Audited service, Owners owners, List<String> unseen) {
    List<Emergency.Case> cases = new ArrayList<>();
    boolean read = false;
    for (AuditedDatabase database : service.databases()) {
      switch (database.reading()) {
        case AuditedDatabase.Read it -> {
          read = true;
          it.enums()
              .forEach(one ->
                  cases.add(
                      found(
                          service,
                          owners,
                          one,
                          Optional.of(database.name()),
                          Optional.of(it.standing().words()),
                          one.remedies())));
        }
        case AuditedDatabase.Unread it ->
            unseen.add(
                "%s: %s could not be read: %s"
                    .formatted(service.facts().name(), database.name(), it.reason()));
      }
    }
    if (!read) {
      service
          .told()
          .forEach(one ->
              cases.add(
                  found(service, owners, one, Optional.empty(), Optional.empty(), remedies(one))));
    }
    return cases;
  }

  private static List<Remedy> remedies(AuditedEnum one) {
    return one.told().map(Audit::remedies).orElse(List.of());
  }

  private static Emergency.Case found(
      Audited service,
      Owners owners,
      AuditedEnum one,
      Optional<String> database,
      Optional<String> standing,
      List<Remedy> remedies) {
    return new Emergency.Case(
        service.facts().name(),
        service.facts().path(),
        owners.of(service.facts().path()),
        one,
        database,
        standing,
        remedies,
        service.facts().told().map(Told::tool));
  }

  private static Set<String> names(AuditedEnum one) {
    Set<String> names = new TreeSet<>();
    Comparison comparison = one.comparison();
    comparison.name().ifPresent(names::add);
    comparison
        .typeName()
        .ifPresent(type -> {
          names.add(type);
          names.add(type.substring(type.lastIndexOf('.') + 1));
        });
    return names;
  }

  private List<EnumTimeline> timelines(String name, List<String> unseen) {
    try {
      Repository repository = Repository.holding(folder.path.toAbsolutePath());
      return Chronicle.of(
              repository,
              Chronicle.Asked.all(repository.commit("HEAD"), folder.name(), stack.versions()),
              (commits, all) -> {})
          .enums()
          .stream()
          .filter(it ->
              it.name().equals(Optional.of(name))
                  || it.type().equals(name)
                  || it.type().endsWith("." + name))
          .toList();
    } catch (GitException e) {
      unseen.add("git was not asked how it came about: " + e.reason());
      return List.of();
    }
  }
}
