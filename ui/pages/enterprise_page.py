"""一企一档: the file of one firm and its life line, over the list of firms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QMenu,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.kernel.display import show
from app.kernel.feature import Record
from app.ledgers import browse, merging
from app.overview import blacklist_marks, lifeline
from ui.cases.suggested import SuggestedCases
from ui.pages import ledger_actions as actions
from ui.pages.enterprise_line import KeyLine, LifeLineCard
from ui.pages.history_view import HistoryDialog
from ui.pages.record_read import RecordRead
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import (
    Card,
    button,
    clear,
    column,
    icon_button,
    menu_button,
    pill,
    row,
    words,
)

if TYPE_CHECKING:
    from ui.pages.ledger_page import LedgerPage

FILE_WIDTH = 400


class EnterprisePage(QWidget):
    """Lies over the list until 返回 or Esc."""

    def __init__(self, desk: Desk, page: LedgerPage, number: int) -> None:
        super().__init__(page)
        self._desk, self._page, self._number = desk, page, number
        self._feature = page.feature
        here = look()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        back = icon_button("arrow-left", "返回企业台账（Esc）", self.close_file, size=18)
        self._title = words("", "title")
        self._pills = row(gap=here.px(6))
        self._steps = row()
        head = row(back, self._title, self._pills, None, self._steps, gap=here.px(10))
        self._notice = column()
        self._file = QScrollArea()
        self._file.setWidgetResizable(True)
        self._file.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = Card("企业档案")
        left.body.addLayout(self._notice)
        left.body.addWidget(self._file, 1)
        left.setFixedWidth(here.px(FILE_WIDTH))
        self._line = LifeLineCard(desk)
        self._line.own_wanted.connect(self._history)
        self._keys = KeyLine(self._line.only)
        right = column(self._keys, self._line, gap=here.px(12))
        right.setStretch(1, 1)
        body = row(left, right, gap=here.px(12))
        body.setStretch(1, 1)
        self._marks = column(gap=here.px(6))
        outer = column(head, self._marks, SuggestedCases(desk, number), body, gap=here.px(12))
        outer.setStretch(3, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        desk.changes.happened.connect(self.refresh)
        self.refresh()

    def refresh(self, _change: object = None) -> None:
        """Read file and life line again."""
        record = browse.record(self._desk.workspace.store, self._feature, self._number)
        if record is None or record.get("deleted_at") is not None:
            self.close_file()
            return
        self._show_file(record)
        space, number = self._desk.workspace, self._number
        self._desk.worker.run(
            self,
            lambda _control: lifeline.of_enterprise(space.store, space.catalogue, number),
            self._show_line,
        )

        self._desk.worker.run(
            self, lambda _control: blacklist_marks.marks_of(space.store, number), self._show_marks
        )

    def _show_marks(self, found: list[blacklist_marks.Mark]) -> None:
        clear(self._marks)
        for mark in found:
            go = button("打开", "external-link", small=True)
            go.setAccessibleName(f"打开{mark.title}")
            go.clicked.connect(lambda _checked=False, one=mark: self._desk.go(one.ledger, record=one.record))
            self._marks.addWidget(Banner(f"{mark.title}　{mark.sentence}", mark.tone, go))

    def _show_line(self, found: lifeline.LifeLine) -> None:
        self._keys.show_keys(found.keys)
        self._line.show_line(found)

    def close_file(self) -> None:
        """Back to the list."""
        self._page.close_over(self)

    def _show_file(self, record: Record) -> None:
        self._title.setText(show(record.get("name")) or "（未填名称）")
        clear(self._pills)
        ledger = self._feature.ledger
        for field in ledger.fields:
            if field.tones and record.get(field.name) not in (None, "", ()):
                value = record[field.name]
                self._pills.addWidget(pill(_said(field.label, show(value)), field.tone(value) or "neutral"))
        clear(self._notice)
        note = show(record.get("incomplete_note"))
        if note:
            self._notice.addWidget(Banner(f"待完善：{note}", "amber"))
        if record.get("voided"):
            self._notice.addWidget(Banner(f"已作废：{show(record.get('void_reason'))}", "red"))
        content = RecordRead(self._feature, record)
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        inside = column(content)
        inside.setContentsMargins(0, 0, look().px(8), 0)
        holder.setLayout(inside)
        self._file.setWidget(holder)
        self._show_steps(record)

    def _show_steps(self, record: Record) -> None:
        clear(self._steps)
        desk, feature, number = self._desk, self._feature, self._number
        menu = QMenu()
        for name, other in desk.workspace.catalogue.items():
            fields = {field.name for field in other.ledger.fields}
            if name != feature.name and "enterprise_name" in fields:
                given = {"enterprise_name": record.get("name")}
                menu.addAction(f"新增{other.ledger.title}", partial(desk.go, name, new=True, given=given))
        more = QMenu()
        if record.get("voided"):
            more.addAction("撤销作废", partial(actions.unvoid, desk, feature, self, [number]))
        else:
            more.addAction("作废…", partial(actions.void, desk, feature, self, [number]))
        more.addAction("记录历史…", self._history)
        more.addAction("与另一家合并…", self._merge)
        more.addAction("删除…", partial(actions.delete, desk, feature, self, [number]))
        change = partial(actions.change_record, desk, feature, self, number)
        self._steps.addWidget(menu_button("登记", "plus", menu))
        self._steps.addWidget(menu_button("更多", "ellipsis", more))
        self._steps.addWidget(button("修改", "pencil", "primary", on_click=change))

    def _merge(self) -> None:
        """Two files that are one firm: choose the other, then which file stays."""
        from ui.pages.merge_dialog import MergeDialog

        dialog = MergeDialog(self._desk, self, self._number)
        if dialog.exec() and dialog.pair is not None:
            keep, gone = dialog.pair
            store = self._desk.workspace.store
            self._number = keep
            self._desk.write(self, lambda _control: merging.merge_firms(store, keep, gone))

    def _history(self) -> None:
        """Who changed what in the firm's own file."""
        record = browse.record(self._desk.workspace.store, self._feature, self._number)
        if record is not None:
            HistoryDialog(self._desk, self._feature, record, self.window()).open()


def open_enterprise(desk: Desk, page: LedgerPage, number: int) -> None:
    """What Enter on a firm does."""
    page.open_over(EnterprisePage(desk, page, number))


def _said(label: str, value: str) -> str:
    """A risk of 一般 needs its name; 在营 does not."""
    return f"{label} {value}" if "等级" in label else value
