"""News of what was written, for every view to refresh what is stale."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """``happened`` carries an :class:`app.kernel.change.Change`. ``signed`` the name the journal
    carries from now on. ``dawned`` the day that has begun; ``happened`` follows it. No widget pokes another.
    """

    happened = Signal(object)
    signed = Signal(str)
    dawned = Signal(object)
