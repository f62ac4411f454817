"""Prints the enums of the packages in a folder, as this Python makes them: one JSON object a package.

Each package is imported on its own; one that raises gives its error.
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


def value(found):
    if isinstance(found, bool):
        return {"kind": "bool", "text": str(found)}
    if isinstance(found, int):
        return {"kind": "int", "text": str(int(found))}
    if isinstance(found, str):
        return {"kind": "str", "text": str.__str__(found)}
    return {"kind": "other", "text": None}


def members(kind):
    listed = list(kind)
    return [
        {
            "name": name,
            "of": one.name,
            # A flag made of others is a name only, where Python says so.
            "listed": any(one is member for member in listed),
            **value(one.value),
        }
        for name, one in kind.__members__.items()
    ]


def enums(holder, around, module, found, depth=0):
    for name, one in list(vars(holder).items()):
        if isinstance(one, type) and getattr(one, "__module__", None) == module:
            if issubclass(one, enum.Enum):
                # A member may be a class too; under another name it is the same one again.
                if id(one) not in [seen for seen, _, _ in found]:
                    found.append((id(one), around + one.__name__, members(one)))
            elif depth < 3:
                enums(one, around + name + ".", module, found, depth + 1)


def read(name):
    try:
        found = []
        module = importlib.import_module(name + ".states")
        enums(module, "", module.__name__, found)
        return {"module": name, "enums": [{"name": n, "members": m} for _, n, m in found if m]}
    except Exception as failure:
        return {"module": name, "error": "%s: %s" % (type(failure).__name__, failure)}


for package in sorted(os.listdir(folder)):
    if os.path.isdir(os.path.join(folder, package)):
        print("package " + json.dumps(read(package)))
