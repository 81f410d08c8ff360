"""Alembic's environment: it uses the connection that the catalogue has opened."""

from alembic import context

from pipeline.storage.catalogue.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,  # a run that is killed half way leaves the tables as they were
)
with context.begin_transaction():
    context.run_migrations()
