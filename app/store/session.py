"""Opening the store, and the two ways in: reading, and writing in one transaction after another."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from app.kernel.clock import Clock
from app.kernel.errors import Cancelled
from app.kernel.feature import Catalogue
from app.store.dictionary import teach

APPLICATION_ID = 0x414A5441  # "AJTA", 安监台账
STEPS = 200_000  # of SQLite's machine between two questions whether to stop, some 10 ms: each question takes the interpreter
SMALL_CACHE, LARGE_CACHE = "PRAGMA cache_size=-8192", "PRAGMA cache_size=-65536"
"""KiB at most: large while writing, so that the indexes of an import stay within reach."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=5000",
    "PRAGMA temp_store=MEMORY",
    SMALL_CACHE,
)


@dataclass
class Store:
    """The office's database. ``who`` signs the journal; ``clock`` dates it; ``catalogue`` holds its ledgers."""

    path: Path
    engine: Engine
    clock: Clock
    who: str = ""
    catalogue: Catalogue = field(default_factory=dict)
    _writing: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def read(self, stop: Callable[[], bool] | None = None) -> Iterator[Connection]:
        """A connection that sees one state of the store; to be used in the thread that opened it.

        ``stop`` is asked again and again while SQLite works; once it is true the query ends with ``Cancelled``.
        """
        with self.engine.connect() as connection, connection.begin():
            if stop is None:
                yield connection
                return
            raw: Any = connection.connection.driver_connection
            raw.set_progress_handler(stop, STEPS)
            try:
                yield connection
            except OperationalError as error:
                if getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                    raise Cancelled from error
                raise
            finally:
                raw.set_progress_handler(None, STEPS)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, all or nothing; one writer at a time."""
        with self._writing, self.engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            raw: Any = connection.connection.driver_connection
            with connection.begin():
                raw.execute(LARGE_CACHE)
                yield connection
                raw.execute(SMALL_CACHE)

    def moment(self) -> str:
        """Now, to the second, for journals."""
        return self.clock.now().isoformat(sep=" ", timespec="seconds")

    def close(self) -> None:
        """Give back every connection; the write-ahead log is folded in."""
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.engine.dispose()


def connect(path: Path, clock: Clock, who: str, catalogue: Catalogue) -> Store:
    """An engine with the connection rules of the house; does not look at what is in the file."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _rules(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(pragma)
        teach(raw)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return Store(path, engine, clock, who, catalogue)
