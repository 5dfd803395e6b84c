"""A look into a store without opening it, past SQLAlchemy: also while the window has it open, and before it is there."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from app.kernel.errors import Refusal
from app.paths import DATABASE
from app.store.dictionary import teach

BETWEEN = 100  # steps of SQLite's machine between two looks at the time
BUSY = 0.1  # seconds to wait for a store that is locked


def peek_rows(
    folder: Path, sql: str, given: Sequence[Any], work: float, stop: Callable[[], bool]
) -> list[tuple[Any, ...]] | None:
    """The rows of a question put as SQL; None where they cannot be had.

    Given up after ``work`` seconds of processor time (waiting for a slow disk is none), or once ``stop`` is true. The
    file is only read; nothing of its log is folded in.
    """
    path = folder / DATABASE
    if not path.exists():
        return None
    until = time.thread_time() + work
    try:
        with closing(_reading(path, BUSY)) as database:
            teach(database)
            database.set_progress_handler(lambda: stop() or time.thread_time() > until, BETWEEN)
            return database.execute(sql, given).fetchall()
    except sqlite3.Error:
        return None


def _reading(path: Path, patience: float = 5) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=patience)


def peek_settings(folder: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """The named settings that are there; none where there is no store. Raises Refusal where it cannot be read."""
    path = folder / DATABASE
    if not path.exists():
        return {}
    marks = ", ".join("?" for _ in names)
    try:
        with closing(_reading(path)) as database:
            found = database.execute(f"SELECT name, value FROM settings WHERE name IN ({marks})", names)
            return {name: json.loads(value) for name, value in found}
    except sqlite3.Error as fault:
        raise Refusal(f"读不出“{path}”里的工作日历和期限设置：{fault}。请打开窗口检查数据。") from fault
