"""需要您确认: what the file does not say and the clerk knows, asked once for all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.kernel.feature import Feature
from app.kernel.fields import Kind
from app.kernel.parsing import NotUnderstood
from ui.forms.field_box import FieldBox
from ui.forms.one import Choice, OneEditor
from ui.forms.record_dialog import help_for
from ui.imports.preview import Preview
from ui.shell.desk import Desk
from ui.shell.look import look
from ui.shell.widgets import clear, column, words

WIDTH = 316
YEARS = 5
LATER = "先不选（标为待完善）"
NEW_ONE = "都不是，新建一家"


class QuestionsPanel(QFrame):
    """``answered(field, value)``, ``meant(name, firm id or name or None)``, ``year_said(year or 0)``."""

    answered = Signal(str, object)
    meant = Signal(str, object)
    year_said = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        here = look()
        self.setProperty("role", "card")
        self.setAccessibleName("需要您确认")
        self.setFixedWidth(here.px(WIDTH))
        self._sheet = QWidget()
        self._sheet.setProperty("role", "sheet")
        self._list = QVBoxLayout(self._sheet)
        self._list.setContentsMargins(0, 0, here.px(8), 0)
        self._list.setSpacing(here.px(14))
        scroll = QScrollArea()
        scroll.setWidget(self._sheet)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        said = words(
            "文件里没写、只有您知道的，在这里说一次，对全部行有效；不填也能导入。", "hint", wrap=True
        )
        said.setContentsMargins(0, 0, here.px(8), 0)
        body = column(words("需要您确认", "section"), said, scroll, gap=here.px(8))
        body.setStretch(2, 1)
        body.setContentsMargins(here.px(16), here.px(14), here.px(8), here.px(12))
        self.setLayout(body)
        self._shown: tuple[object, ...] = ()
        self.fields: dict[str, FieldBox] = {}
        self.firms: dict[str, QComboBox] = {}
        self.year: QComboBox | None = None

    def show_preview(self, preview: Preview, year: int | None) -> bool:
        """Ask what is open; the controls stay while the questions are the same. False: there is nothing to ask."""
        plan = preview.plan
        asks_year = plan.year_missing or year is not None
        firms = tuple((name, tuple(found)) for name, found in plan.fitting.items())
        wanted = (plan.feature.name, preview.asked, tuple(name for name, _ in firms), asks_year)
        if wanted != self._shown:
            self._shown = wanted
            self._build(preview, asks_year, year)
        return bool(preview.asked or firms or asks_year)

    def _build(self, preview: Preview, asks_year: bool, year: int | None) -> None:
        clear(self._list)
        self.fields, self.firms, self.year = {}, {}, None
        plan = preview.plan
        for name in preview.asked:
            self._list.addWidget(self._field(plan.feature, name))
        if asks_year:
            self._list.addLayout(self._years(year))
        for name, found in plan.fitting.items():
            self._list.addLayout(self._firm(name, found, plan.request.firms.get(name)))
        self._list.addStretch(1)

    def _field(self, feature: Feature, name: str) -> QWidget:
        field = feature.ledger[name]
        if not field.picks and field.kind is not Kind.DAY:
            return words(
                f"文件里没有“{field.label}”这一栏，这些记录会标为待完善；也可在“栏目对应”里指定。",
                "second",
                wrap=True,
            )
        asked = replace(field, label=f"{field.label}：全部填为", required=False, hint="")
        box = FieldBox(asked, help_for(self._desk, feature))
        if isinstance(box.editor, OneEditor):
            box.editor.line.setPlaceholderText(LATER)
        box.changed.connect(lambda: self._say(name))
        self.fields[name] = box
        return box

    def _say(self, name: str) -> None:
        try:
            value = self.fields[name].value()
        except NotUnderstood:
            return
        self.answered.emit(name, value)

    def _years(self, year: int | None) -> QVBoxLayout:
        box = Choice()
        box.setAccessibleName("没写年份的日期按哪一年")
        box.addItem("请选择年份", 0)
        this = self._desk.workspace.clock.today().year
        for one in range(this, this - YEARS, -1):
            box.addItem(f"{one}年", one)
        box.setCurrentIndex(max(0, box.findData(year or 0)))
        box.activated.connect(lambda _at: self.year_said.emit(int(box.currentData())))
        self.year = box
        return column(words("有的日期没写年份，按哪一年？", "label"), box, gap=4)

    def _firm(self, name: str, found: Sequence[tuple[int, str]], chosen: int | str | None) -> QVBoxLayout:
        box = Choice()
        box.setAccessibleName(f"“{name}”是哪一家")
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.addItem(LATER, None)
        for firm, full in found:
            box.addItem(full, firm if firm > 0 else full)
            box.setItemData(box.count() - 1, full, Qt.ItemDataRole.ToolTipRole)
        if name not in (full for _, full in found):
            box.addItem(NEW_ONE, name)
        if chosen is not None:
            box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(lambda _at: self.meant.emit(name, box.currentData()))
        self.firms[name] = box
        return column(words(f"“{name}”有 {len(found)} 家相符，是哪一家？", "label", wrap=True), box, gap=4)
