package dev.dovetail.verify;

import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Provision;
import dev.dovetail.postgres.Provision.Script;
import dev.dovetail.workspace.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in the text of migrations what they take for granted of the server: roles and extensions.
 * Too much found does no harm there; what is not found is met when the migration runs.
 */
final class Requirements {

  private static final String IDENTIFIER = "(?:\\\\?\"[\\w$-]+\\\\?\"|[A-Za-z_][\\w$]*)";
  private static final String IDENTIFIERS =
      "((?:GROUP\\s+)?" + IDENTIFIER + "(?:\\s*,\\s*" + IDENTIFIER + ")*+)";
  private static final String PRIVILEGE =
      "(?:ALL|SELECT|INSERT|UPDATE|DELETE|TRUNCATE|REFERENCES|TRIGGER|USAGE|CREATE|CONNECT|TEMP|TEMPORARY|EXECUTE|MAINTAIN)";

  private static final Pattern GRANTED =
      sql(
          "\\b(?:GRANT|REVOKE)\\s+"
              + PRIVILEGE
              + "\\b[^;]{0,400}?\\b(?:TO|FROM)\\s+"
              + IDENTIFIERS);
  private static final Pattern POLICY =
      sql(
          "\\bCREATE\\s+POLICY\\s+"
              + IDENTIFIER
              + "\\s+ON\\s+[\\w.\"\\\\]+\\s+(?:AS\\s+\\w+\\s+)?(?:FOR\\s+\\w+\\s+)?TO\\s+"
              + IDENTIFIERS);
  private static final Pattern DEFAULTS =
      sql("\\bALTER\\s+DEFAULT\\s+PRIVILEGES\\s+FOR\\s+(?:ROLE|USER)\\s+" + IDENTIFIERS);
  private static final Pattern OWNER =
      sql(
          "(?:\\bOWNER\\s+TO|\\bSET\\s+(?:LOCAL\\s+|SESSION\\s+)?ROLE|\\bCREATE\\s+SCHEMA\\s[^;]{0,100}?\\bAUTHORIZATION)\\s+("
              + IDENTIFIER
              + ")");
  private static final Pattern ROLE = sql("\\bCREATE\\s+(?:ROLE|USER)\\s+(" + IDENTIFIER + ")");
  private static final Pattern ASKED_FOR =
      sql("\\b(?:pg_roles|pg_authid|pg_user|duplicate_object)\\b");
  private static final Pattern EXTENSION =
      sql(
          "\\bCREATE\\s+EXTENSION\\s+IF\\s+NOT\\s+EXISTS\\s+("
              + IDENTIFIER
              + ")(?!\\s*(?:WITH|SCHEMA|VERSION|CASCADE)\\b)");
  private static final Pattern REMARK = Pattern.compile("(?m)^\\s*(?:#|--).*$");

  /** Where Python puts two string constants together. */
  private static final Pattern SEAM = Pattern.compile("[\"']\\s*\\n\\s*[fr]?[\"']");

  private static final Set<String> NO_ROLES =
      Set.of("public", "current_user", "session_user", "current_role", "none", "default", "user");

  private final SortedSet<String> roles = new TreeSet<>();
  private final SortedSet<String> owners = new TreeSet<>();
  private final SortedSet<String> extensions = new TreeSet<>();

  private Requirements() {}

  /** What a service's migrations need; the scripts are those of the configuration. */
  static Provision of(Service service, Tree tree) {
    Requirements found = new Requirements();
    service.migrations().map(MigrationTree::revisions).stream()
        .flatMap(List::stream)
        .map(Revision::file)
        .distinct()
        .forEach(file -> text(tree, file).ifPresent(text -> found.read(file, text)));
    return new Provision(
        found.roles,
        found.owners,
        found.extensions,
        service.running().setup().flatMap(path -> script(tree, path)),
        service.baseline().flatMap(path -> script(tree, path)));
  }

  private static Optional<Script> script(Tree tree, String path) {
    return text(tree, path).map(sql -> new Script(path, sql));
  }

  private static Optional<String> text(Tree tree, String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private void read(String file, String written) {
    String text = REMARK.matcher(written).replaceAll("");
    if (file.endsWith(".py")) {
      text = SEAM.matcher(text).replaceAll(" ");
    }
    for (Pattern pattern : new Pattern[] {GRANTED, POLICY, DEFAULTS}) {
      collect(pattern, text, roles);
    }
    collect(OWNER, text, owners);
    roles.addAll(owners);
    if (ASKED_FOR.matcher(text).find()) {
      collect(ROLE, text, roles);
    }
    collect(EXTENSION, text, extensions);
  }

  private static void collect(Pattern pattern, String text, Set<String> into) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      for (String name : matcher.group(1).split(",", -1)) {
        String role = folded(name.strip());
        if (!NO_ROLES.contains(role) && !role.startsWith("pg_")) {
          into.add(role);
        }
      }
    }
  }

  private static String folded(String name) {
    String plain = name.replaceFirst("(?i)^GROUP\\s+", "");
    return plain.contains("\"")
        ? plain.replace("\\", "").replace("\"", "")
        : plain.toLowerCase(Locale.ROOT);
  }

  private static Pattern sql(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }
}
