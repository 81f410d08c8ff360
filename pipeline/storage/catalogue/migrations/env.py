"""Alembic's environment; uses the connection opened by the catalogue."""

from alembic import context

from pipeline.storage.catalogue.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # an interrupted migration is rolled back
)
with context.begin_transaction():
    context.run_migrations()
