"""What this desk likes: text size, folded navigation, column widths. Kept beside the data, never in the registry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

FILE = "screen.ini"


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

    def save(self) -> None:
        """Write to disk now."""
        self._kept.sync()
