package dev.dovetail.python.settings;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import java.util.List;
import java.util.Optional;

/**
 * What a program takes from its surroundings, as its code says; nothing of it is run.
 *
 * @param variables of the environment, each once, in the order in which they are met
 * @param arguments the keys that are looked up among Alembic's {@code -x}
 * @param asynchronous whether the first file makes an asynchronous engine
 */
public record Settings(List<Variable> variables, List<String> arguments, boolean asynchronous) {

  public Settings {
    variables = List.copyOf(variables);
    arguments = List.copyOf(arguments);
  }

  /**
   * A variable of the environment.
   *
   * @param byDefault the text that stands for it where it is not set
   * @param needed whether nothing stands for it where it is not set
   * @param scheme of the URL that is expected in it, where the code replaces just that
   */
  public record Variable(
      String name,
      Optional<String> byDefault,
      boolean needed,
      Optional<String> scheme,
      Origin.InFile place) {}

  /**
   * Reads the files, and what of the repository they import.
   *
   * @param entries paths of Python files; the first is the one that begins
   */
  public static Settings of(Modules modules, List<String> entries) {
    return new SettingsReader(modules).read(entries);
  }
}
