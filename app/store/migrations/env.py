"""Alembic runs inside the connection it is given; it never opens a database of its own."""

from typing import Any, Literal

from alembic import context

from app.store.base import Base
from app.store.database_file import is_record_table
from app.store.types import Money, Names


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A migration names SQL's own types: it must still run when ours have changed."""
    if kind == "type" and isinstance(item, Names):
        return "sa.Text()"
    if kind == "type" and isinstance(item, Money):
        return "sa.BigInteger()"
    return False


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    """The search index is no table of the declarations."""
    return kind != "table" or name is None or is_record_table(name)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=ours,
    render_as_batch=True,
    render_item=plain_types,
    transactional_ddl=False,
)
context.run_migrations()
