"""A look at a store's settings without opening it: also while the window has it open."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from app.kernel.errors import Refusal
from app.paths import DATABASE


def peek_settings(folder: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """The named settings that are there; none where there is no store. Raises Refusal where it cannot be read."""
    path = folder / DATABASE
    if not path.exists():
        return {}
    marks = ", ".join("?" for _ in names)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute(f"SELECT name, value FROM settings WHERE name IN ({marks})", names)
            return {name: json.loads(value) for name, value in found}
    except sqlite3.Error as fault:
        raise Refusal(f"读不出“{path}”里的工作日历和期限设置：{fault}。请打开窗口检查数据。") from fault
