package dev.dovetail.python.modules;

import java.util.Optional;

/** What can be asked about the files of a state, but for their contents. */
sealed interface Question<T> {

  T answer(Modules modules);

  /** {@code import name}, in a file of the folder. */
  record Find(String name, String folder) implements Question<Optional<Module>> {
    @Override
    public Optional<Module> answer(Modules modules) {
      return modules.found(name, folder);
    }
  }

  /** {@code from .name import}; the name may be empty. */
  record Below(String folder, String name) implements Question<Optional<Module>> {
    @Override
    public Optional<Module> answer(Modules modules) {
      return modules.below(folder, name);
    }
  }

  /** A module of a package. */
  record Child(String folder, String name) implements Question<Optional<Module>> {
    @Override
    public Optional<Module> answer(Modules modules) {
      return modules.resolved(folder, name);
    }
  }

  /** Whether any folder where packages begin has it. */
  record Somewhere(String name) implements Question<Boolean> {
    @Override
    public Boolean answer(Modules modules) {
      return modules.isSomewhere(name);
    }
  }

  record IsPackage(String folder) implements Question<Boolean> {
    @Override
    public Boolean answer(Modules modules) {
      return modules.isPackage(folder);
    }
  }

  record Versions(String folder) implements Question<Optional<PythonVersions>> {
    @Override
    public Optional<PythonVersions> answer(Modules modules) {
      return modules.saidIn(folder);
    }
  }

  record HasFile(String path) implements Question<Boolean> {
    @Override
    public Boolean answer(Modules modules) {
      return modules.has(path);
    }
  }

  record HasFiles(String folder) implements Question<Boolean> {
    @Override
    public Boolean answer(Modules modules) {
      return modules.hasFiles(folder);
    }
  }

  /** Whether it is answered by the names of Python files and what projects say of their folders. */
  default boolean isOfRoots() {
    return switch (this) {
      case Find it -> true;
      case Below it -> true;
      case Child it -> true;
      case Somewhere it -> true;
      case IsPackage it -> true;
      case Versions it -> false;
      case HasFile it -> false;
      case HasFiles it -> false;
    };
  }
}
