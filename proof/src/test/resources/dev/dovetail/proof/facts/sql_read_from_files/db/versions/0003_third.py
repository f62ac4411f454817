"""third"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"



def upgrade():
    path = Path(__file__).resolve().parents[1] / "sql" / f"{revision}.sql"
    op.execute(path.read_text())


def downgrade():
    pass
