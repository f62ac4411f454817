package dev.dovetail.workspace;

import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTool;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.workspace.Configuration.ServiceEntry;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the services of a repository: one for each history of migrations, named after its folder,
 * and one for each folder with code beside such a folder. A configuration adds and renames.
 */
final class Services {

  /** Folders that are part of a service and not its name. */
  private static final Set<String> INNER =
      Set.of("alembic", "app", "database", "db", "migration", "migrations", "sql", "src");

  private final Tree tree;
  private final String rootName;
  private final Configuration configuration;

  private Services(Tree tree, String rootName, Configuration configuration) {
    this.tree = tree;
    this.rootName = rootName;
    this.configuration = configuration;
  }

  /**
   * What was found.
   *
   * @param services sorted by folder
   * @param others histories that are for another database than PostgreSQL, a sentence each
   */
  record Found(List<Service> services, List<String> others) {}

  static Found find(
      Tree tree,
      Modules modules,
      String rootName,
      List<MigrationTool> tools,
      Configuration configuration) {
    Services services = new Services(tree, rootName, configuration);
    List<MigrationTree> histories = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (MigrationTool tool : tools) {
      for (MigrationTree history : tool.find(tree, modules)) {
        Optional<String> other = history.otherDatabase();
        if (other.isPresent()) {
          others.add(
              "%s: not read, only PostgreSQL is (%s)".formatted(other.get(), history.versions()));
        } else {
          histories.add(history);
        }
      }
    }
    return new Found(services.of(histories), others);
  }

  private List<Service> of(List<MigrationTree> histories) {
    Map<String, List<MigrationTree>> byFolder = new TreeMap<>();
    for (MigrationTree history : histories) {
      byFolder.computeIfAbsent(serviceFolder(history), f -> new ArrayList<>()).add(history);
    }
    for (ServiceEntry entry : configuration.services()) {
      byFolder.computeIfAbsent(entry.path(), folder -> new ArrayList<>());
    }
    for (String folder : siblings(byFolder.keySet())) {
      byFolder.computeIfAbsent(folder, f -> new ArrayList<>());
    }
    Map<String, Integer> names = new HashMap<>();
    byFolder.keySet().forEach(folder -> names.merge(shortName(folder), 1, Integer::sum));
    List<Service> services = new ArrayList<>();
    byFolder.forEach((folder, trees) -> {
      String name = names.getOrDefault(shortName(folder), 0) > 1 ? folder : shortName(folder);
      services.addAll(of(folder, name, trees));
    });
    return services;
  }

  /** Several histories in one folder are several databases: each is a service of its own. */
  private List<Service> of(String folder, String name, List<MigrationTree> trees) {
    if (trees.size() < 2) {
      return List.of(service(folder, name, trees.stream().findFirst()));
    }
    List<Service> services = new ArrayList<>();
    for (MigrationTree history : trees) {
      String versions = history.versions();
      String home = Paths.nameOf(Paths.parentOf(versions));
      String part =
          home.isEmpty() || home.equals(Paths.nameOf(folder)) ? Paths.nameOf(versions) : home;
      services.add(service(folder, name + "/" + part, Optional.of(history)));
    }
    return services;
  }

  private Service service(String folder, String name, Optional<MigrationTree> history) {
    Optional<ServiceEntry> entry = configuration.entry(folder);
    Versions versions =
        entry.map(ServiceEntry::versions).orElse(Versions.open()).orElse(configuration.versions());
    Optional<Criticality> critical = entry.flatMap(ServiceEntry::critical);
    return new Service(
        entry.flatMap(ServiceEntry::name).orElse(name),
        folder,
        entry.map(ServiceEntry::code).orElse(List.of()),
        history,
        critical,
        entry.flatMap(ServiceEntry::baseline),
        versions,
        entry.map(ServiceEntry::running).orElse(Running.unsaid()));
  }

  /** {@code services/x/db/alembic.ini} belongs to {@code services/x}. */
  private static String serviceFolder(MigrationTree history) {
    String folder = history.folder();
    while (INNER.contains(Paths.nameOf(folder)) && !Paths.parentOf(folder).isEmpty()) {
      folder = Paths.parentOf(folder);
    }
    return folder;
  }

  private String shortName(String folder) {
    return folder.isEmpty() ? rootName : Paths.nameOf(folder);
  }

  /**
   * Folders with Python beside the services that were found, where services stand side by side:
   * what stands side by side in a package is one service's.
   */
  private Set<String> siblings(Set<String> known) {
    Set<String> parents = new TreeSet<>();
    for (String folder : known) {
      String parent = Paths.parentOf(folder);
      if (!parent.isEmpty() && tree.read(parent + "/__init__.py").isEmpty()) {
        parents.add(parent);
      }
    }
    Set<String> siblings = new TreeSet<>();
    for (String parent : parents) {
      for (String file : tree.files(parent)) {
        int end = file.indexOf('/', parent.length() + 1);
        if (end > 0 && file.endsWith(".py")) {
          siblings.add(file.substring(0, end));
        }
      }
    }
    siblings.removeIf(
        sibling -> known.stream().anyMatch(folder -> folder.startsWith(sibling + "/")));
    return siblings;
  }
}
