"""The manual's pages for one office."""

from __future__ import annotations

from app.bootstrap import Workspace
from app.dispatch.definition import read_table
from app.kernel.errors import Refusal
from app.overview.manual import Article, articles
from ui.shell.keys import as_markdown


def all_articles(workspace: Workspace) -> list[Article]:
    """The manual for this office's ledgers and tables; a faulty table is left out."""
    tables = []
    with workspace.store.read() as connection:
        for table_id in workspace.tables:
            try:
                tables.append(read_table(connection, workspace.catalogue, table_id))
            except Refusal:
                continue
    return articles(workspace.catalogue, tables, keys=as_markdown())
