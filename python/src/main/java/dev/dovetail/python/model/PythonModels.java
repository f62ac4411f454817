package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.declared.Usage;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Module;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The enums and enum columns of the Python code in a repository, service by service. Made once for
 * a tree; what services share is read once.
 *
 * <p>A service is its own files and all that they import of the repository, directly or not.
 */
public final class PythonModels {

  private static final Origin.InFile NOWHERE = new Origin.InFile("", Span.at(1, 1));

  /** The generations of SQLAlchemy that make different labels of one class. */
  public enum Generation {
    /** 1.4: the alias of a member is a label too. */
    CLASSIC,
    /** 2.0 and later: aliases are left out. */
    MODERN
  }

  private final SourceNames names;
  private final SourceFiles sources;
  private final ImportReach reach;
  private final Modules modules;
  private final ModelReader reader;

  public PythonModels(Tree tree) {
    this(new Modules(tree));
  }

  /** With modules that others use too, so that no file is parsed twice. */
  public PythonModels(Modules modules) {
    this(modules.listed(SourceNames.class, SourceNames::new), modules);
  }

  private PythonModels(SourceNames names, Modules modules) {
    this.names = names;
    this.sources = new SourceFiles(names, modules);
    this.reach = new ImportReach(modules);
    this.modules = modules;
    this.reader = new ModelReader(modules, sources);
  }

  /** What one reader takes, so that it is remembered apart from others where it is at all. */
  public PythonModels forOne() {
    return new PythonModels(names, modules.forOne());
  }

  /** Whether a later state would have told all that was read so far alike, where that is known. */
  public boolean isAnsweredAlikeBy(PythonModels later) {
    return sources.isAnsweredAlikeBy(later.names) && modules.isAnsweredAlikeBy(later.modules);
  }

  /** The files that were parsed for this reader, where that is remembered. */
  public Set<String> asked() {
    return modules.asked();
  }

  /**
   * Reads a service.
   *
   * @param roots the folders of its own code
   * @param others folders of services, this one's among them or not: what stands in those of others
   *     is never this service's, even if it imports it or they lie below its own
   */
  public Models read(List<String> roots, Folders others, Generation generation) {
    Folders ownFolders = Folders.of(roots);
    List<String> own =
        sources.below(roots).stream().filter(path -> !isOthers(path, ownFolders, others)).toList();
    SortedSet<String> reached = reach(own);
    reached.removeIf(path -> isOthers(path, ownFolders, others));

    Map<Origin, DeclaredEnum> enums = new LinkedHashMap<>();
    List<EnumColumn> columns = new ArrayList<>();
    List<TablePart> parts = new ArrayList<>();
    List<Value.Constructed> loose = new ArrayList<>();
    List<Usage.Sent> sent = new ArrayList<>();
    List<Usage.Use> used = new ArrayList<>();
    Usage.PlainMembers plain = Usage.PlainMembers.UNKNOWN;
    List<Models.Problem> problems = new ArrayList<>();
    for (String path : promising(reached)) {
      ModelFile file = reader.read(path);
      if (SourceFiles.isBelow(path, roots)) {
        file.enums().values().forEach(declared -> enums.put(declared.origin(), declared));
      }
      for (EnumColumn column : file.columns()) {
        columns.add(generation == Generation.CLASSIC ? Aliases.asLabels(column) : column);
      }
      parts.addAll(file.tables());
      loose.addAll(file.loose());
      sent.addAll(file.usage().sent());
      used.addAll(file.usage().uses());
      plain = file.usage().plain() == Usage.PlainMembers.ADAPTED ? file.usage().plain() : plain;
      file.problem().ifPresent(problems::add);
    }
    List<Models.Use> uses = uses(own, roots);
    uses.forEach(use -> enums.put(use.declared().origin(), use.declared()));
    columns.stream()
        .flatMap(column -> column.declared().stream())
        .forEach(declared -> enums.put(declared.origin(), declared));
    return new Models(
        enums.values().stream()
            .sorted((one, other) -> byPlace(one.origin(), other.origin()))
            .toList(),
        columns.stream().distinct().sorted(PythonModels::byPlace).toList(),
        reader.assemble(parts, loose).stream()
            .sorted((one, other) -> byPlace(one.origin(), other.origin()))
            .toList(),
        uses,
        new Usage(sent, used, plain),
        problems);
  }

