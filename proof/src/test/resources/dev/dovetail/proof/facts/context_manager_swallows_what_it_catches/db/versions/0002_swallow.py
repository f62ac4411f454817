"""swallow"""

from contextlib import contextmanager, suppress

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


@contextmanager
def existing():
    try:
        yield
    except sa.exc.ProgrammingError:
        pass


def upgrade():
    with existing():
        op.execute("CREATE TYPE state AS ENUM ('open')")
    op.execute("ALTER TYPE state RENAME TO other")


def downgrade():
    pass
