"""What alembic runs: the migrations, in the transaction that migrate.py has begun."""

from alembic import context

from server.stores.tables.every import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite can't alter most things in place
    target_metadata=METADATA,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
