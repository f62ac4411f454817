"""second"""

import os

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


HERE = os.path.dirname(os.path.abspath(__file__))


def run(name):
    with open(os.path.join(HERE, "..", "sql", name), encoding="utf-8") as file:
        for statement in file.read().split(";"):
            if statement.strip():
                op.execute(sa.text(statement))


def upgrade():
    run("up.sql")


def downgrade():
    op.execute("ALTER TABLE tasks DROP COLUMN state")
