package dev.dovetail.workspace;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.history.HistoryFault.Unreadable;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.model.Folders;
import dev.dovetail.python.model.Models;
import dev.dovetail.python.model.PythonModels;
import dev.dovetail.python.modules.Modules;
import java.util.ArrayList;
import java.util.List;

/** What Python code declares: models, and the enums that they store. */
final class PythonCode implements Code {

  private final PythonModels models;
  private final Folders folders;

  PythonCode(Tree tree, Modules modules, List<Service> services) {
    this.models = new PythonModels(tree, modules);
    this.folders = Folders.of(services.stream().map(Service::folder).toList());
  }

  @Override
  public Facts of(Service service) {
    Models read = models.read(roots(service), folders, generation(service));
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

  @Override
  public List<UnseenModel> unseen(Service service, List<String> environments) {
    return environments.isEmpty()
        ? List.of()
        : models.unseen(environments, roots(service), folders);
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
