"""Where the program's own files lie, and where the office's data goes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
TEMPLATES = ROOT / "reports_templates"
DATABASE = "safety-ledger.db"
"""The store's file in the data folder."""
SCREEN = "screen.ini"
"""What each person likes on the screen, beside the store: columns, favourites, pinned views."""


def data_folder() -> Path:
    """The user's data folder for this program on this system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "safety-ledger"
