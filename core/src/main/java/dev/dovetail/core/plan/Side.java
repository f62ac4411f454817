package dev.dovetail.core.plan;

import dev.dovetail.core.judge.ServiceFacts;
import java.util.List;
import java.util.Optional;

/**
 * A commit that was read.
 *
 * @param name as the user says it, or short
 */
public record Side(String name, List<ServiceFacts> services, Said said) {

  public Side {
    services = List.copyOf(services);
  }

  Optional<ServiceFacts> service(String wanted) {
    return services.stream().filter(facts -> facts.name().equals(wanted)).findFirst();
  }
}
