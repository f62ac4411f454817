"""Prints what SQLAlchemy stores in the columns of the modules in a folder: one JSON object a module.

Of a type that is no Enum, what it binds of each member of the enum that it was written for.
"""

import enum
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
import sqlalchemy.orm
from sqlalchemy.dialects import postgresql

DIALECT = postgresql.dialect()


def stored(kind):
    array = False
    for _ in range(8):
        variants = getattr(kind, "_variant_mapping", None) or getattr(kind, "mapping", None)
        if variants and "postgresql" in variants:
            kind = variants["postgresql"]
        elif type(kind).__name__ == "Variant":
            kind = kind.impl
        elif isinstance(kind, sa.types.TypeDecorator):
            kind = kind.load_dialect_impl(DIALECT)
        elif isinstance(kind, sa.ARRAY):
            array = True
            kind = kind.item_type
        else:
            break
    return kind, array


def bound(kind, module):
    """What a TypeDecorator of the project's own hands to the driver, of the members of its enum."""
    own = getattr(kind, "enum_class", None)
    if not isinstance(kind, sa.types.TypeDecorator) or own is None:
        return None
    return [str(kind.process_bind_param(member, DIALECT)) for member in own]


def column(one, module):
    kind, array = stored(one.type)
    found = {"table": one.table.name, "schema": one.table.schema, "name": one.name, "array": array}
    if isinstance(kind, sa.Enum):
        found["storage"] = "NATIVE" if kind.native_enum else "TEXT"
        found["type"] = kind.name if kind.native_enum else None
        found["labels"] = list(kind.enums)
        found["type_schema"] = kind.schema
    else:
        labels = bound(one.type, module)
        if labels is None:
            found["storage"] = "other"
        else:
            found["storage"] = "NUMBER" if isinstance(kind, sa.Integer) else "TEXT"
            found["type"] = None
            found["labels"] = labels
            found["type_schema"] = None
    return found


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
        columns = []
        for metadata in metadatas(module):
            for table in metadata.tables.values():
                columns += [column(one, module) for one in table.columns]
        return {"module": name, "columns": columns}
    except Exception as failure:
        return {"module": name, "error": "%s: %s" % (type(failure).__name__, failure)}
    finally:
        sa.orm.clear_mappers()
        model = sys.modules.get("sqlmodel")
        if model:
            model.SQLModel.metadata.clear()


for file in sorted(os.listdir(folder)):
    if file.endswith(".py"):
        print("module " + json.dumps(read(file[:-3])))
