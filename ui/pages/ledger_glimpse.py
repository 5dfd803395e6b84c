"""What a ledger's page shows when it opens, written down for the next start; and the way from that glimpse to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.ledgers.glimpse_question import question
from ui.shell.glimpse import Heading, Place, Sight
from ui.tables.entry_view import EntryView
from ui.tables.ledger_model import RIGHT

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage


def sight(page: LedgerPage, look: str) -> Sight | None:
    """What a page that shows what it opens with shows first; None where it has nothing."""
    view = page.table.view
    if not (view.isVisible() and page.table.count):
        return None
    assert isinstance(view, EntryView)
    title = page.header.title.mapTo(page.window(), QPoint(0, 0))
    fields, order = view.rows.columns, view.head.order
    headings = [
        Heading(
            view.rows.heading(field),
            view.columnWidth(place),
            field.kind in RIGHT,
            *order.get(place, (0, False)),
        )
        for place, field in enumerate(fields)
    ]
    feature = page.feature
    return Sight(
        feature.name,
        feature.ledger.title,
        look,
        _margins(view),
        _margins(page.card),
        _margins(page),
        [title.x(), page.header.mapTo(page.window(), QPoint(0, 0)).y()],
        view.verticalHeader().defaultSectionSize(),
        view.horizontalHeader().height(),
        view.verticalHeader().width(),
        headings,
        question(
            page.desk.workspace.store,
            feature,
            page.views[0].rule,
            view.kept_order(),
            fields,
            view.rows.column_of(view.rows.alert_column),
        ),
    )


def _margins(part: QWidget) -> list[int]:
    """How far it stands from the window's edges: left, top, right, bottom."""
    window = part.window()
    at = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    return [at.left(), at.top(), window.width() - 1 - at.right(), window.height() - 1 - at.bottom()]


def go_on(page: LedgerPage, place: Place) -> None:
    """Stand where somebody stood in the glimpse, and open the record that was wished for."""
    view = page.table.view
    assert isinstance(view, EntryView)
    row = view.rows.row_of(place.record_id) if place.record_id else -1
    if row >= 0:
        view.go(row, place.column)
    view.verticalScrollBar().setValue(place.scrolled)
    view.horizontalScrollBar().setValue(place.aside)
    if place.wished and row >= 0:
        page.open_record(place.record_id)
