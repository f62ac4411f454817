package dev.dovetail.proof.invention;

import dev.dovetail.migrations.Stack.Driver;

/** An env.py, as services have them. */
final class EnvText {

  private EnvText() {}

  static String of(Service.Surroundings surroundings, Driver driver) {
    String options =
        (surroundings.transactionPerMigration()
                ? "            transaction_per_migration=True,\n"
                : "")
            + (surroundings.includeSchemas() ? "            include_schemas=True,\n" : "");
    String metadata =
        surroundings.conventions()
            ? "from app.models import metadata as target_metadata\n"
            : "target_metadata = None\n";
    return driver == Driver.ASYNCPG ? asynchronous(metadata, options) : plain(metadata, options);
  }

  private static String plain(String metadata, String options) {
    return """
    import os

    from alembic import context
    from sqlalchemy import create_engine, pool

    %s

    def run_migrations_online():
        engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
        with engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=target_metadata,
    %s        )
            with context.begin_transaction():
                context.run_migrations()


    run_migrations_online()
    """
        .formatted(metadata, options);
  }

  private static String asynchronous(String metadata, String options) {
    return """
    import asyncio
    import os

    from alembic import context
    from sqlalchemy import pool
    from sqlalchemy.ext.asyncio import create_async_engine

    %s

    def do_run_migrations(connection):
        context.configure(
                connection=connection,
                target_metadata=target_metadata,
    %s    )
        with context.begin_transaction():
            context.run_migrations()


    async def run_migrations_online():
        engine = create_async_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
        async with engine.connect() as connection:
            await connection.run_sync(do_run_migrations)
        await engine.dispose()


    asyncio.run(run_migrations_online())
    """
        .formatted(metadata, options);
  }
}
