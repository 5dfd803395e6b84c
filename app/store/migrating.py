"""Carrying an older store to the present form: foreign keys off, rows counted before and after, all or nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event, inspect

from app.kernel.errors import Refusal
from app.store.database_file import is_record_table


def configuration(connection: Connection) -> Config:
    """Alembic's view of our migrations, on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def migrate(path: Path, revision: str = "head") -> None:
    """Upgrade the database; raises Refusal (and changes nothing) where a row or a link would be lost."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _plain(raw: object, _record: object) -> None:
        raw.isolation_level = None  # type: ignore[attr-defined]
        raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.connect() as connection, connection.begin():
            before = _counts(connection)
            command.upgrade(configuration(connection), revision)
            after = _counts(connection)
            lost = [name for name, rows in before.items() if name in after and after[name] < rows]
            if lost or connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise Refusal("升级数据库时发现会丢失记录，已停止，数据保持原样。请联系技术支持。")
    finally:
        engine.dispose()


def _counts(connection: Connection) -> dict[str, int]:
    tables = filter(is_record_table, inspect(connection).get_table_names())
    names = [name for name in tables if name != "alembic_version"]
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}
