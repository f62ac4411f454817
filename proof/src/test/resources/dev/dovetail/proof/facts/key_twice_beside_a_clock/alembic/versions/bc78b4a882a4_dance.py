"""dance"""

import contextlib
import enum
import functools

import sqlalchemy as sa
from alembic import context, op
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "bc78b4a882a4"
down_revision = "243a71fdc525"
branch_labels = None
depends_on = None


def upgrade():
    bind = op.get_bind()
    bind.execute(sa.text("ALTER TYPE role1_type RENAME TO role1_type_old"))
    op.execute("CREATE TYPE role1_type AS ENUM ('pending', 'failed', 'manual', 'closed', 'low', 'IN_PROGRESS', 'review')")
    op.get_bind().execute(sa.text("ALTER TABLE shipments_3 ALTER COLUMN state TYPE role1_type USING state::text::role1_type"))
    op.execute(sa.DDL("INSERT INTO shipments_3 (id, state) VALUES (7, 'low')"))


def downgrade():
    pass
