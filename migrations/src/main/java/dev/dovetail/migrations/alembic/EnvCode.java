package dev.dovetail.migrations.alembic;

import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.Optional;
import java.util.stream.Stream;

/** The text of what {@code env.py} does: its own, and that of the modules that it imports from. */
final class EnvCode {

  private EnvCode() {}

  /** The file itself first, then what it imports, in the order in which that is written. */
  static Stream<PythonFile> of(String env, Modules modules) {
    return modules.parse(env).stream()
        .flatMap(file -> Stream.concat(Stream.of(file), imported(file, modules)));
  }

  private static Stream<PythonFile> imported(PythonFile env, Modules modules) {
    return env.body().stream()
        .filter(Node.ImportFrom.class::isInstance)
        .map(Node.ImportFrom.class::cast)
        .flatMap(from -> module(from, env.path(), modules).stream())
        .flatMap((String path) -> modules.parse(path).stream());
  }

  private static Optional<String> module(Node.ImportFrom from, String env, Modules modules) {
    return (from.level() > 0
            ? modules.relative(from.level(), from.module().orElse(""), env)
            : from.module().flatMap(name -> modules.find(name, env)))
        .flatMap(module -> module.file());
  }
}
