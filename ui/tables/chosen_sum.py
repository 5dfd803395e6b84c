"""What the chosen number cells come to: how many, their sum, their average; read off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from app.kernel.display import grouped
from app.kernel.feature import Feature, Record
from app.kernel.fields import Field
from app.ledgers import browse
from app.ledgers.figures import Figure, figures_of, numbers
from app.ledgers.figures import told as figures_told
from ui.shell.desk import Desk
from ui.shell.worker import Control
from ui.tables.ledger_view import LedgerView

SOON, MOST = 120, 20_000


class ChosenSum(QObject):
    """``said`` with the sentence, empty where no numbers are chosen. ``ask`` after every change of the selection.

    For whole rows it is the foot's figure of each number column; for a block of cells how many, sum and average.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, feature: Feature, view: LedgerView) -> None:
        super().__init__(view)
        self._desk, self._feature, self._view = desk, feature, view
        self.figure = Figure.SUM
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
        ids, fields, whole = self._chosen()
        if not ids or not fields:
            return
        store, feature, figure = self._desk.workspace.store, self._feature, self.figure

        def job(control: Control) -> str:
            found = browse.rows(store, feature, ids)
            control.check()
            if whole:
                said = figures_told(fields, figures_of(found.values(), fields, figure), figure)
                return f"其中{figure}：{said}" if said else ""
            return told(fields, found.values())

        self._control = self._desk.worker.run(self, job, self.said.emit)

    def _chosen(self) -> tuple[list[int], list[Field], bool]:
        """Ids and number fields of whole rows, or of one block of cells of one unit; which of the two it is."""
        spans, model = self._view.selectionModel().selection().toList(), self._view.rows
        count = sum(span.height() for span in spans)
        whole = all(span.width() == model.columnCount() for span in spans)
        if not spans or count > MOST or (len(spans) > 1 and not whole):
            return [], [], whole
        if count < 2 and (whole or spans[0].width() < 2):
            return [], [], whole
        fields = numbers(model.columns[spans[0].left() : spans[0].right() + 1])
        if not whole and len({field.unit for field in fields}) != 1:
            return [], [], whole
        rows = (one for span in spans for one in model.ids[span.top() : span.bottom() + 1])
        return [one for one in rows if one > 0], fields, whole  # a row not written yet has no number


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
    return f"{len(found):,} 格有数，合计 {grouped(total)}{unit}，平均 {grouped(average)}{unit}"
