package dev.dovetail.workspace;

import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.python.settings.Settings.Variable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The variables from which the code of a service takes the URL of its database: what its {@code
 * env.py} reads, and what that imports.
 */
public final class UrlVariables {

  private UrlVariables() {}

  /** As they are met; those of tests are of another database. */
  public static List<String> of(Workspace workspace, Service service) {
    List<String> environment =
        service.migrations().flatMap(AlembicTool::settings).stream()
            .map(alembic -> alembic.scripts().isEmpty() ? "env.py" : alembic.scripts() + "/env.py")
            .toList();
    return environment.isEmpty()
        ? List.of()
        : workspace.settings(environment).variables().stream()
            .filter(UrlVariables::holdsUrl)
            .map(Variable::name)
            .filter(name ->
                Stream.of(name.toUpperCase(Locale.ROOT).split("_", -1))
                    .noneMatch(part -> part.equals("TEST") || part.equals("TESTING")))
            .distinct()
            .toList();
  }

  private static boolean holdsUrl(Variable variable) {
    return variable
            .byDefault()
            .filter(it -> it.matches("(?s)postgres(ql)?(\\+\\w+)?://.*"))
            .isPresent()
        || VariableRole.of(variable.name()).filter(VariableRole.URL::equals).isPresent();
  }
}
