"""Runs alembic commands. One request a line of JSON on standard input, one answer a line on standard output.

Alembic and the drivers are imported once; each request runs in a fork of this process, so that it
starts as a new process would, without the third of a second that the imports take.

request: {"folder", "environment": {}, "commands": [[verb, revision], ...]} or {"each": true} for one command
a revision in Alembic's own order. It ends with the first command that fails.
answer: {"heads", "ok", "ran", "kind", "sqlstate", "message", "revision"}, or {"graph_error"}
"""

import importlib
import io
import json
import logging
import os
import signal
import sys
import traceback
import warnings

sys.dont_write_bytecode = True
SECONDS = 40


def drivers():
    found = []
    for name in ("psycopg2", "psycopg", "asyncpg"):
        try:
            importlib.import_module("sqlalchemy.dialects.postgresql." + name)
            importlib.import_module(name)
            if name == "asyncpg":
                importlib.import_module("greenlet")
                importlib.import_module("sqlalchemy.ext.asyncio")
        except ImportError:
            continue
        found.append(name)
    return found


class Note(logging.Handler):
    """Which revisions were begun."""

    def __init__(self, running):
        super().__init__()
        self.running = running

    def emit(self, record):
        message = record.getMessage()
        if "Running upgrade" in message:
            self.running.append(message.split("->")[1].split(",")[0].strip())
        elif "Running downgrade" in message:
            self.running.append(message.split("Running downgrade")[1].split("->")[0].strip())


def state_of(error):
    cause = getattr(error, "orig", None) or error
    state = getattr(cause, "pgcode", None) or getattr(cause, "sqlstate", None)
    return state if isinstance(state, str) and len(state) == 5 else None


def replay(request):
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    running = []
    logger = logging.getLogger("alembic.runtime.migration")
    logger.setLevel(logging.INFO)
    logger.addHandler(Note(running))

    def config():
        return Config("alembic.ini", stdout=io.StringIO())

    out = {"ok": True}
    commands = request.get("commands", [])
    try:
        script = ScriptDirectory.from_config(config())
        out["heads"] = sorted(script.get_heads())
        order = [step.revision.revision for step in script._upgrade_revs("heads", None)]
        if request.get("each"):
            commands = [["upgrade", revision] for revision in order]
    except Exception as e:  # noqa: BLE001 whatever it is, it is what happened
        return {"graph_error": type(e).__name__ + ": " + str(e)}
    try:
        for verb, revision in commands:
            getattr(command, verb)(config(), revision)
    except CommandError as e:
        out.update(ok=False, kind="command", message=str(e))
    except Exception as e:  # noqa: BLE001 as above
        state = state_of(e)
        out.update(
            ok=False,
            kind="database" if state else "python",
            sqlstate=state,
            message=type(e).__name__ + ": " + str(e),
            trace=traceback.format_exc(),
        )
    out["ran"] = running
    if not out["ok"] and running:
        out["revision"] = running[-1]
    return out


def child(request, answer):
    signal.alarm(SECONDS)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    warnings.simplefilter("ignore")
    try:
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        sys.path.insert(0, request["folder"])
        said = replay(request)
    except BaseException:  # noqa: BLE001 an answer is owed
        said = {"crash": traceback.format_exc()}
    with os.fdopen(answer, "w") as out:
        json.dump(said, out)
        out.flush()
    os._exit(0)


def main():
    import alembic
    import alembic.command  # noqa: F401 imported for the forks
    import sqlalchemy

    import sqlalchemy.dialects.postgresql  # noqa: F401
    import sqlalchemy.orm  # noqa: F401

    has = {"alembic": alembic.__version__, "sqlalchemy": sqlalchemy.__version__, "drivers": drivers()}
    print(json.dumps(has), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        hear, answer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(hear)
            child(request, answer)
        os.close(answer)
        with os.fdopen(hear) as said:
            text = said.read()
        os.waitpid(pid, 0)
        print(text or json.dumps({"crash": "it gave no answer within %d seconds" % SECONDS}), flush=True)


if __name__ == "__main__":
    main()
