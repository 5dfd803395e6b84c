"""News of what was written, for every view to refresh what is stale."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """``happened`` carries an :class:`app.kernel.change.Change`. No widget pokes another."""

    happened = Signal(object)
