"""read"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"



def upgrade():
    bind = op.get_bind()
    bind.execute(sa.text("SELECT version_num FROM alembic_version")).fetchall()
    op.execute("SELECT * FROM alembic_version WHERE version_num = '0001'")
    op.execute("ALTER TYPE state RENAME VALUE 'open' TO 'opened'")


def downgrade():
    op.execute("ALTER TYPE state RENAME VALUE 'opened' TO 'open'")
