"""What stands behind one figure: ledgers + adjustments, the rule, the records, the entries by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.dispatch.figures import Adjustment
from app.kernel.indicators import shown
from ui.dispatch.records_list import RecordsList
from ui.dispatch.snapshot import PartDetail, Snapshot, change_text, details, period, signed
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.press import ToolButton
from ui.shell.widgets import button, clear, column, icon_button, line, row, words
from ui.shell.worker import Control


class FigurePanel(QWidget):
    """Shows a figure; ``adjust`` and ``cancel`` ask the page to do what they say."""

    adjust = Signal(str, int)
    cancel = Signal(object)
    closed = Signal()
    ready = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taken: Snapshot | None = None
        self._code = ""
        self._part = 1
        self._details: list[PartDetail] = []
        self._control: Control | None = None
        self.setProperty("role", "sheet")
        self.title = words("", "section", wrap=True)
        self._section = words("", "hint")
        close = icon_button("x", "关闭（Esc）", self.closed.emit)
        head = row(column(self._section, self.title, gap=2), close)
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._body = QVBoxLayout()
        self._body.setSpacing(look().px(10))
        self._body.setContentsMargins(0, 0, look().px(6), 0)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        inside.setLayout(self._body)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outer = column(head, scroll, gap=look().px(8))
        outer.setStretch(1, 1)
        self.setLayout(outer)

    @property
    def code(self) -> str:
        """Which figure is shown; empty for none."""
        return self._code

    def show_figure(self, taken: Snapshot, code: str) -> None:
        """Explain a figure of a table; keeps the part of a pair that was looked at."""
        if code != self._code:
            self._part = 1
        self._taken, self._code = taken, code
        indicator = taken.table.indicators[code]
        section = next(one for one in taken.table.sections if indicator in one.indicators)
        self._section.setText(f"{section.plain_title} · 第{indicator.number}项（{code}）")
        self.title.setText(indicator.plain_label)
        workspace, figures = self._desk.workspace, taken.figures
        compared = taken.compared.get(code, ())
        if self._control is not None:
            self._control.cancel()
        self._control = self._desk.worker.run(
            self, lambda _control: details(workspace, figures, code, compared), self._take
        )

    def _take(self, found: list[PartDetail]) -> None:
        self._control = None
        self._details = found
        self._show()
        self.ready.emit()

    def _show(self) -> None:
        clear(self._body)
        assert self._taken is not None
        part = self._details[min(self._part, len(self._details)) - 1]
        if len(self._details) > 1:
            self._body.addLayout(self._parts())
        self._body.addLayout(self._sum(part))
        if part.row is not None and part.row.last is not None:
            self._body.addWidget(words(self._since(part), "second", wrap=True))
        self._body.addWidget(line())
        self._body.addWidget(words(part.sentence.partition("：")[2], "second", wrap=True))
        day = period(self._taken.table, self._taken.figures.day, part.measure)
        self._body.addWidget(words(f"统计期间：{day}", "hint", wrap=True))
        self._records(part)
        self._entries(part)
        self._body.addStretch(1)

    def _parts(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        made = []
        for one in self._details:
            segment = ToolButton()
            segment.setProperty("kind", "segment")
            name = one.measure.name or f"第{one.part}个数"
            segment.setText(f"{name} {one.printed}")
            segment.setAccessibleName(segment.text())
            segment.setCheckable(True)
            segment.setChecked(one.part == self._part)
            segment.clicked.connect(partial(self._choose, one.part))
            group.addButton(segment)
            made.append(segment)
        return row(*made, None, gap=look().px(6))

    def _choose(self, part: int, _checked: bool = False) -> None:
        self._part = part
        self._show()

    def _sum(self, part: PartDetail) -> QHBoxLayout:
        """印出 12 = 台账计算 10 + 手工调整 +2."""
        unit = "" if part.measure.unit == "是/否" else part.measure.unit
        blocks = (
            ("表上数字", part.printed, unit),
            ("台账计算", part.computed, ""),
            ("手工调整", part.effect.removeprefix("+"), ""),
        )
        made = row(gap=look().px(10))
        for at, (name, figure, suffix) in enumerate(blocks):
            if at:
                sign = words("=" if at == 1 else "＋", "section")
                made.addWidget(sign)
                made.setAlignment(sign, Qt.AlignmentFlag.AlignBottom)
            big = words(figure, "title")
            number = row(big, words(suffix, "second"), None, gap=4) if suffix else row(big, None, gap=0)
            block = column(words(name, "hint"), None, number, gap=2)
            made.addLayout(block)
        made.addStretch(1)
        return made

    def _since(self, part: PartDetail) -> str:
        assert self._taken is not None
        assert self._taken.last is not None
        assert part.row is not None
        table, before = self._taken.table, part.row
        told = change_text(table, before.change)
        assert before.last is not None
        said = f"上期（{self._taken.last.title}）{shown(table, before.last)}{part.measure.unit}"
        return f"{said}，本期{told}" if told and told != "平" else f"{said}，没有变化"

    def _records(self, part: PartDetail) -> None:
        feature = self._desk.feature(part.measure.ledger)
        counter = feature.ledger.counter
        head = row(words(f"计入的记录 {len(part.ids)} {counter}", "section"), None)
        if part.ids and part.rule is not None:
            rule, title = part.rule, f"计入 {self._code} 的记录"
            go = partial(self._desk.go, feature.name, rule=rule, title=title)
            head.addWidget(button("在台账中打开", "external-link", "link", small=True, on_click=go))
        self._body.addLayout(head)
        if not part.ids:
            said = f"{feature.ledger.title}台账中没有符合条件的记录。"
            self._body.addWidget(words(said, "second", wrap=True))
            return
        listed = RecordsList(self._desk, feature)
        listed.show_ids(part.ids)
        listed.setFixedHeight(look().px(36 + 38 * min(len(part.ids), 6) + 12))
        self._body.addWidget(listed)
        self._body.addWidget(words("双击或按回车查看记录。", "hint"))

    def _entries(self, part: PartDetail) -> None:
        self._body.addWidget(line())
        add = button(
            "新增调整…", "plus", small=True, on_click=partial(self.adjust.emit, self._code, part.part)
        )
        self._body.addLayout(row(words("手工调整", "section"), None, add))
        if not part.entries:
            text = "上级或其他部门通报、台账里没有的数，可以在这里加一笔，写明原因。"
            self._body.addWidget(words(text, "second", wrap=True))
        for one in part.entries:
            self._body.addLayout(self._entry(one))

    def _entry(self, one: Adjustment) -> QHBoxLayout:
        assert self._taken is not None
        amount = words(signed(self._taken.table, one.amount), "section")
        late = one.day > self._taken.figures.day and not one.cancelled
        told = f"自{one.day.isoformat()}起 · {one.scope.title if one.scope.name else '全街道'}"
        told += "（晚于本表日期，未计入）" if late else ""
        lines = [words(one.reason, wrap=True), words(told, "hint", wrap=True)]
        lines.append(words(f"{one.who or '未署名'} {one.at} 登记", "hint", wrap=True))
        if one.cancelled:
            lines.append(words(f"已撤销：{one.cancelled}", "error", wrap=True))
        middle = column(*lines, gap=2)
        parts = row(amount, middle, gap=look().px(10))
        parts.setStretch(1, 1)
        parts.setAlignment(amount, Qt.AlignmentFlag.AlignTop)
        if one.cancelled:
            font = amount.font()
            font.setStrikeOut(True)
            amount.setFont(font)
        else:
            undo = icon_button("ban", "撤销这笔调整", partial(self.cancel.emit, one), size=14)
            parts.addWidget(undo)
            parts.setAlignment(undo, Qt.AlignmentFlag.AlignTop)
        return parts
