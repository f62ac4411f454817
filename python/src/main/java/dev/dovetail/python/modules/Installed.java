package dev.dovetail.python.modules;

import java.util.Set;

/**
 * Modules that are never the repository's: Python's own, and the two libraries that everything here
 * is about, even where a folder of a service bears the name, as {@code alembic/} often does.
 */
final class Installed {

  private static final Set<String> NAMES =
      Set.of(
          "abc",
          "alembic",
          "argparse",
          "asyncio",
          "base64",
          "builtins",
          "collections",
          "configparser",
          "contextlib",
          "copy",
          "csv",
          "dataclasses",
          "datetime",
          "decimal",
          "enum",
          "errno",
          "fractions",
          "functools",
          "glob",
          "hashlib",
          "importlib",
          "inspect",
          "io",
          "itertools",
          "json",
          "logging",
          "math",
          "operator",
          "os",
          "pathlib",
          "pkgutil",
          "random",
          "re",
          "secrets",
          "shutil",
          "socket",
          "sqlalchemy",
          "sqlite3",
          "string",
          "struct",
          "subprocess",
          "sys",
          "tempfile",
          "textwrap",
          "threading",
          "time",
          "traceback",
          "types",
          "typing",
          "typing_extensions",
          "unittest",
          "urllib",
          "uuid",
          "warnings",
          "zoneinfo",
          "__future__");

  private Installed() {}

  static boolean isLibrary(String firstName) {
    return NAMES.contains(firstName);
  }
}
