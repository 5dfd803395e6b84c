"""打印卡片: the chosen records as cards, looked at before they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.kernel.feature import Feature
from app.ledgers.cards import card_pdf
from ui.printing.preview import preview_job
from ui.shell.desk import Desk
from ui.shell.notices import tell
from ui.shell.worker import Control


def print_cards(desk: Desk, feature: Feature, page: QWidget, ids: Sequence[int]) -> Control | None:
    """One card a record, all in one document."""
    if not ids:
        tell(page, "没有选中记录", "请先在表格里选中要打印卡片的记录，可以选多条。")
        return None
    store, chosen = desk.workspace.store, list(ids)
    title = f"{feature.ledger.title}卡片{desk.workspace.clock.today():%Y%m%d}"
    return preview_job(desk, page, title, lambda control: card_pdf(store, feature, chosen, control.report))
