"""Runs the migrations of bindings."""

import os

from alembic import context
import app.models  # noqa: F401
import app.more  # noqa: F401
from app.base import Base
from sqlalchemy import create_engine, pool
from sqlmodel import SQLModel

target_metadata = [Base.metadata, SQLModel.metadata]
url = os.environ.get("DATABASE_URL") or context.config.get_main_option("sqlalchemy.url")

if context.is_offline_mode():
    context.configure(url=url, target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url, poolclass=pool.NullPool).connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()
