"""What is chosen in a table, told by its records: so it is found again wherever another order puts them."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

if TYPE_CHECKING:
    from ui.tables.ledger_view import LedgerView

MOST = 1000
"""So many rows are found again; of more, scattered by another order, none: half a choice would deceive."""
PART = 5000
Flag = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True)
class Chosen:
    """The records of the rows touched (or ``every`` row), the columns from left to right, and the cell with the frame."""

    ids: tuple[int, ...] = ()
    every: bool = False
    left: int = 0
    right: int = -1
    current: int = 0
    column: int = -1

    @property
    def wanted(self) -> frozenset[int]:
        """The records whose places must be known."""
        return frozenset(one for one in (*self.ids, self.current) if one > 0)


def chosen_in(view: LedgerView) -> Chosen:
    """What is chosen now."""
    ids, current = view.rows.ids, view.currentIndex()
    spans = view.selectionModel().selection().toList()
    count = view.selected_count()
    every = bool(count) and count == len(ids)
    rows = (
        sorted({row for span in spans for row in range(span.top(), span.bottom() + 1)})
        if count <= MOST
        else []
    )
    return Chosen(
        () if every else tuple(ids[row] for row in rows if row < len(ids) and ids[row] > 0),
        every,
        min((span.left() for span in spans), default=0),
        max((span.right() for span in spans), default=-1),
        view.current_id(),
        current.column(),
    )


def places(ids: array[int], wanted: Collection[int]) -> dict[int, int]:
    """Where records stand in an order. In parts, so that other threads get their turn."""
    missing, found = set(wanted), dict[int, int]()
    for start in range(0, len(ids), PART):
        if not missing:
            break
        part = ids[start : start + PART]
        for one in missing.intersection(part):
            found[one] = start + part.index(one)
        missing -= found.keys()
    return found


def choose_again(view: LedgerView, chosen: Chosen, at: Mapping[int, int], *, scroll: bool = True) -> None:
    """Choose it again; what stands nowhere any more is left out. Without ``scroll`` the view stays where it is."""
    model, last = view.rows, view.rows.columnCount() - 1
    found = QItemSelection()

    def add(top: int, bottom: int) -> None:
        left, right = min(chosen.left, last), min(chosen.right, last)
        found.select(model.index(top, left), model.index(bottom, right))

    if chosen.right >= 0 and chosen.every:
        add(0, len(model.ids) - 1)
    elif chosen.right >= 0:
        rows = sorted(at[one] for one in chosen.ids if one in at)
        starts = [row for number, row in enumerate(rows) if not number or rows[number - 1] != row - 1]
        ends = [row for number, row in enumerate(rows, 1) if number == len(rows) or rows[number] != row + 1]
        for top, bottom in zip(starts, ends, strict=True):
            add(top, bottom)
    scrolls = view.hasAutoScroll()
    view.setAutoScroll(scroll and scrolls)
    row = model.row_of(chosen.current) if chosen.current < 0 else at.get(chosen.current, -1)
    if row >= 0:
        index = model.index(row, max(0, min(chosen.column, last)))
        view.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
    view.selectionModel().select(found, Flag.ClearAndSelect)
    view.setAutoScroll(scrolls)
