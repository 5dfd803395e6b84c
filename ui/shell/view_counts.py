"""The counts behind the views in the navigation, made on the worker after every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.kernel.filters import Filter
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.marks import marks
from ui.shell.worker import Control

if TYPE_CHECKING:
    from ui.shell.navigation import Navigation

SOON = 400
Place = tuple[str, str]
"""A ledger and a view of it, by name."""


class ViewCounts(QObject):
    """Tells the navigation which views are pinned, and how many records each has."""

    def __init__(self, desk: Desk, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._desk, self._navigation = desk, navigation
        self._rules: dict[Place, Filter] = {}
        self._control: Control | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._count)
        desk.changes.happened.connect(lambda _change: self._timer.start())
        marks(desk).changed.connect(self.show_views)
        self.show_views()

    def show_views(self) -> None:
        """Read anew what is pinned."""
        from ui.tables.saved_views import saved_views

        mine, space = marks(self._desk), self._desk.workspace
        shown: dict[str, list[tuple[str, str]]] = {}
        self._rules = {}
        for name, feature in space.catalogue.items():
            pinned = mine.pinned(feature.ledger)
            if not pinned:
                continue
            views = {view.name: view for view in (*feature.ledger.views, *saved_views(space, feature))}
            found = [views[one] for one in pinned if one in views]
            shown[name] = [(view.name, view.title) for view in found]
            self._rules.update({(name, view.name): view.rule for view in found})
        self._navigation.show_views(shown)
        self._timer.start()

    def _count(self) -> None:
        if self._control is not None:
            self._control.cancel()
        space, rules = self._desk.workspace, dict(self._rules)

        def job(control: Control) -> dict[Place, int]:
            found = {}
            for (name, view), rule in rules.items():
                control.check()
                found[name, view] = browse.count(space.store, space.catalogue[name], rule)
            return found

        self._control = self._desk.worker.run(self, job, self._take)

    def _take(self, found: dict[Place, int]) -> None:
        self._control = None
        self._navigation.show_counts(found)
