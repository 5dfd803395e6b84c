"""一企一档: the file of one firm and its life line, over the list of firms."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.kernel.display import show
from app.kernel.feature import Record
from app.ledgers import browse, merging
from app.overview import lifeline
from ui.pages import ledger_actions as actions
from ui.pages.record_read import RecordRead
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.notices import Banner
from ui.shell.widgets import (
    Card,
    Drawing,
    EmptyState,
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
        self._line = Card("生命线")
        self._line_note = words("", "hint")
        self._line.tools.addWidget(self._line_note)
        self._events = QScrollArea()
        self._events.setWidgetResizable(True)
        self._line.body.addWidget(self._events, 1)
        body = row(left, self._line, gap=here.px(12))
        body.setStretch(1, 1)
        outer = column(head, body, gap=here.px(12))
        outer.setStretch(1, 1)
        outer.setContentsMargins(here.px(20), here.px(14), here.px(20), here.px(14))
        self.setLayout(outer)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.close_file)
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

    def _show_line(self, events: list[lifeline.Event]) -> None:
        self._line_note.setText(f"共 {len(events)} 件，最近的在前" if events else "")
        holder = QWidget()
        holder.setProperty("role", "sheet")
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, look().px(8), 0)
        box.setSpacing(0)
        if not events:
            box.addWidget(
                EmptyState("history", "还没有发生过什么", "检查、隐患、执法等记录会按日期排在这里。")
            )
        shown = events[:200]
        for year, group in groupby(shown, key=lambda event: event.day.year):
            box.addWidget(words(f"{year}年", "section"))
            box.addSpacing(look().px(6))
            members = list(group)
            for at, event in enumerate(members):
                box.addWidget(self._event(event, last=at == len(members) - 1))
        if len(events) > len(shown):
            box.addWidget(words(f"更早的 {len(events) - len(shown)} 件请到各台账中按单位查看。", "hint"))
        box.addStretch(1)
        self._events.setWidget(holder)

    def _event(self, event: lifeline.Event, *, last: bool) -> QWidget:
        here = look()
        feature = self._desk.feature(event.ledger)
        mark = Drawing(feature.ledger.icon, event.tone or "neutral")
        thread = QFrame()
        thread.setProperty("role", "rule")
        thread.setVisible(not last)
        rail = column(7, mark, row(None, thread, None, gap=0), gap=here.px(4))
        rail.setStretch(2, 1)
        day = words(f"{event.day.month}月{event.day.day}日", "second")
        day.setFixedWidth(here.px(60))
        open_it = button(event.title, kind="link", small=True)
        open_it.setAccessibleName(f"{event.day} {event.title} {event.detail}")
        open_it.clicked.connect(lambda _checked=False: self._desk.go(event.ledger, record=event.record_id))
        detail = words(event.detail, "second", wrap=True)
        detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        detail.setContentsMargins(here.px(5), 0, 0, 0)
        text = column(row(open_it, None), *((detail,) if event.detail else ()), here.px(12), gap=0)
        inside: QHBoxLayout = row(column(6, day, None, gap=0), rail, text, gap=here.px(8))
        inside.setStretch(2, 1)
        holder = QWidget()
        holder.setProperty("role", "sheet")
        holder.setLayout(inside)
        return holder


def open_enterprise(desk: Desk, page: LedgerPage, number: int) -> None:
    """What Enter on a firm does."""
    page.open_over(EnterprisePage(desk, page, number))


def _said(label: str, value: str) -> str:
    """A risk of 一般 needs its name; 在营 does not."""
    return f"{label} {value}" if "等级" in label else value
