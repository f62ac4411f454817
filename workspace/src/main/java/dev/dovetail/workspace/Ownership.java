package dev.dovetail.workspace;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which services a file belongs to: that of its folder, or all where it is nobody's. */
final class Ownership {

  private Ownership() {}

  static Set<String> touched(Collection<String> files, List<Service> services) {
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
