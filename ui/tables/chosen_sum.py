"""What the chosen number cells come to: how many, their sum, their average; read off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from app.kernel.display import plain
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field, Kind
from app.ledgers import browse
from ui.shell.desk import Desk
from ui.shell.worker import Control
from ui.tables.ledger_view import LedgerView

SOON, MOST = 120, 20_000
NUMBERS = (Kind.INT, Kind.MONEY)


class ChosenSum(QObject):
    """``said`` with the sentence, empty where no numbers are chosen. ``ask`` after every change of the selection."""

    said = Signal(str)

    def __init__(self, desk: Desk, feature: Feature, view: LedgerView) -> None:
        super().__init__(view)
        self._desk, self._feature, self._view = desk, feature, view
        self._control: Control | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._read)

    def ask(self) -> None:
        """The selection is another: what was said no longer holds."""
        if self._control is not None:
            self._control.cancel()
            self._control = None
        self.said.emit("")
        self._timer.start()

    def _read(self) -> None:
        ids, fields = self._chosen()
        if not ids or not fields:
            return
        store, feature = self._desk.workspace.store, self._feature

        def job(control: Control) -> str:
            found = browse.rows(store, feature, ids)
            control.check()
            return told(fields, found.values())

        self._control = self._desk.worker.run(self, job, self.said.emit)

    def _chosen(self) -> tuple[list[int], list[Field]]:
        """Ids and number fields of one block of cells; whole rows are chosen for other things."""
        spans = self._view.selectionModel().selection().toList()
        model = self._view.rows
        if len(spans) != 1 or spans[0].width() == model.columnCount() or spans[0].height() > MOST:
            return [], []
        if spans[0].height() * spans[0].width() < 2:
            return [], []
        fields = [
            field for field in model.columns[spans[0].left() : spans[0].right() + 1] if field.kind in NUMBERS
        ]
        if len({field.unit for field in fields}) != 1:
            return [], []
        ids = model.ids[spans[0].top() : spans[0].bottom() + 1]
        return [one for one in ids if one > 0], fields  # a row that is not written yet has no number


def told(fields: Sequence[Field], rows: Iterable[Record]) -> str:
    """12 格有数，合计 3.4 万元，平均 0.28 万元; empty where no cell holds a number."""
    found = [
        value for row in rows for field in fields if isinstance(value := row.get(field.name), int | Decimal)
    ]
    if not found:
        return ""
    unit = f" {fields[0].unit}" if fields[0].unit else ""
    total = sum((Decimal(value) for value in found), Decimal(0))
    average = (total / len(found)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{len(found):,} 格有数，合计 {plain(total)}{unit}，平均 {plain(average)}{unit}"
