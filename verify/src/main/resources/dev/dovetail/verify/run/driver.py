"""Steps Alembic for Dovetail: commands come in as lines of JSON, and so do the answers go out.

Three processes, each the parent of the next. The keeper (dovetail_confine.py) watches the pipe that
Dovetail holds and ends everything when it closes. The warm one imports Alembic, SQLAlchemy and the drivers once. A
child of it is made for each database, with that database's environment: what the service's own code
leaves behind there ends with it.
"""

import json
import os
import sys
import traceback

MOST_TEXT = 4000
DRIVERS = ("psycopg2", "psycopg", "asyncpg")


class Line:
    """The way to Dovetail and back, out of the reach of what migrations print or close."""

    def __init__(self):
        self.inward = os.dup(0)
        self.outward = os.dup(1)
        self.printed = os.dup(2)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        os.close(nothing)
        self.rest = b""

    def read(self):
        """The next message; None at the end."""
        while b"\n" not in self.rest:
            part = os.read(self.inward, 65536)
            if not part:
                return None
            self.rest += part
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line.decode("utf-8"))

    def say(self, **message):
        line = json.dumps(message).encode("ascii") + b"\n"
        while line:
            line = line[os.write(self.outward, line) :]

    def close_printed(self, number):
        """Marks in what was printed where a command ended."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:  # noqa: BLE001 a migration may have closed it
                pass
        mark = b"\n\0dovetail %d\n" % number
        while mark:
            mark = mark[os.write(self.printed, mark) :]


def cut(text):
    text = str(text)
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + " ..."


# ---- failures


def links(error):
    """The error and what it wraps or was raised from, outermost first."""
    seen = []
    todo = [error]
    while todo and len(seen) < 50:
        one = todo.pop(0)
        if one is None or any(one is other for other in seen):
            continue
        seen.append(one)
        todo += [getattr(one, "orig", None), one.__cause__, one.__context__]
    return [one for one in seen if isinstance(one, BaseException)]


def sqlstate(error):
    for name in ("pgcode", "sqlstate"):
        value = getattr(error, name, None)
        if isinstance(value, str) and len(value) == 5:
            return value
    return None


def own_frame(errors, root, passed_by):
    """The innermost place in the service's own files."""
    for error in errors:
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            place = own_place(error.filename, error.lineno, root, passed_by)
            if place:
                return place
        found = None
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            found = own_place(code.co_filename, trace.tb_lineno, root, passed_by) or found
            trace = trace.tb_next
        if found:
            return found
    return None


def own_place(file, line, root, passed_by):
    path = os.path.realpath(file)
    if not path.startswith(root + os.sep) or not os.path.exists(path):
        return None
    if any(path.startswith(other + os.sep) for other in passed_by):
        return None
    relative = os.path.relpath(path, root).replace(os.sep, "/")
    if any(part in ("site-packages", "dist-packages") for part in relative.split("/")):
        return None
    return {"file": relative, "line": line}


