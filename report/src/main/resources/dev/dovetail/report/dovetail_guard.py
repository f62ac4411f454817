"""Holds the enums of a service against its PostgreSQL database when the service starts.

Written by `dovetail guard emit python`; do not edit it. When the enums change, `dovetail check`
says that it is out of date, and with which command it is written anew. Python 3.8 or newer, and
nothing else.

    import dovetail_guard

    dovetail_guard.verify(connection)              # SQLAlchemy's Connection or Engine; psycopg, psycopg2
    await dovetail_guard.verify_async(connection)  # SQLAlchemy's async ones; asyncpg; psycopg
    dovetail_guard.install(engine)                 # SQLAlchemy: at the engine's first connection

Labels that the database lacks raise DriftError, or are logged as a warning where this is
production: where the first of DOVETAIL_ENVIRONMENT, APP_ENV, ENVIRONMENT, ENV that is set says
production, prod or live. DOVETAIL_GUARD = fail, warn or off goes before that, and before `mode`.
"""

import logging
import os
from collections import namedtuple

EXPECTED = {}

QUERY = """
SELECT CAST(n.nspname AS text), CAST(t.typname AS text),
       CASE WHEN pg_catalog.pg_type_is_visible(t.oid) THEN 1 ELSE 0 END, CAST(e.enumlabel AS text)
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
 WHERE t.typtype = 'e'
 ORDER BY 1, 2, e.enumsortorder
"""

log = logging.getLogger("dovetail.guard")

#: verdict: agrees, drift (labels are missing), superset (the database has more), missing-type, unverifiable
Finding = namedtuple("Finding", "enum type verdict missing extra message")
#: mode: fail, warn or off; because: why it is so
Report = namedtuple("Report", "mode because findings")


class DriftError(RuntimeError):
    """The database lacks what the code may write."""

    def __init__(self, report):
        super().__init__(_message(report))
        self.report = report


def verify(connection, mode=None, on_report=None):
    """Asks the database; on_report, where there is one, hears the Report whatever comes of it."""
    setting = _setting(mode)
    rows = [] if setting[0] == "off" else _rows(connection)
    return _conclude(setting, rows, on_report)


async def verify_async(connection, mode=None, on_report=None):
    """The same, for connections that are awaited."""
    setting = _setting(mode)
    rows = [] if setting[0] == "off" else await _rows_async(connection)
    return _conclude(setting, rows, on_report)


def install(engine, mode=None, on_report=None):
    """Has SQLAlchemy's engine, or async engine, verify at its first connection."""
    from sqlalchemy import event

    def first_connect(dbapi_connection, record):
        try:
            verify(dbapi_connection, mode, on_report)
        finally:
            dbapi_connection.rollback()

    event.listen(getattr(engine, "sync_engine", engine), "first_connect", first_connect)


def judge(rows):
    """Findings on rows of QUERY, one for each enum."""
    types = {}
    for schema, name, visible, label in rows:
        labels = types.setdefault(name, {}).setdefault((schema, bool(visible)), [])
        if label is not None:
            labels.append(label)
    return [_finding(expected, types.get(expected["type"], {})) for expected in EXPECTED["enums"]]


def _finding(expected, found):
    wanted = expected["schema"]
    found = {place: labels for place, labels in found.items() if not wanted or place[0] == wanted}
    visible = [place for place in found if place[1]]
    name = (wanted + "." if wanted else "") + expected["type"]
    if not visible and len(found) > 1:
        return Finding(expected["enum"], name, "unverifiable", [], [], (
            "the enum %s could not be held against the type %s: several schemas have one of that name"
            % (expected["enum"], name)))
    if not found:
        return Finding(expected["enum"], name, "missing-type", expected["labels"], [], (
            "the enum %s is stored in the PostgreSQL type %s, and there is no such type\n"
            "  every row written with it fails; the search path, or the migrations, may be those of another version\n"
            "  remedy: run the migrations of this version first" % (expected["enum"], name)))
    place = (visible or list(found))[0]
    labels = found[place]
    name = place[0] + "." + expected["type"]
    missing = [label for label in expected["labels"] if label not in labels]
    extra = [label for label in labels if label not in expected["labels"]]
    if missing:
        return Finding(expected["enum"], name, "drift", missing, extra, (
            "the enum %s has labels that the PostgreSQL type %s lacks: %s\n"
            "  the first row written with one fails with SQLSTATE 22P02, invalid input value for enum\n"
            "  remedy: run the migrations of this version first; they would hold %s"
            % (expected["enum"], name, ", ".join(map(_literal, missing)), " ".join(
                "ALTER TYPE %s.%s ADD VALUE %s;" % (_name(place[0]), _name(expected["type"]), _literal(label))
                for label in missing))))
    if extra:
        return Finding(expected["enum"], name, "superset", [], extra, (
            "the PostgreSQL type %s has labels that the enum %s does not know: %s; reading a row with one fails"
            % (name, expected["enum"], ", ".join(map(_literal, extra)))))
    return Finding(expected["enum"], name, "agrees", [], [], (
        "the enum %s and the PostgreSQL type %s have the same labels" % (expected["enum"], name)))


