package dev.dovetail.core.plan;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.Written;
import dev.dovetail.core.judge.ServiceFacts;
import java.util.List;
import java.util.Optional;

/**
 * A commit that was read.
 *
 * @param name as the user says it, or short
 * @param writers what the code of a service was seen to write, asked only where it matters
 */
public record Side(String name, List<ServiceFacts> services, Said said, Writers writers) {

  /** Who looks through code for what it writes to a column. */
  public interface Writers {
    Written of(ServiceFacts service, EnumColumn column);
  }

  public Side {
    services = List.copyOf(services);
  }

  Optional<ServiceFacts> service(String wanted) {
    return services.stream().filter(facts -> facts.name().equals(wanted)).findFirst();
  }
}
