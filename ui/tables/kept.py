"""How a person likes a table: widths, columns, order, what is frozen; kept by person and ledger."""

from __future__ import annotations

from typing import Any

from app.kernel.feature import Feature
from ui.shell.desk import Desk


class Kept:
    """Small values of one ledger and one person. What was kept before persons were told apart still counts."""

    def __init__(self, desk: Desk, feature: Feature) -> None:
        self._kept = desk.preferences
        self._name, self._store = feature.name, desk.workspace.store

    def get(self, what: str) -> Any:
        """What is kept, None where nothing is."""
        mine = self._kept.get(f"{self._name}.{what}@{self._store.who}")
        return mine if mine is not None else self._kept.get(f"{self._name}.{what}")

    def put(self, what: str, value: Any) -> None:
        """Keep it; None forgets it."""
        self._kept.put(f"{self._name}.{what}@{self._store.who}", value)
        if value is None:
            self._kept.put(f"{self._name}.{what}", None)
