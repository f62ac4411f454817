"""create_table"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "f4f572233ae4"
down_revision = None
branch_labels = None
depends_on = None


def create_enum_2(name, *labels, schema=None):
    listed = ", ".join("'" + label.replace("'", "''") + "'" for label in labels)
    qualified = f'"{schema}"."{name}"' if schema else f'"{name}"'
    op.execute(f"CREATE TYPE {qualified} AS ENUM ({listed})")

state_type_3 = postgresql.ENUM("queued", "pending", "done", "failed", "auto", name="Status1", create_type=False)

NAME_5 = "auto"


def upgrade():
    create_enum_2("Status1", *[label for label in ("queued", "pending", "done", "failed", "auto",)])
    op.create_table(
        "user4",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("tier", state_type_3, nullable=True),
        sa.Column("previous", postgresql.ENUM("queued", "pending", "done", "failed", "auto", name="Status1", create_type=False), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=False), server_default=sa.text("now()"), nullable=False),
    )
    op.execute(
        "ALTER TYPE \"Status1\" RENAME "
        "TO \"Status1_old\""
    )
    op.execute("CREATE TYPE \"Status1\" AS ENUM ('queued', 'pending', 'returned', 'done', 'failed')")
    op.execute(sa.text("ALTER TABLE user4 ALTER COLUMN tier TYPE \"Status1\" USING tier::text::\"Status1\""))
    op.execute(
        """
        ALTER TABLE user4 ALTER COLUMN previous TYPE "Status1" USING previous::text::"Status1"
        """
    )
    op.execute("DROP TYPE \"Status1_old\"")


def downgrade():
    try:
        bind = op.get_bind()
        bind.execute(sa.text("ALTER TYPE \"Status1\" RENAME TO \"Status1_old\""))
        op.execute("CREATE TYPE \"Status1\" AS ENUM ('queued', 'pending', 'done', 'failed', '%s')" % (NAME_5, ))
        op.execute("ALTER TABLE user4 ALTER COLUMN tier TYPE \"Status1\" USING (CASE tier::text WHEN 'queued' THEN 'queued' ELSE tier::text END)::\"Status1\"")
        op.execute(
            """
            ALTER TABLE user4 ALTER COLUMN previous TYPE "Status1" USING previous::text::"Status1"
            """
        )
        op.execute("DROP TYPE \"Status1_old\"")
    except KeyError:
        raise
