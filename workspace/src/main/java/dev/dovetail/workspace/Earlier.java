package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.UnseenModel;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.python.model.PythonModels;
import dev.dovetail.python.modules.Parses;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.Telling.Extent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was read of services in other states of one repository. Each thing is kept with all that was
 * asked of the files to know it, and is taken where the state at hand answers all of that alike: so
 * it does not matter which states were read before, nor in which order.
 */
final class Earlier {

  /** Whose migrations, and how much of them was told. */
  private record Asked(String service, Extent extent) {}

  /** What the migrations of a service came to. */
  private record History(MigrationTree tree, Versions versions, Told told) {}

  /**
   * What the code of a service believes.
   *
   * @param models who read it, and knows what was asked
   */
  record Believed(PythonModels models, Code.Facts facts, List<UnseenModel> unseen) {}

  private final Parses parses = new Parses();
  private final Map<Asked, History> histories = new ConcurrentHashMap<>();
  private final Map<Object, Believed> code = new ConcurrentHashMap<>();
  private final Map<ServerVersion, Session> empty = new ConcurrentHashMap<>();

  Parses parses() {
    return parses;
  }

  /** An empty database, which knows what came of it in other states. */
  Session empty(ServerVersion version) {
    return empty.computeIfAbsent(version, Session::open);
  }

  /** What a service's migrations come to. */
  Told told(Service service, Extent extent, Supplier<Told> tell) {
    if (service.baseline().isPresent() || service.running().setup().isPresent()) {
      return tell.get();
    }
    MigrationTree tree = service.migrations().orElseThrow();
    Asked asked = new Asked(service.name(), extent);
    Optional<Told> known =
        Optional.ofNullable(histories.get(asked))
            .filter(it -> it.versions().equals(service.versions()) && tree.goesOnFrom(it.tree()))
            .map(History::told);
    Told told = known.orElseGet(tell);
    histories.put(asked, new History(tree, service.versions(), told));
    return told;
  }

  /**
   * @param asked all that decides what is read, but for the files
   * @param now who would read it of this state
   */
  Believed believed(Object asked, PythonModels now, Supplier<Believed> read) {
    Believed known = code.get(asked);
    if (known != null && known.models().isAnsweredAlikeBy(now)) {
      return known;
    }
    Believed believed = read.get();
    code.put(asked, believed);
    return believed;
  }
}
