"""steps"""

from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


@dataclass
class Add:
    kind: str
    label: str


class Labels:
    def __init__(self, *labels):
        self.labels = labels

    def __or__(self, label):
        return Labels(*self.labels, label)

    def __iter__(self):
        return iter(self.labels)

    def __contains__(self, label):
        return label in self.labels

    def __str__(self):
        return ", ".join(f"'{label}'" for label in self)


STEPS = [("create", "state", Labels("open") | "done"), Add("state", "late"), {"drop": "old"}, None]


def upgrade():
    for step in STEPS:
        match step:
            case ("create", name, Labels() as labels) if "done" in labels:
                op.execute(f"CREATE TYPE {name} AS ENUM ({labels})")
            case Add(kind, label=text):
                op.execute(f"ALTER TYPE {kind} ADD VALUE '{text}'")
            case {"drop": str(name)}:
                op.execute(f"DROP TYPE IF EXISTS {name}")
            case _:
                op.execute("CREATE TABLE the_rest (state state DEFAULT 'open')")


def downgrade():
    op.execute("DROP TABLE the_rest")
    op.execute("DROP TYPE state")
