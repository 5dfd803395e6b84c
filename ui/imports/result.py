"""写入之后: what was written, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ledgers.import_plan import CHANGED, NEW, SAME
from ui.imports.session import ImportSession
from ui.shell.look import look
from ui.shell.notices import ask
from ui.shell.widgets import Drawing, FigureCard, button, clear, column, row, words

SHOWN = (
    (NEW, "新增"),
    (CHANGED, "更新"),
    (SAME, "未变"),
    ("incomplete", "待完善"),
    ("refused", "退回"),
    ("skipped", "略过"),
)


class Result(QWidget):
    """Counts, 撤销本次导入, 导出退回的行, 查看台账."""

    def __init__(
        self, session: ImportSession, on_look: Callable[[], object], on_give_back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._session = session
        self._mark = Drawing("circle-check", "green", 44)
        self.title, self.text = words("", "title"), words("", "second", wrap=True)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards = row(gap=look().px(8))
        self.back = button("撤销本次导入", "undo-2", "danger", on_click=self._ask)
        self.returned = button("导出退回的行…", "file-down", on_click=on_give_back)
        self.see = button("查看台账", "arrow-right", on_click=on_look)
        acts = row(None, self.back, self.returned, self.see, None)
        inside = column(
            row(None, self._mark, None), self.title, self.text, 8, self._cards, 8, acts, gap=look().px(10)
        )
        outer = row(None, inside, None)
        outer.setStretch(1, 4)
        outer.setStretch(0, 1)
        outer.setStretch(2, 1)
        self.setLayout(column(None, outer, None, None))

    def show_done(self) -> None:
        """The import is on disk."""
        preview = self._session.preview
        if preview is None:
            return
        self._draw("circle-check", "green")
        ledger = preview.plan.feature.ledger
        written = preview.plan.count(NEW) + preview.plan.count(CHANGED)
        self.title.setText(f"已写入{ledger.title}台账 {written:,} {ledger.counter}")
        self.text.setText("写入前已备份。如果发现导错了，可以整次撤销，以后也可以在“导入记录”里撤销。")
        clear(self._cards)
        for name, title in SHOWN:
            card = FigureCard(title, f"{preview.figures[name]:,}")
            card.note.hide()
            self._cards.addWidget(card)
        self.returned.setVisible(bool(preview.plan.refused or preview.plan.skipped))
        self.back.setVisible(True)

    def show_undone(self, sentence: str) -> None:
        """The import was taken back."""
        self._draw("undo-2", "neutral")
        self.title.setText("已整次撤销，台账回到导入之前")
        self.text.setText(sentence)
        clear(self._cards)
        self.back.setVisible(False)

    def _draw(self, icon: str, tone: str) -> None:
        self._mark.draw(icon, tone)

    def _ask(self) -> None:
        text = "把这次导入的新增和更新全部撤销？之后又改过的记录会先提示您。"
        if ask(self, "撤销本次导入", text, "撤销本次导入", "不撤销", danger=True):
            self.back.setEnabled(False)
            self._session.take_back()
