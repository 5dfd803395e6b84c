"""Where the papers of a ledger are offered: the menu of a record, and that of chosen rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.kernel.feature import Feature
from app.kernel.papers import PaperKind
from ui.shell.desk import Desk


def fill_menu(menu: QMenu, desk: Desk, feature: Feature, page: QWidget, ids: Sequence[int]) -> None:
    """An entry for each kind of paper; those of the other set of 文书 stand below a line."""
    apart = False
    for kind, called in offered(desk, feature):
        if called != kind.title and not apart:
            menu.addSeparator()
            apart = True
        menu.addAction(f"{called}…", partial(open_paper, desk, feature, page, list(ids), kind.code))


def offered(desk: Desk, feature: Feature) -> tuple[tuple[PaperKind, str], ...]:
    """The papers of a ledger in the order they are offered, with what each is called here."""
    from app.papers.offering import offered as in_order

    with desk.workspace.store.read() as connection:
        return in_order(connection, feature.papers)


def open_paper(
    desk: Desk, feature: Feature, page: QWidget, ids: Sequence[int], code: str = ""
) -> QDialog | None:
    """The dialog for one record or for many; open, not yet answered."""
    if not ids or not feature.papers:
        return None
    dialog: QDialog
    if len(ids) == 1:
        from ui.papers.paper_dialog import PaperDialog

        dialog = PaperDialog(desk, feature, page, ids[0], code)
    else:
        from ui.papers.batch_dialog import BatchDialog

        dialog = BatchDialog(desk, feature, page, ids, code)
    dialog.open()
    return dialog
