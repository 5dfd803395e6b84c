"""The tab 文书 of a record: what was issued for it, and what can be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.kernel.feature import Feature, Record
from app.masterdata.organ import read_organ
from ui.papers import listed
from ui.papers.offer import fill_menu
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import button, clear, column, icon_button, line, menu_button, pill, row, words
from ui.shell.worker import Control

if TYPE_CHECKING:
    from app.papers.issued import Issued


class RecordPapers(QWidget):
    """Read again whenever something was written."""

    def __init__(self, desk: Desk, feature: Feature, record: Record) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._desk, self._feature = desk, feature
        number = record.get("id")
        assert isinstance(number, int)
        self._record = number
        self.papers: list[Issued] = []
        self._late = 0
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look().px(10))
        menu = QMenu()
        menu.aboutToShow.connect(partial(self._fill, menu))
        top = row(menu_button("开文书", "stamp", menu), None)
        self.setLayout(column(top, self._lines, None, gap=look().px(10)))
        desk.changes.happened.connect(self.reload)
        self.reload()

    def reload(self, _change: object = None) -> None:
        """Read the list."""
        store, ledger, record = self._desk.workspace.store, self._feature.name, self._record

        def job(_control: Control) -> tuple[list[Issued], int]:
            from app.papers import issued

            with store.read() as connection:
                return issued.papers(connection, ledger, record), read_organ(connection).receipt_days

        self._desk.worker.run(self, job, self._show)

    def _fill(self, menu: QMenu) -> None:
        """The dialog belongs to the window, which stays when this tab is made anew."""
        menu.clear()
        fill_menu(menu, self._desk, self._feature, self.window(), [self._record])

    def _show(self, both: tuple[list[Issued], int]) -> None:
        found, self._late = both
        self.papers = found
        clear(self._lines)
        if not found:
            self._lines.addWidget(words("还没有签发过文书。", "hint"))
        served = listed.served_kinds(self._desk.workspace.catalogue)
        for one in reversed(found):
            self._lines.addWidget(self._line(one, served))

    def _line(self, one: Issued, served: frozenset[str]) -> QWidget:
        word, tone = listed.state_of(one, served, self._desk.workspace.clock.today(), self._late)
        title = button(one.title, kind="link", small=True)
        title.setAccessibleName(f"查看{one.title}{one.number or ''}")
        title.clicked.connect(lambda _checked=False: listed.open_issued(self._desk, self.window(), one))
        more = icon_button("ellipsis", f"{one.title}{one.number or ''}：重新打印、送达、作废")
        menu = listed.menu_of(self._desk, self.window(), one, served)
        menu.setParent(more, menu.windowFlags())
        more.setMenu(menu)
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        told = [f"{one.issued_on} 签发"]
        if one.served_on is not None:
            told.append(f"{one.served_on} 送达")
        if one.voided:
            told.append(f"作废原因：{one.void_reason or ''}")
        inside = column(row(title, None, pill(word, tone), more, gap=look().px(4)), gap=2)
        if one.number:
            inside.addWidget(words(one.number, wrap=True))
        inside.addWidget(words("　".join(told), "hint", wrap=True))
        if not one.voided and one.served_on is None and one.kind in served:
            go = button("登记送达", "check", "link", small=True)
            go.setAccessibleName(f"登记送达：{one.title}{one.number or ''}")
            go.clicked.connect(lambda _checked=False: listed.ask_receipt(self._desk, self.window(), one))
            inside.addLayout(row(go, None))
        inside.addWidget(line())
        holder = QWidget()
        holder.setProperty("role", "sheet")
        holder.setLayout(inside)
        return holder
