"""What this desk likes: text size, folded navigation, column widths. Kept beside the data, never in the registry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from app.paths import SCREEN

FILE = SCREEN
LIKINGS = re.compile(
    r".+\.(columns|widths|order|frozen|figure)(@.*)?$|.+\.(recent|favourites|pins\..+|group\..+)$"
)
"""What a person has arranged and would miss. Text size, theme, window and folders belong to the computer instead."""


class Preferences:
    """Small values by key; each is written as JSON so that it comes back as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under ``key``."""
        raw = self._kept.value(key)
        if not isinstance(raw, str):
            return default
        import json

        try:
            return json.loads(raw)
        except ValueError:
            return default

    def put(self, key: str, value: Any) -> None:
        """Keep a value; None forgets it."""
        import json

        if value is None:
            self._kept.remove(key)
        else:
            self._kept.setValue(key, json.dumps(value, ensure_ascii=True))

    def take_over(self, content: bytes) -> int:
        """Put in what persons had arranged according to another file of this kind; how many values these were.

        What this computer has and that file has not stays; text size, theme and the like are not touched.
        """
        import tempfile

        with tempfile.TemporaryDirectory() as room:
            other = Path(room) / FILE
            other.write_bytes(content)
            kept = QSettings(str(other), QSettings.Format.IniFormat)
            found = {key: kept.value(key) for key in kept.allKeys() if LIKINGS.fullmatch(key)}
        for key, value in found.items():
            if isinstance(value, str):
                self._kept.setValue(key, value)
        self._kept.sync()
        return len(found)

    def save(self) -> None:
        """Write to disk now."""
        self._kept.sync()
