"""Hands members of enums to a driver as parameters of raw SQL, and prints what becomes of them."""

import asyncio
import enum
import os
import sys

import sqlalchemy
from sqlalchemy import text


class Plain(enum.Enum):
    OPEN = "open"


class Text(str, enum.Enum):
    OPEN = "open"


class Number(enum.IntEnum):
    OPEN = 1


INSERT = "INSERT INTO tasks (state) VALUES (:state) RETURNING state::text"
WHERE = "SELECT coalesce(min(state::text), 'none') FROM tasks WHERE state = :state"


def fault(error):
    cause = getattr(error, "orig", None) or error
    if "invalid input for query argument" in str(cause):
        return "refused before it is sent"
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return "refused " + (state or "before it is sent")


def row(kind, way, result):
    print(kind.__name__, way, result)


def ways(sql, value):
    yield "dictionary", (text(sql), {"state": value})
    yield "bindparams", (text(sql).bindparams(state=value),)


def plainly(url):
    engine = sqlalchemy.create_engine(url)
    for kind in (Plain, Text, Number):
        for sql in (INSERT, WHERE):
            for way, arguments in ways(sql, kind.OPEN):
                with engine.connect() as connection:
                    try:
                        said = connection.execute(*arguments).scalar()
                    except Exception as error:
                        said = fault(error)
                row(kind, way + (" compared" if sql == WHERE else ""), said)


async def asynchronously(url):
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url)
    for kind in (Plain, Text, Number):
        for sql in (INSERT, WHERE):
            for way, arguments in ways(sql, kind.OPEN):
                async with engine.connect() as connection:
                    try:
                        said = (await connection.execute(*arguments)).scalar()
                    except Exception as error:
                        said = fault(error)
                row(kind, way + (" compared" if sql == WHERE else ""), said)
    await engine.dispose()


url = sys.argv[1]
if "asyncpg" in url:
    asyncio.run(asynchronously(url))
else:
    plainly(url)
