package dev.dovetail.spring;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/enumdrift}: what the guard found when the application started. */
@Endpoint(id = "enumdrift")
final class GuardEndpoint {

  private final StartGuard guard;

  GuardEndpoint(StartGuard guard) {
    this.guard = guard;
  }

  @ReadOperation
  public Map<String, Object> drift() {
    return Details.of(guard.outcome());
  }
}
