package dev.dovetail.cli;

import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The services that were touched since a commit, by the word of git. A file of no service in
 * particular, such as a shared library or a configuration, touches all of them.
 */
final class Touched {

  private Touched() {}

  static Set<String> since(String commit, Path folder, Workspace workspace) {
    try {
      Repository repository = Repository.holding(folder);
      return services(repository.changedSince(repository.commit(commit)), workspace.runnable());
    } catch (GitException e) {
      throw new UsageException("--since: " + e.reason());
    }
  }

  static Set<String> services(List<String> files, List<Service> services) {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      List<String> owners =
          services.stream().filter(s -> owns(s, file)).map(Service::name).toList();
      if (!owners.isEmpty()) {
        names.addAll(owners);
      } else if (matters(file)) {
        services.forEach(service -> names.add(service.name()));
      }
    }
    return names;
  }

  private static boolean owns(Service service, String file) {
    return isBelow(file, service.folder())
        || service.code().stream().anyMatch(code -> isBelow(file, code));
  }

  private static boolean isBelow(String file, String folder) {
    return folder.isEmpty() || file.startsWith(folder + "/");
  }

  private static boolean matters(String file) {
    return file.endsWith(".py")
        || file.endsWith(".sql")
        || file.endsWith(".toml")
        || file.endsWith(".ini")
        || file.endsWith(".lock")
        || file.matches("(.*/)?requirements[^/]*\\.txt");
  }
}