def words(error):
    """What the error says, on one line."""
    detail = getattr(error, "diag", None)
    primary = getattr(detail, "message_primary", None)
    if primary:
        more = getattr(detail, "message_detail", None)
        return primary + (" (" + more + ")" if more else "")
    lines = [line.strip() for line in str(error).strip().splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    if sqlstate(error):
        # asyncpg through SQLAlchemy: <class 'asyncpg.exceptions.X'>: message
        text = lines[0]
        if text.startswith("<class ") and ">: " in text:
            text = text.split(">: ", 1)[1]
        detail = [line for line in lines[1:] if line.startswith("DETAIL:")]
        return text + (" (" + detail[0][len("DETAIL:") :].strip() + ")" if detail else "")
    return lines[0]


def failure(error, settings, begun):
    errors = links(error)
    place = own_frame(errors, settings["root"], settings["passed_by"])
    out = {"kind": "PYTHON", "at": place, "revision": begun[-1] if begun else None}
    refused = [one for one in errors if sqlstate(one)]
    if isinstance(error, (SystemExit, KeyboardInterrupt)):
        out["kind"] = "ENDED"
        out["message"] = "it called exit(%s)" % ("" if error.args == () else cut(error.args[0]))
        return out
    for one in errors:
        statement = getattr(one, "statement", None)
        if isinstance(statement, str):
            out["statement"] = cut(statement.strip())
            break
    missing = [one for one in errors if isinstance(one, ModuleNotFoundError) and one.name]
    from alembic.util import CommandError

    commands = [one for one in errors if isinstance(one, CommandError)]
    wanted = [] if begun or refused else unset(errors)
    if wanted:
        out["kind"] = "MISSING"
        out["variables"] = wanted
        out["message"] = cut(str(error))
    elif isinstance(error, Elsewhere):
        out["kind"] = "MISSING"
        out["message"] = str(error)
    elif refused:
        inner = refused[-1]
        out["kind"] = "DATABASE"
        out["sqlstate"] = sqlstate(inner)
        out["message"] = cut(words(inner))
    elif not begun and not missing and any(is_of_another_version(one, settings) for one in errors):
        out["kind"] = "MISSING"
        out["message"] = cut("another version of a package is wanted: " + words(error))
    elif missing and not begun:
        out["kind"] = "MISSING"
        out["module"] = missing[-1].name
        out["message"] = cut(str(missing[-1]))
    elif commands:
        out["kind"] = "COMMAND"
        out["message"] = cut(words(commands[0]))
    else:
        inner = getattr(error, "orig", None) or error
        out["message"] = cut("%s: %s" % (type(inner).__name__, words(inner)))
    return out


def unset(errors):
    """The variables without which the service's settings refuse to be read."""
    names = []
    for error in errors:
        kind = type(error).__name__
        module = type(error).__module__.split(".")[0]
        if isinstance(error, KeyError) and error.args and read_environment(error):
            names.append(str(error.args[0]))
        elif kind == "ValidationError" and module.startswith("pydantic"):
            for one in error.errors():
                if one.get("type") in ("missing", "value_error.missing") and one.get("loc"):
                    names.append("__".join(str(part) for part in one["loc"]).upper())
        elif module in ("decouple", "environs", "environ", "django") or "Config '" in str(error):
            import re

            names += re.findall(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[A-Z]{4,}\b", str(error))[:1]
    return sorted(set(names))[:20]


def is_of_another_version(error, settings):
    """A library that is there, and has not what is imported from it."""
    path = getattr(error, "path", None)
    return (
        isinstance(error, ImportError)
        and isinstance(path, str)
        and own_place(path, 1, settings["root"], settings["passed_by"]) is None
    )


def read_environment(error):
    trace = error.__traceback__
    code = None
    while trace is not None:
        code = trace.tb_frame.f_code
        trace = trace.tb_next
    return code is not None and code.co_name == "__getitem__" and "os" in os.path.basename(
        code.co_filename
    )


# ---- Alembic


def quote(text):
    from urllib.parse import quote as percent

    return percent(text, safe="")


def address(place, scheme):
    return "%s://%s:%s@%s:%s/%s" % (
        scheme,
        quote(place["user"]),
        quote(place["password"]),
        place["host"],
        place["port"],
        quote(place["database"]),
    )


def scheme_of(written, settings):
    """The driver that the service's own URL names is kept."""
    head = (written or "").split("://", 1)[0].strip()
    if "://" in (written or "") and head.split("+", 1)[0] in ("postgresql", "postgres"):
        return head
    return settings["scheme"]


class Words:
    """Alembic's own reading of a command line, made once: making it takes longer than using it."""

    parser = None

    @classmethod
    def read(cls, words):
        if cls.parser is None:
            from alembic.config import CommandLine

            cls.parser = CommandLine().parser
        return cls.parser.parse_args(words)


def configuration(settings, place, verb, arguments):
    from alembic.config import Config

    words = []
    if settings.get("ini"):
        words += ["-c", settings["ini"]]
    words += ["-n", settings["section"]]
    for one in settings["x"]:
        words += ["-x", one]
    options = Words.read(words + [verb] + arguments)
    ini = settings.get("ini")
    if ini and ini.endswith(".toml"):
        config = Config(
            file_=None, toml_file=ini, ini_section=settings["section"], cmd_opts=options
        )
    elif ini:
        config = Config(file_=ini, ini_section=settings["section"], cmd_opts=options)
        if os.path.dirname(ini) == settings["scripts"]:
            # Flask-Migrate's says no place, and it would not look at one.
            config.set_main_option("script_location", settings["scripts"].replace("%", "%%"))
    else:
        config = Config(ini_section=settings["section"], cmd_opts=options)
        config.set_main_option("script_location", settings["scripts"].replace("%", "%%"))
    config.stdout = sys.stdout
    if place:
        parser = config.file_config
        for section in [settings["section"]] + [
            name
            for name in parser.sections()
            if name != settings["section"] and parser.has_option(name, "sqlalchemy.url")
        ]:
            written = None
            if parser.has_option(section, "sqlalchemy.url"):
                written = parser.get(section, "sqlalchemy.url", raw=True)
            url = address(place, scheme_of(written, settings))
            config.set_section_option(section, "sqlalchemy.url", url.replace("%", "%%"))
    return config


class Scripts:
    """The scripts of a service, listed once for a database and not again by each command.

    A module is executed anew for each command that runs it, as a process of its own would do; of the
    others only what they say of the graph is used, which the first listing has read.
    """

    def __init__(self):
        self.command = 0
        self.known = {}

    def begin(self):
        self.command += 1

    def watch(self):
        from alembic.script import ScriptDirectory

        make = ScriptDirectory.from_config

        def listed(config):
            key = self.key(config)
            if key not in self.known:
                found = make(config)
                self.known[key] = found
            return self.known[key]

        ScriptDirectory.from_config = staticmethod(listed)

    @staticmethod
    def key(config):
        parser = config.file_config
        section = config.config_ini_section
        options = parser.items(section, raw=True) if parser.has_section(section) else []
        return config.config_file_name, getattr(config, "toml_file_name", None), section, tuple(options)

    def renew(self, script):
        """Before a step of the script is made."""
        from alembic.util import load_python_file

        if getattr(script, "dovetail_loaded", 1) == self.command:
            return
        script.dovetail_loaded = self.command
        if self.command > 1 and script.path:
            script.module = load_python_file(*os.path.split(script.path))


def watch_revisions(begin, renew):
    """Says which revision begins, before its code runs."""
    from alembic.runtime import migration

    make = migration.RevisionStep.__init__

    def watched(self, revision_map, revision, *args, **kwargs):
        renew(revision)
        make(self, revision_map, revision, *args, **kwargs)
        run = self.migration_fn

        def running(*inner, **named):
            begin(self.revision.revision)
            return run(*inner, **named)

        self.migration_fn = running

    migration.RevisionStep.__init__ = watched


class Elsewhere(Exception):
    """The service's code went to a database of another kind than the one it was led to."""


def watch_database():
    """Migrations of another database say nothing of this one."""
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy.dialects.postgresql.base import PGDialect

    run = MigrationContext.run_migrations

    def running(self, *args, **kwargs):
        if self.connection is not None and not isinstance(self.dialect, PGDialect):
            raise Elsewhere(
                "its env.py goes to a database of %s, and not to the one that it was led to"
                % self.dialect.name
            )
        return run(self, *args, **kwargs)

    MigrationContext.run_migrations = running


class Flask:
    """The application that Flask-Migrate's env.py wants, made when it is missed for the first time.

    It is looked for as the command `flask` does it (FLASK_APP, wsgi.py, app.py), from the folder
    of the migrations outwards.
    """

    WANTED = "application of Flask"

    def __init__(self, settings):
        self.settings = settings
        self.context = None

    @staticmethod
    def is_missed(error):
        return any("outside of application context" in str(one) for one in links(error))

    def enter(self):
        """Makes it; a failure where that cannot be."""
        try:
            app = self.find()
        except BaseException as error:  # noqa: BLE001 it is the service's own code
            said = failure(error, self.settings, [])
            if said["kind"] != "MISSING":
                said["kind"] = "MISSING"
                said["message"] = "the %s that its env.py wants could not be made: %s" % (
                    self.WANTED,
                    said["message"],
                )
            return said
        if not hasattr(app, "app_context"):
            return {
                "kind": "MISSING",
                "message": "its env.py wants an %s, and none was found: %s" % (self.WANTED, app),
            }
        self.context = app.app_context()
        self.context.push()
        return None

    def find(self):
        from flask.cli import NoAppException, ScriptInfo, load_dotenv

        why = "neither wsgi.py nor app.py is there, and FLASK_APP is not set"
        for place in self.settings["nearby"]:
            if not os.path.isdir(place):
                continue
            os.chdir(place)
            load_dotenv()
            try:
                return ScriptInfo(app_import_path=os.environ.get("FLASK_APP")).load_app()
            except NoAppException as error:
                said = str(getattr(error, "message", error)).strip()
                if "Could not locate" not in said and "Could not import" not in said:
                    why = cut(said)
        os.chdir(self.settings["folder"])
        return why


def perform(line, settings, place, message, flask):
    answer = attempt(line, settings, place, message, flask)
    if answer.pop("flask", False):
        missing = flask.enter()
        if missing is not None:
            return {"failure": missing}
        answer = attempt(line, settings, place, message, flask)
        answer.pop("flask", None)
    if flask.context is not None:
        answer["application"] = flask.context.app.import_name
    return answer


def attempt(line, settings, place, message, flask):
    from alembic import command
    from alembic.script import ScriptDirectory

    begun = []

    def begin(revision):
        begun.append(revision)
        line.say(begun=revision)

    CURRENT["begin"] = begin
    do = message["do"]
    answer = {}
    try:
        if do == "heads":
            config = configuration(settings, None, "heads", [])
            answer["heads"] = list(ScriptDirectory.from_config(config).get_heads())
        elif do == "sql":
            arguments = ["--sql", message["to"]]
            config = configuration(settings, place, message["verb"], arguments)
            import io

            config.output_buffer = io.StringIO()
            getattr(command, message["verb"])(config, message["to"], sql=True)
            answer["sql"] = config.output_buffer.getvalue()
        else:
            config = configuration(settings, place, do, [message["to"]])
            getattr(command, do)(config, message["to"])
    except BaseException as error:  # noqa: BLE001 whatever it is, it is what happened
        answer["failure"] = failure(error, settings, begun)
        if not begun and flask.context is None and flask.is_missed(error):
            return {"flask": True}
        if answer["failure"]["kind"] in ("PYTHON", "MISSING", "COMMAND"):
            try:
                traceback.print_exc()
            except Exception:  # noqa: BLE001 standard error may be closed
                pass
    return answer


CURRENT = {"begin": lambda revision: None}


class Nearby:
    """Finds a module beside the service that its own path does not lead to, and says so."""

    def __init__(self, places):
        self.places = places
        self.found = {}

    def find_spec(self, name, path=None, target=None):
        if path is not None or "." in name:
            return None
        from importlib.machinery import PathFinder

        for place in self.places:
            base = os.path.join(place, name)
            if os.path.isfile(base + ".py") or os.path.isfile(os.path.join(base, "__init__.py")):
                self.found[name] = place
                return PathFinder.find_spec(name, [place])
        return None


def run_command(settings):
    """Another tool: its end is all that is known of it, and what it prints."""
    import subprocess

    done = subprocess.run(
        ["/bin/sh", "-c", settings["command"]], stdin=subprocess.DEVNULL, stdout=2, stderr=2
    )
    return {"code": done.returncode}


def serve(line, meeting):
    """One database: its commands, one after the other, until told to leave."""
    settings = meeting["settings"]
    os.environ.clear()
    os.environ.update(meeting["environment"])
    os.chdir(settings["folder"])
    nearby = Nearby(settings["nearby"])
    scripts = Scripts()
    if meeting["tool"] == "alembic":
        sys.meta_path.append(nearby)
        scripts.watch()
        watch_revisions(lambda revision: CURRENT["begin"](revision), scripts.renew)
        watch_database()
    flask = Flask(settings)
    guard = watch_connections(settings, meeting)
    line.say(met=True)
    while True:
        message = line.read()
        if message is None or message["do"] == "leave":
            return
        del guard.tried[:]
        scripts.begin()
        if message["do"] == "run":
            answer = run_command(settings)
        else:
            answer = perform(line, settings, meeting.get("place"), message, flask)
        if guard.tried:
            strayed(guard.tried, answer)
        line.close_printed(message["number"])
        line.say(done=message["number"], nearby=nearby.found, **answer)


def watch_connections(settings, meeting):
    from dovetail_guard import Guard

    place = meeting.get("place") or {"host": "127.0.0.1", "port": 0}
    guard = Guard(
        place["host"],
        place["port"],
        meeting["alone"],
        lambda file, line: own_place(file, line, settings["root"], settings["passed_by"]),
    )
    guard.watch()
    return guard


def strayed(tried, answer):
    """A command that failed after it tried to reach another server failed for that."""
    answer["tried"] = ["%s" % one["address"] for one in tried]
    failed = answer.get("failure")
    if failed and failed["kind"] != "DATABASE":
        failed["kind"] = "ASTRAY"
        failed["at"] = tried[0]["at"] or failed["at"]
        failed["message"] = "it tried to reach " + cut(tried[0]["address"])
        failed.pop("module", None)


def warm(tool):
    """Imports what every database needs; says what there is, or what is missing."""
    versions = {"python": "%d.%d.%d" % sys.version_info[:3], "prefix": sys.prefix}
    if tool != "alembic":
        return versions
    try:
        import alembic
        import alembic.command
        import alembic.config
        import alembic.script
        import sqlalchemy

        versions["alembic"] = alembic.__version__
        versions["sqlalchemy"] = sqlalchemy.__version__
        Words.read(["heads"])
    except ModuleNotFoundError as error:
        versions["missing"] = error.name
        return versions
    versions["drivers"] = {}
    for name in DRIVERS:
        try:
            module = __import__(name)
            versions["drivers"][name] = str(module.__version__).split()[0]
        except Exception:  # noqa: BLE001 a driver that cannot be loaded is as good as none
            pass
    try:
        import sqlalchemy.dialects.postgresql  # noqa: F401
        import sqlalchemy.ext.asyncio  # noqa: F401
    except Exception:  # noqa: BLE001 it is loaded when it is needed
        pass
    return versions


def strays():
    """Whether the child has left processes behind."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def work(line, hello, port, lead):
    """The warm process: a child for each database, of whichever service."""
    line.say(hello=warm(hello["tool"]), port=port)
    while True:
        message = line.read()
        if message is None:
            return
        message["alone"] = hello["namespace"]
        message["tool"] = hello["tool"]
        if port and message.get("socket"):
            lead(message["socket"])
        if not hasattr(os, "fork"):
            serve(line, message)
            return
        child = os.fork()
        if child == 0:
            code = 70
            try:
                serve(line, message)
                code = 0
            finally:
                try:
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:
                    os._exit(code)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            line.say(left=True, strays=strays(), signal=os.WTERMSIG(status))
        else:
            line.say(left=True, strays=strays(), code=os.WEXITSTATUS(status))


def main():
    sys.dont_write_bytecode = True
    here = os.path.dirname(os.path.abspath(__file__))
    import dovetail_confine  # noqa: F401 what is ours is loaded before anything else
    import dovetail_guard  # noqa: F401

    sys.path[:] = [place for place in sys.path if os.path.abspath(place or ".") != here]
    line = Line()
    hello = line.read()
    if hello is None:
        return
    if hasattr(os, "fork") and os.name == "posix":

        def worker(port, lead):
            dovetail_confine.adopt()
            work(line, hello, port, lead)

        dovetail_confine.keep(line.inward, hello, worker, here)
    else:
        work(line, hello, None, None)


if __name__ == "__main__":
    main()
