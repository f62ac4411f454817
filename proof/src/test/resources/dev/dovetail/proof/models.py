"""Prints what SQLAlchemy makes of the modules in a folder: one JSON object a module.

Each has the DDL that create_all would send to PostgreSQL, and what the tables' columns say
that no database knows: defaults of the application.
"""

import importlib
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")
sys.dont_write_bytecode = True
folder = sys.argv[1]
sys.path.insert(0, folder)

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def kind(default):
    if default is None:
        return None
    if getattr(default, "is_sequence", False) or getattr(default, "is_clause_element", False):
        return "SQL"
    return "CALLED" if getattr(default, "is_callable", False) else "VALUE"


def column(found):
    return {
        "name": found.name,
        "default": kind(found.default),
        "onupdate": kind(found.onupdate),
        "fetched": found.server_default is not None and not hasattr(found.server_default, "arg")
        and not isinstance(found.server_default, (sa.Computed, sa.Identity)),
        "server_onupdate": found.server_onupdate is not None and not isinstance(found.server_onupdate, sa.Computed),
    }


def ddl(metadata):
    statements = []

    def take(sql, *more, **named):
        statements.append(str(sql.compile(dialect=postgresql.dialect())))

    engine = sa.create_mock_engine("postgresql://", take)
    metadata.create_all(engine, checkfirst=False)
    return statements


def metadatas(module):
    found = []
    for value in list(vars(module).values()):
        one = value if isinstance(value, sa.MetaData) else getattr(value, "metadata", None)
        if isinstance(one, sa.MetaData) and not any(one is known for known in found):
            found.append(one)
    return found


def read(name):
    try:
        module = importlib.import_module(name)
        sa.orm.configure_mappers()
        result = {"module": name, "ddl": [], "tables": []}
        for metadata in metadatas(module):
            result["ddl"] += ddl(metadata)
            for table in metadata.tables.values():
                result["tables"].append({
                    "schema": table.schema,
                    "name": table.name,
                    "columns": [column(one) for one in table.columns],
                })
        return result
    except Exception as failure:
        return {"module": name, "error": "%s: %s" % (type(failure).__name__, failure)}
    finally:
        sa.orm.clear_mappers()
        model = sys.modules.get("sqlmodel")
        if model:
            model.SQLModel.metadata.clear()


import sqlalchemy.orm

for file in sorted(os.listdir(folder)):
    if file.endswith(".py"):
        print("module " + json.dumps(read(file[:-3])))
