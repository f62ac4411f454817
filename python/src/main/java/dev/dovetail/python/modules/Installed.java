package dev.dovetail.python.modules;

import java.util.Set;

/**
 * Modules that are never the repository's: Python's own, the two libraries that everything here is
 * about, and one that enums and models are full of, even where a folder or a file of a service
 * bears the name, as {@code alembic/} often does.
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
          "pydantic",
          "pydantic_core",
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

  /**
   * The rest of Python's own. A service may have a package of such a name, which comes before
   * Python's where the folder that it stands in is on the path.
   */
  private static final Set<String> PYTHONS =
      Set.of(
          """
          aifc array ast asynchat asyncore atexit audioop bdb binascii bisect bz2 cProfile calendar
          cgi cgitb chunk cmath cmd code codecs codeop colorsys compileall concurrent contextvars
          copyreg crypt ctypes curses dbm difflib dis distutils doctest email encodings ensurepip
          faulthandler fcntl filecmp fileinput fnmatch ftplib gc genericpath getopt getpass gettext
          graphlib grp gzip heapq hmac html http imaplib imghdr imp ipaddress keyword lib2to3
          linecache locale lzma mailbox mailcap marshal mimetypes mmap modulefinder multiprocessing
          netrc nis nntplib ntpath numbers opcode optparse ossaudiodev pdb pickle pickletools pipes
          platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr
          pydoc pydoc_data pyexpat queue quopri readline reprlib resource rlcompleter runpy sched
          select selectors shelve shlex signal site smtpd smtplib sndhdr socketserver spwd
          sre_compile sre_constants sre_parse ssl stat statistics stringprep sunau symtable
          sysconfig syslog tabnanny tarfile telnetlib termios timeit tkinter token tokenize tomllib
          trace tracemalloc tty turtle unicodedata uu venv wave weakref webbrowser wsgiref xdrlib
          xml xmlrpc zipapp zipfile zipimport zlib
          """
              .split("\\s+"));

  private Installed() {}

  static boolean isLibrary(String firstName) {
    return NAMES.contains(firstName);
  }

  static boolean isPythons(String firstName) {
    return PYTHONS.contains(firstName);
  }
}
