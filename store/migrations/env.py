"""Alembic's entry: the connection is handed in, so that a migration is part of its caller's transaction."""

from alembic import context

from store import erasure_tables, running_tables, sla_tables  # noqa: F401 - their tables belong to the metadata
from store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