  private static int byPlace(EnumColumn one, EnumColumn other) {
    int places = byPlace(one.origin(), other.origin());
    return places != 0 ? places : one.table().compareTo(other.table());
  }

  /** What stands in no file goes first, as what stands in a file without a name. */
  private static int byPlace(Origin one, Origin other) {
    Origin.InFile first = one instanceof Origin.InFile file ? file : NOWHERE;
    Origin.InFile second = other instanceof Origin.InFile file ? file : NOWHERE;
    int paths = first.path().compareTo(second.path());
    return paths != 0 ? paths : first.span().compareTo(second.span());
  }

  /** Reads a service that uses SQLAlchemy 2.0 or later. */
  public Models read(List<String> roots, List<String> others) {
    return read(roots, Folders.of(others), Generation.MODERN);
  }

  /** Reads a service of a repository that has no other. */
  public Models read(List<String> roots) {
    return read(roots, List.of());
  }

  /**
   * Models of a service's own files that the metadata of its migrations lacks: other files import
   * them, but none that runs with one of these does. Empty where that is not known for sure.
   *
   * @param environments the files that give a metadata to the migrations' tool
   */
  public List<UnseenModel> unseen(List<String> environments, List<String> roots, Folders others) {
    Folders ownFolders = Folders.of(roots);
    List<MetadataHome.Target> targets = new ArrayList<>();
    for (String environment : environments) {
      Optional<MetadataHome.Target> target = reader.target(environment);
      if (target.isEmpty()) {
        return List.of();
      }
      targets.add(target.get());
    }
    List<String> own =
        sources.below(roots).stream().filter(path -> !isOthers(path, ownFolders, others)).toList();
    Map<String, List<UnseenModel>> candidates = new LinkedHashMap<>();
    for (String path : promising(new TreeSet<>(own))) {
      for (TablePart part : reader.read(path).tables()) {
        Optional<MetadataHome.Target> target =
            part.home().flatMap(home -> targets.stream().filter(it -> it.is(home)).findFirst());
        if (target.isPresent() && !part.heir() && part.table().unknown().isEmpty()) {
          String table = part.table().name();
          candidates
              .computeIfAbsent(path, any -> new ArrayList<>())
              .add(
                  new UnseenModel(part.model().orElse(table), table, part.at(), target.get().at()));
        }
      }
    }
    List<String> starts = new ArrayList<>(environments);
    own.stream().filter(this::startsMigrations).forEach(starts::add);
    for (String start : starts) {
      Optional<Set<String>> seen =
          candidates.isEmpty() || imports(start).stream().anyMatch(PythonModels::isOfFlask)
              ? Optional.empty()
              : reach.from(start);
      if (seen.isEmpty()) {
        return List.of();
      }
      candidates.keySet().removeAll(seen.get());
    }
    // What nobody imports is a script, or dead.
    Set<String> imported = new TreeSet<>();
    own.forEach(path -> imported.addAll(targets(path)));
    candidates.keySet().retainAll(imported);
    return candidates.values().stream().flatMap(List::stream).toList();
  }

  /** Whether a program of the service itself starts Alembic: what it imports has run before. */
  private boolean startsMigrations(String path) {
    return imports(path).stream()
        .anyMatch(imported ->
            imported.level() == 0
                && (isOfFlask(imported)
                    || imported.module().equals("alembic.command")
                    || imported.module().equals("alembic.config")
                    || (imported.module().equals("alembic")
                        && (imported.name().equals("command")
                            || imported.name().equals("config")))));
  }