def _conclude(setting, rows, on_report):
    mode, because = setting
    report = Report(mode, because, [] if mode == "off" else judge(rows))
    lacks = any(_is_fatal(finding) for finding in report.findings)
    for finding in report.findings:
        if finding.verdict in ("superset", "unverifiable"):
            log.warning("%s", finding.message)
    for reason in EXPECTED["unknown"] if mode != "off" else []:
        log.warning("not checked: %s", reason)
    if lacks and mode == "warn":
        log.warning("%s", _message(report))
    elif not lacks:
        log.info("%s", "the guard is off: " + because if mode == "off" else (
            "%d enums were held against the database, and it lacks none of their labels" % len(report.findings)))
    if on_report is not None:
        on_report(report)
    if lacks and mode == "fail":
        raise DriftError(report)
    return report


def _is_fatal(finding):
    return finding.verdict in ("drift", "missing-type")


def _message(report):
    lines = [finding.message for finding in report.findings if _is_fatal(finding)]
    lines.append("  the mode is `%s`: %s; DOVETAIL_GUARD=warn or DOVETAIL_GUARD=off lets the application start all "
                 "the same" % (report.mode, report.because))
    return "\n".join(lines)


def _setting(asked):
    said = os.environ.get("DOVETAIL_GUARD", "").strip()
    if said.lower() in ("fail", "warn", "off"):
        return said.lower(), "the variable DOVETAIL_GUARD says so"
    if said:  # It was meant to change something: it must not stop a rollback.
        return "warn", "the variable DOVETAIL_GUARD is `%s`, which is none of fail, warn and off" % said
    if asked is not None:
        if asked not in ("fail", "warn", "off"):
            raise ValueError("mode is fail, warn or off, not %r" % (asked,))
        return asked, "the application asks for it"
    names = ("DOVETAIL_ENVIRONMENT", "APP_ENV", "ENVIRONMENT", "ENV")
    for name in names:
        value = os.environ.get(name, "").strip()
        if value:
            production = value.lower() in ("production", "prod", "live")
            return "warn" if production else "fail", "%s is `%s`, which is %s" % (
                name, value, "production" if production else "no production")
    return "fail", "nothing says that this is production (%s are not set)" % ", ".join(names)


def _rows(connection):
    if hasattr(connection, "exec_driver_sql"):  # SQLAlchemy's Connection
        was_in_transaction = connection.in_transaction()
        rows = connection.exec_driver_sql(QUERY).fetchall()
        if connection.in_transaction() and not was_in_transaction and hasattr(connection, "rollback"):
            connection.rollback()
        return rows
    if not hasattr(connection, "cursor"):  # SQLAlchemy's Engine
        with connection.connect() as opened:
            return _rows(opened)
    idle = _is_idle(connection)
    cursor = connection.cursor()
    try:
        cursor.execute(QUERY)
        rows = cursor.fetchall()
    finally:
        cursor.close()
    if idle:
        connection.rollback()
    return rows


async def _rows_async(connection):
    if hasattr(connection, "exec_driver_sql"):  # SQLAlchemy's AsyncConnection
        was_in_transaction = connection.in_transaction()
        rows = (await connection.exec_driver_sql(QUERY)).fetchall()
        if connection.in_transaction() and not was_in_transaction:
            await connection.rollback()
        return rows
    if hasattr(connection, "fetch"):  # asyncpg's Connection or Pool
        return await connection.fetch(QUERY)
    if not hasattr(connection, "cursor"):  # SQLAlchemy's AsyncEngine
        async with connection.connect() as opened:
            return await _rows_async(opened)
    idle = _is_idle(connection)
    async with connection.cursor() as cursor:
        await cursor.execute(QUERY)
        rows = await cursor.fetchall()
    if idle:
        await connection.rollback()
    return rows


def _is_idle(connection):
    """Whether psycopg's connection is in no transaction, so that none of the caller's is ended."""
    info = getattr(connection, "info", None)
    return int(getattr(info, "transaction_status", -1)) == 0


def _literal(label):
    return "'" + label.replace("'", "''") + "'"


def _name(name):
    return '"' + name.replace('"', '""') + '"'
