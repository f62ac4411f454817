"""Plays versions of a service: each writes every label that it may, then reads every row.

request: {"url", "source": the text of its models, "writes": [label, ...]}, a line
answer: {"ok"}, or {"error": what kind, "message"}
"""

import json
import sys

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool


def play(request):
    models = {"__name__": "models"}
    exec(compile(request["source"], "models.py", "exec"), models)
    engine = create_engine(request["url"], poolclass=NullPool)
    with Session(engine) as session:
        for label in request["writes"]:
            session.add(models["Order"](status=models["OrderStatus"](label)))
            session.commit()
    with Session(engine) as session:
        for order in session.execute(select(models["Order"])).scalars():
            order.status.value


for line in sys.stdin:
    try:
        play(json.loads(line))
        answer = {"ok": True}
    except Exception as error:
        answer = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(answer), flush=True)
