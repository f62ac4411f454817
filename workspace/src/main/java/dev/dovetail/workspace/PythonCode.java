package dev.dovetail.workspace;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.history.HistoryFault.Unreadable;
import dev.dovetail.python.model.Folders;
import dev.dovetail.python.model.Models;
import dev.dovetail.python.model.PythonModels;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.workspace.Earlier.Believed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Python code declares: models, and the enums that they store. */
final class PythonCode implements Code {

  /** All that decides what is read of a service, but for the files. */
  private record Asked(
      List<String> roots,
      List<String> folders,
      PythonModels.Generation generation,
      List<String> environments) {}

  private final PythonModels models;
  private final Modules modules;
  private final List<Service> services;
  private final List<String> folderNames;
  private final Folders folders;
  private final Optional<Earlier> earlier;
  private final Map<Asked, Believed> believed = new HashMap<>();

  /**
   * @param earlier what was read of other states; empty where that is not remembered
   */
  PythonCode(Modules modules, List<Service> services, Optional<Earlier> earlier) {
    this.models = new PythonModels(modules);
    this.modules = modules;
    this.services = services;
    this.folderNames = services.stream().map(Service::folder).toList();
    this.folders = Folders.of(folderNames);
    this.earlier = earlier;
  }

  @Override
  public Facts of(Service service) {
    Asked asked = asked(service);
    return earlier.isPresent() ? believed(asked, earlier.get()).facts() : facts(models, asked);
  }

  @Override
  public List<UnseenModel> unseen(Service service) {
    Asked asked = asked(service);
    return earlier.isPresent() ? believed(asked, earlier.get()).unseen() : unseen(models, asked);
  }

  @Override
  public Set<String> parsed() {
    Set<String> parsed = new HashSet<>();
    if (earlier.isEmpty()) {
      parsed.addAll(modules.parsed());
    }
    believed.values().forEach(one -> parsed.addAll(one.models().asked()));
    return parsed;
  }

  private Believed believed(Asked asked, Earlier others) {
    Believed known = believed.get(asked);
    if (known == null) {
      known = others.believed(asked, models, () -> read(asked));
      believed.put(asked, known);
    }
    return known;
  }

  private Believed read(Asked asked) {
    PythonModels own = models.forOne();
    return new Believed(own, facts(own, asked), unseen(own, asked));
  }

  private Facts facts(PythonModels reader, Asked asked) {
    Models read = reader.read(asked.roots(), folders, asked.generation());
    return new Facts(
        read.columns(),
        read.tables(),
        read.enums(),
        read.enums().stream().map(DeclaredEnum::name).distinct().sorted().toList(),
        read.usage(),
        read.problems().stream()
            .map(problem -> new Unreadable(problem.file(), problem.reason(), problem.origin()))
            .toList());
  }

  private List<UnseenModel> unseen(PythonModels reader, Asked asked) {
    return asked.environments().isEmpty()
        ? List.of()
        : reader.unseen(asked.environments(), asked.roots(), folders);
  }

  private Asked asked(Service service) {
    return new Asked(roots(service), folderNames, generation(service), environments(service));
  }

  /** Those of all histories in the folder, for they share their models: asked of the first one. */
  private List<String> environments(Service service) {
    List<Service> partners =
        services.stream()
            .filter(
                other -> other.migrations().isPresent() && other.folder().equals(service.folder()))
            .toList();
    return partners.isEmpty() || !partners.getFirst().equals(service)
        ? List.of()
        : partners.stream()
            .flatMap(partner -> partner.migrations().stream())
            .flatMap(history -> history.environment().stream())
            .distinct()
            .toList();
  }

  private static List<String> roots(Service service) {
    List<String> roots = new ArrayList<>(service.code());
    roots.add(service.folder());
    return roots;
  }

  private static PythonModels.Generation generation(Service service) {
    return service.versions().stack().sqlalchemy().filter(it -> it.startsWith("1.")).isPresent()
        ? PythonModels.Generation.CLASSIC
        : PythonModels.Generation.MODERN;
  }
}
