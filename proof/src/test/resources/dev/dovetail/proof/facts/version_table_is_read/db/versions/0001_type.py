"""type"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None



def upgrade():
    op.execute("CREATE TYPE state AS ENUM ('open')")


def downgrade():
    op.execute("DROP TYPE state")
