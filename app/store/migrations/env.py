"""Alembic runs inside the connection it is given; it never opens a database of its own."""

from alembic import context

from app.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
