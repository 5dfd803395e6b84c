"""What does not reconcile, line by line: an icon, a word, a sentence, and the way to figure and record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.dispatch.reconcile import FALL, RED, Finding
from ui.dispatch.records_list import RecordsDialog
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import Drawing, button, clear, column, line, pill, row, words

WORDS = {"red": ("不符", "circle-alert"), "amber": ("提示", "triangle-alert")}


def summary(findings: Sequence[Finding]) -> tuple[str, str]:
    """A sentence and its tone: 2 项不符，1 项提示."""
    red = sum(one.severity == RED for one in findings)
    amber = len(findings) - red
    parts = [f"{red} 项不符"] * bool(red) + [f"{amber} 项提示"] * bool(amber)
    return "，".join(parts) or "全部相符", "red" if red else "amber" if amber else "green"


def finding_line(finding: Finding) -> QWidget:
    """Icon, word and sentence."""
    word, drawing = WORDS.get(finding.severity, WORDS["amber"])
    icon = Drawing(drawing, finding.severity)
    text = words(finding.sentence, wrap=True)
    holder = QWidget()
    holder.setProperty("role", "sheet")
    mark = pill(word, finding.severity)
    inside = row(icon, mark, text, gap=look().px(6))
    inside.setStretch(2, 1)
    for part in (icon, mark):
        inside.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    holder.setLayout(inside)
    holder.setAccessibleName(f"{word}：{finding.sentence}")
    return holder


class FindingsView(QWidget):
    """``wanted`` carries the code of a figure; ``statement`` asks for a 情况说明."""

    wanted = Signal(str)
    statement = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "sheet")
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, look().px(6), 0)
        self._list.setSpacing(look().px(10))
        inside = QWidget()
        inside.setProperty("role", "sheet")
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.setLayout(column(scroll))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; nothing found is a good word too."""
        clear(self._list)
        if not findings:
            good = Finding("green", "各项勾稽关系相符，累计数没有低于上次报送。")
            drawing = Drawing("circle-check", "green")
            inside = row(drawing, pill("相符", "green"), words(good.sentence, wrap=True), gap=look().px(6))
            inside.setStretch(2, 1)
            self._list.addLayout(inside)
        for at, one in enumerate(findings):
            if at:
                self._list.addWidget(line())
            self._list.addWidget(finding_line(one))
            self._list.addLayout(self._links(one))
        self._list.addStretch(1)

    def _links(self, finding: Finding) -> QVBoxLayout:
        """Buttons beneath a sentence."""
        buttons: list[QWidget] = [
            button(f"看 {code}", kind="link", small=True, on_click=partial(self.wanted.emit, code))
            for code in finding.codes[:3]
        ]
        for ledger, ids in finding.records.items():
            if ids:
                title = self._desk.feature(ledger).ledger
                said = f"看记录（{len(ids)} {title.counter}{title.title}）"
                act = partial(self._open, ledger, tuple(ids))
                buttons.append(button(said, kind="link", small=True, on_click=act))
        if finding.rule == FALL:
            buttons.append(button("生成情况说明", "file-text", small=True, on_click=self.statement.emit))
        lines = [row(look().px(22), *buttons[at : at + 2], None, gap=6) for at in range(0, len(buttons), 2)]
        return column(*lines, gap=2)

    def _open(self, ledger: str, ids: tuple[int, ...]) -> None:
        if len(ids) == 1:
            self._desk.go(ledger, record=ids[0])
            return
        RecordsDialog(self._desk, self._desk.feature(ledger), ids, self, "相关记录").open()
