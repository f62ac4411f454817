package dev.dovetail.python.value;

import dev.dovetail.python.modules.Module;

/** A module or package of the repository. */
public final class ModuleValue implements Value {

  private final Module module;
  private final Scope globals;

  ModuleValue(Module module, Scope globals) {
    this.module = module;
    this.globals = globals;
  }

  public Module module() {
    return module;
  }

  Scope globals() {
    return globals;
  }
}
