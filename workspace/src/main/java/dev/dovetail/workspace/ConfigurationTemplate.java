package dev.dovetail.workspace;

import java.util.List;

/** A configuration to begin with: what was found, and in comments what could be said. */
public final class ConfigurationTemplate {

  private static final String HEAD =
      """
      # Dovetail finds services by what is there; everything here is optional.

      # Folders and files that are not looked at.
      # exclude = ["experiments"]

      # The versions that decide what migrations do, where a service does not pin them.
      # [versions]
      # sqlalchemy = "2.0"
      # alembic = "1.13.3"
      # driver = "asyncpg"        # psycopg2, psycopg or asyncpg
      # postgres = 17

      # What a rule's findings weigh: error, warning, info, on or off. `dovetail explain` lists the rules.
      # [rules]
      # safety = "on"                # a set: safety, enums or all
      # label-only-in-database = "off"

      # The same for one service, or below one folder.
      # [[rules-in]]
      # path = "services/legacy"
      # enums = "info"

      # An enum whose type or column no model names.
      # [[binding]]
      # enum = "app.status.TaskState"
      # type = "public.task_state"   # or: column = "tasks.state"
      # lookup = "task_states.code"  # or: the column of a table whose rows are the labels
      # persisted = "values"         # names or values
      # service = "tasks"            # in this service only

      # The moves that an enum may make; `dovetail probe` walks each. The name is a type's, a column's or an enum's.
      # [transitions.task_state]
      # initial = ["open"]           # else the states that no move leads to
      # open = ["done", "dropped"]
      # done = ["open"]

      # A finding that is known and accepted. It must meet all that is said.
      # [[ignore]]
      # rule = "enum-stored-as-text"
      # service = "tasks"
      # path = "app/legacy.py"
      # reason = "moved away in spring"
      """;

  private ConfigurationTemplate() {}

  public static String of(List<Service> services) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Service service : services) {
      text.append("\n[[service]]\n")
          .append("path = ")
          .append(quote(service.folder()))
          .append("\nname = ")
          .append(quote(service.name()))
          .append("\n# critical = \"high\"          # high, medium, low or none\n")
          .append("# code = [\"libs/shared/src\"] # further folders with models of this service\n")
          .append(
              "# baseline = \"db/before.sql\"  # what its database holds before the first"
                  + " migration\n")
          .append("# setup = \"db/admin.sql\"     # what an administrator runs before that\n")
          .append("# probe = true              # `dovetail probe` may try rows on its databases\n");
    }
    return text.toString();
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
