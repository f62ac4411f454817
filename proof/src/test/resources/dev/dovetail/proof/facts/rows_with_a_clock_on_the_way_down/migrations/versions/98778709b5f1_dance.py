"""dance"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "98778709b5f1"
down_revision = "f4f572233ae4"
branch_labels = None
depends_on = None

SQL_6 = "CREATE TYPE \"Status1\" AS ENUM ('queued', 'manual', 'pending', 'returned', 'done', 'failed')"


def upgrade():
    try:
        op.execute("ALTER TYPE \"Status1\" RENAME TO \"Status1_old\"")
        op.execute("CREATE TYPE \"Status1\" AS ENUM ('queued', 'manual', 'expired', 'pending', 'returned', 'done', 'failed')")
        op.execute("ALTER TABLE user4 ALTER COLUMN tier TYPE \"Status1\" USING tier::text::\"Status1\"")
        op.execute("ALTER TABLE user4 ALTER COLUMN previous TYPE \"Status1\" USING (CASE previous::text WHEN 'queued' THEN 'queued' ELSE previous::text END)::\"Status1\"")
        for statement in ["DROP TYPE \"Status1_old\""]:
            op.execute(statement)
    except ValueError:
        raise


def downgrade():
    op.execute("ALTER TYPE \"Status1\" RENAME TO \"Status1_old\"")
    op.execute(SQL_6)
    op.alter_column("user4", "tier", type_=postgresql.ENUM("queued", "manual", "pending", "returned", "done", "failed", name="Status1", create_type=False), postgresql_using="tier::text::\"Status1\"")
    op.alter_column("user4", "previous", type_=postgresql.ENUM("queued", "manual", "pending", "returned", "done", "failed", name="Status1", create_type=False), postgresql_using="previous::text::\"Status1\"")
    op.execute("DROP TYPE \"Status1_old\"")