  /** With Flask-Migrate the application is made before anything else. */
  private static boolean isOfFlask(ImportScan.Imported imported) {
    return imported.level() == 0
        && (imported.module().equals("flask_migrate")
            || (imported.module().equals("flask") && imported.name().equals("current_app")));
  }

  /** Whether a folder of another service holds it more closely than one of its own. */
  private static boolean isOthers(String path, Folders roots, Folders others) {
    return others.depth(path) > roots.depth(path);
  }

  /**
   * The files that are worth parsing: by their words, or because they import one of the project's
   * own enum bases, after which a class of theirs may be an enum without saying so.
   */
  private SortedSet<String> promising(SortedSet<String> reached) {
    SortedSet<String> promising = new TreeSet<>();
    Set<String> bases = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String path : reached) {
      if (sources.glance(path).map(SourceFiles.Glance::promising).orElse(false)) {
        promising.add(path);
        open.add(path);
      }
    }
    while (!open.isEmpty()) {
      int before = bases.size();
      while (!open.isEmpty()) {
        reader.read(open.poll()).enums().values().stream()
            .filter(declared -> declared.members().isEmpty())
            .forEach(declared -> bases.add(declared.name()));
      }
      if (bases.size() > before) {
        for (String path : reached) {
          boolean heir =
              imports(path).stream().anyMatch(imported -> bases.contains(imported.name()));
          if (heir && promising.add(path)) {
            open.add(path);
          }
        }
      }
    }
    return promising;
  }

  /** The files themselves and all that they import, directly or not. */
  private SortedSet<String> reach(List<String> own) {
    SortedSet<String> reached = new TreeSet<>(own);
    Deque<String> open = new ArrayDeque<>(own);
    while (!open.isEmpty()) {
      String path = open.pop();
      for (String target : targets(path)) {
        if (sources.has(target) && reached.add(target)) {
          open.push(target);
        }
      }
    }
    return reached;
  }

  private Collection<String> targets(String path) {
    Set<String> targets = new TreeSet<>();
    for (ImportScan.Imported imported : imports(path)) {
      targets(imported, path, targets);
    }
    return targets;
  }

  private List<ImportScan.Imported> imports(String path) {
    return sources.glance(path).map(SourceFiles.Glance::imports).orElse(List.of());
  }

  private void targets(ImportScan.Imported imported, String path, Set<String> targets) {
    module(imported, path)
        .ifPresent(module -> {
          module.file().ifPresent(targets::add);
          modules.child(module, imported.name()).flatMap(Module::file).ifPresent(targets::add);
        });
    // The packages around a module run before it.
    if (imported.level() == 0) {
      String around = imported.module();
      for (int dot = around.lastIndexOf('.'); dot > 0; dot = around.lastIndexOf('.')) {
        around = around.substring(0, dot);
        modules.find(around, path).flatMap(Module::file).ifPresent(targets::add);
      }
    }
  }

  private Optional<Module> module(ImportScan.Imported imported, String path) {
    return imported.level() > 0
        ? modules.relative(imported.level(), imported.module(), path)
        : modules.find(imported.module(), path);
  }

  /** The first place in the service's own files where each enum of other code is imported. */
  private List<Models.Use> uses(List<String> own, List<String> roots) {
    Map<Origin, Models.Use> uses = new LinkedHashMap<>();
    for (String path : own) {
      for (ImportScan.Imported imported : imports(path)) {
        Optional<String> file = module(imported, path).flatMap(Module::file);
        if (file.isPresent() && sources.has(file.get()) && isName(imported.name())) {
          reader
              .enumNamed(file.get(), imported.name())
              .filter(declared -> !isBelow(declared.origin(), roots))
              .ifPresent(declared ->
                  uses.putIfAbsent(
                      declared.origin(),
                      new Models.Use(declared, new Origin.InFile(path, imported.at()))));
        }
      }
    }
    return List.copyOf(uses.values());
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && !name.equals("*");
  }

  private static boolean isBelow(Origin origin, List<String> roots) {
    return origin instanceof Origin.InFile file && SourceFiles.isBelow(file.path(), roots);
  }
}
