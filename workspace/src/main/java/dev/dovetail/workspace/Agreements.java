package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.convention.Conformity;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.convention.Conventions;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conventions of a repository, held against what migrations are told to make. */
final class Agreements {

  private final List<Convention> conventions;
  private final Map<String, Told> told;

  Agreements(List<Convention> conventions, Map<Service, Told> told) {
    this.conventions = conventions;
    this.told =
        conventions.isEmpty()
            ? Map.of()
            : told.entrySet().stream()
                .collect(
                    Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue, (a, b) -> a));
  }

  /** A convention that speaks of services that are not there is a mistake. */
  static void refuseStrangers(List<Convention> conventions, Collection<String> services)
      throws ConfigurationException {
    for (Convention convention : conventions) {
      List<String> named = new ArrayList<>(convention.services());
      named.addAll(convention.exclude());
      if (convention.measure() instanceof Convention.Reference reference) {
        named.add(reference.service());
      }
      for (String name : named) {
        if (!services.contains(name)) {
          throw new ConfigurationException(
              "conventions.%s: no service `%s`; %s"
                  .formatted(convention.name(), name, Nearest.hint(name, services)));
        }
      }
    }
  }

  List<Conformity> of(Service service, Told history) {
    List<Conformity> conformities = new ArrayList<>();
    for (Convention convention : conventions) {
      if (convention.binds(service.name())) {
        conformities.add(measure(convention, service, history));
      }
    }
    return conformities;
  }

  private Conformity measure(Convention convention, Service service, Told history) {
    Optional<Doubt> doubt =
        history.doubts().stream().filter(it -> mayConcern(it, convention)).findFirst();
    if (doubt.isPresent()) {
      return new Conformity(
          convention,
          service.name(),
          List.of(),
          List.of(),
          List.of("the migrations are not known well enough: " + doubt.get().reason()));
    }
    Schema schema = history.schema();
    ServerVersion version =
        service.versions().postgres().map(ServerVersion::new).orElse(ServerVersion.DEFAULT);
    return Conventions.measure(
        convention,
        service.name(),
        schema,
        name -> Optional.ofNullable(told.get(name)).map(Told::schema),
        new SessionScratch(version, schema));
  }

  private static boolean mayConcern(Doubt doubt, Convention convention) {
    return switch (doubt.touches()) {
      case Touches.Anything anything -> true;
      case Touches.Named named ->
          named.names().stream().anyMatch(name -> name.contains("*") || convention.speaksOf(name));
      case Touches.Column column -> convention.speaksOf(column.table());
      case Touches.Rows rows -> false;
      case Touches.Acceptance acceptance -> false;
    };
  }
}
