"""Runs one alembic command in the current folder and says on one line of JSON what came of it.

usage: replay.py upgrade|downgrade REVISION
"""

import io
import json
import logging
import os
import sys
import traceback

sys.dont_write_bytecode = True


def main():
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    running = []

    class Note(logging.Handler):
        def emit(self, record):
            message = record.getMessage()
            if "Running upgrade" in message:
                running.append(message.split("->")[1].split(",")[0].strip())
            elif "Running downgrade" in message:
                running.append(message.split("Running downgrade")[1].split("->")[0].strip())

    logger = logging.getLogger("alembic.runtime.migration")
    logger.setLevel(logging.INFO)
    logger.addHandler(Note())
    verb, revision = sys.argv[1:3]
    config = Config("alembic.ini", stdout=io.StringIO())
    out = {"ok": True}
    try:
        getattr(command, verb)(config, revision)
    except CommandError as e:
        out = {"ok": False, "kind": "command", "message": str(e)}
    except Exception as e:  # noqa: BLE001 whatever it is, it is what happened
        cause = getattr(e, "orig", None)
        state = getattr(cause, "pgcode", None) or getattr(cause, "sqlstate", None)
        out = {
            "ok": False,
            "kind": "database" if state else "python",
            "sqlstate": state,
            "message": str(e),
            "trace": traceback.format_exc(),
        }
    out["ran"] = running
    if not out["ok"] and running:
        out["revision"] = running[-1]
    print("replayed " + json.dumps(out))


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
