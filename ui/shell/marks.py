"""What one person keeps at hand: favourite records, those opened last, pinned views. Kept beside the data, by name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.kernel.ledger import Ledger
from ui.shell.changes import Changes
from ui.shell.desk import Desk
from ui.shell.preferences import Preferences

RECENT, FAVOURITES = 12, 60
Mark = tuple[str, int]
"""A ledger's name and a record's id."""


class Marks(QObject):
    """``changed`` when something was marked or unmarked."""

    changed = Signal()

    def __init__(self, preferences: Preferences, who: str, parent: Changes) -> None:
        super().__init__(parent)
        self._preferences, self._who = preferences, who
        parent.signed.connect(self._sign)

    def _sign(self, who: str) -> None:
        """Somebody else sits down."""
        self._who = who
        self.changed.emit()

    def recent(self) -> list[Mark]:
        """The records opened last, the last one first."""
        return self._marks("recent")

    def opened(self, ledger: str, record: int) -> None:
        """A record was opened."""
        others = [one for one in self.recent() if one != (ledger, record)]
        self._keep("recent", [(ledger, record), *others][:RECENT])

    def favourites(self) -> list[Mark]:
        """The starred records, the last one first."""
        return self._marks("favourites")

    def is_favourite(self, ledger: str, record: int) -> bool:
        """Is it starred?"""
        return (ledger, record) in self.favourites()

    def toggle(self, ledger: str, record: int) -> bool:
        """Star a record or take its star; answers whether it has one now."""
        marks = self.favourites()
        starred = (ledger, record) not in marks
        marks = [(ledger, record), *marks] if starred else [one for one in marks if one != (ledger, record)]
        self._keep("favourites", marks[:FAVOURITES])
        self.changed.emit()
        return starred

    def pinned(self, ledger: Ledger) -> list[str]:
        """Names of the views shown in the navigation; at first those of the ledger's warnings."""
        kept = self._get(f"pins.{ledger.name}")
        if isinstance(kept, list):
            return [str(one) for one in kept]
        warnings = [alert.rule for alert in ledger.alerts]
        return [view.name for view in ledger.views if view.rule in warnings]

    def pin(self, ledger: Ledger, view: str, *, on: bool) -> None:
        """Show a view in the navigation, or no longer."""
        others = [one for one in self.pinned(ledger) if one != view]
        self._put(f"pins.{ledger.name}", [*others, view] if on else others)
        self.changed.emit()

    def renamed(self, ledger: Ledger, before: str, after: str) -> None:
        """A view has another name: a pin stays a pin."""
        self._put(f"pins.{ledger.name}", [after if one == before else one for one in self.pinned(ledger)])
        self.changed.emit()

    def group(self, ledger: str) -> dict[str, Any]:
        """How this person has a ledger grouped: ``field``, ``step``, ``order``; empty where not at all."""
        kept = self._get(f"group.{ledger}")
        return kept if isinstance(kept, dict) else {}

    def keep_group(self, ledger: str, wish: dict[str, Any]) -> None:
        """Remember it."""
        self._put(f"group.{ledger}", wish or None)

    def _marks(self, key: str) -> list[Mark]:
        kept = self._get(key)
        return [(str(one[0]), int(one[1])) for one in kept] if isinstance(kept, list) else []

    def _keep(self, key: str, marks: list[Mark]) -> None:
        self._put(key, [list(one) for one in marks])

    def _get(self, key: str) -> Any:
        return self._preferences.get(f"{self._who}.{key}")

    def _put(self, key: str, value: Any) -> None:
        self._preferences.put(f"{self._who}.{key}", value)


def marks(desk: Desk) -> Marks:
    """The marks of whoever sits at this desk; one for all pages, so that each hears of the others."""
    found = desk.changes.findChild(Marks)
    return found or Marks(desk.preferences, desk.workspace.store.who, desk.changes)
