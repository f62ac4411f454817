"""ids out of text"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("branding", sa.Column("id", postgresql.UUID(), primary_key=True), sa.Column("name", sa.Text()))
    op.execute("UPDATE branding SET id = uuid_in(md5(name)::cstring)")
    op.execute("CREATE TYPE state AS ENUM ('open', 'done')")


def downgrade():
    op.execute("DROP TYPE state")
    op.drop_table("branding")
