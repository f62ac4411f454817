package dev.dovetail.verify;

import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What databases hold before the first migration. */
final class Baselines {

  private Baselines() {}

  static Optional<String> of(Workspace workspace, Service service) {
    return service
        .baseline()
        .flatMap(file -> workspace.tree().read(file))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
