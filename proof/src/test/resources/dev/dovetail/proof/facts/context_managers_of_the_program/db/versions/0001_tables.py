"""tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None



def upgrade():
    op.execute("CREATE TYPE state AS ENUM ('open', 'done')")
    op.create_table("tasks", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("state", sa.Text(), nullable=False))
    op.execute("INSERT INTO tasks (id, state) VALUES (1, 'open'), (2, 'done')")


def downgrade():
    op.drop_table("tasks")
    op.execute("DROP TYPE state")
