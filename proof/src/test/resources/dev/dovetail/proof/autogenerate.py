"""Makes each database of a list from one module, and says what Alembic finds when it holds another against it."""

import importlib.util
import json
import sys

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

FOLDER = sys.argv[1]


def metadata(name):
    spec = importlib.util.spec_from_file_location(name, "%s/%s.py" % (FOLDER, name))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Base.metadata


def told(found):
    if not isinstance(found, tuple):
        return None
    word, it = found[0], found[1]
    if word in ("add_index", "remove_index"):
        return {"op": word, "table": it.table.name, "name": it.name, "unique": bool(it.unique)}
    if word in ("add_constraint", "remove_constraint"):
        return {"op": word, "table": it.table.name, "name": it.name, "columns": [c.name for c in it.columns]}
    if word in ("add_fk", "remove_fk"):
        return {"op": word, "table": it.parent.name, "columns": list(it.column_keys), "says": it.ondelete}
    return {"op": word}


with open(FOLDER + "/databases.txt") as listed:
    for line in listed:
        number, url = line.split()
        engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
        metadata("made" + number).create_all(engine)
        with engine.connect() as connection:
            found = compare_metadata(MigrationContext.configure(connection), metadata("models" + number))
        print("found " + json.dumps({"number": number, "found": [told(one) for one in found]}))
