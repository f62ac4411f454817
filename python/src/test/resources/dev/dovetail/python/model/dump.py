"""Prints what SQLAlchemy makes of the enum columns of the package "shop" in the folder given.

One line a column, with tabs between: schema, table, column, how it is stored, the type's name and
schema, whether it is an array, and the labels. A column that is no enum is stored as "other".
"""

import importlib
import os
import sys

folder = sys.argv[1]
sys.path.insert(0, folder)
sys.dont_write_bytecode = True

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

DIALECT = postgresql.dialect()


def stored(column_type):
    array = False
    for _ in range(8):
        mapping = getattr(column_type, "_variant_mapping", None) or getattr(column_type, "mapping", None)
        if mapping and "postgresql" in mapping:
            column_type = mapping["postgresql"]
        elif isinstance(column_type, sa.types.TypeDecorator):
            column_type = column_type.load_dialect_impl(DIALECT)
        elif isinstance(column_type, sa.ARRAY):
            array = True
            column_type = column_type.item_type
        else:
            break
    return column_type, array


def dump(table):
    for column in table.columns:
        column_type, array = stored(column.type)
        if isinstance(column_type, sa.Enum):
            kind = "NATIVE" if column_type.native_enum else "TEXT"
            name = column_type.name if kind == "NATIVE" else None
            schema = column_type.schema
            labels = list(column_type.enums)
        else:
            kind, name, schema, labels, array = "other", None, None, [], False
        row = [table.schema, table.name, column.name, kind, name, schema, "array" if array else ""]
        print("\t".join(["column"] + [str(word or "") for word in row + labels]))


def main():
    metadatas = []
    package = os.path.join(folder, "shop")
    for file in sorted(os.listdir(package)):
        if not file.endswith(".py"):
            continue
        module = importlib.import_module("shop." + file[:-3] if file != "__init__.py" else "shop")
        for value in list(vars(module).values()):
            found = value if isinstance(value, sa.MetaData) else getattr(value, "metadata", None)
            if isinstance(found, sa.MetaData) and not any(found is known for known in metadatas):
                metadatas.append(found)
    for metadata in metadatas:
        for table in metadata.tables.values():
            dump(table)


main()
