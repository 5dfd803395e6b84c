"""栏目对应: what each heading of the file means, how sure that is, and a way to say otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.kernel.feature import Feature
from ui.forms.one import Choice
from ui.imports.preview import HOW, Heading
from ui.shell.heading import Note
from ui.shell.look import look
from ui.shell.widgets import clear, pill, words

NOWHERE = "（不导入这一列）"


class MappingView(QScrollArea):
    """``led(heading, field)`` when the clerk leads a heading elsewhere; an empty field leaves the column out."""

    led = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("栏目对应")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = QWidget()
        self._sheet.setProperty("role", "sheet")
        self._body = QVBoxLayout(self._sheet)
        here = look()
        self._body.setContentsMargins(here.px(12), here.px(4), here.px(12), here.px(12))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(here.px(16))
        self._grid.setVerticalSpacing(here.px(6))
        self._body.addLayout(self._grid)
        self._body.addStretch(1)
        self.setWidget(self._sheet)
        self._shown: tuple[tuple[str, ...], str] = ((), "")
        self.boxes: dict[str, QComboBox] = {}
        self._holders: dict[str, QVBoxLayout] = {}

    def show_headings(self, feature: Feature, headings: Sequence[Heading]) -> None:
        """Fill the view; the controls stay where only what they say has changed, so that focus stays too."""
        shown = (tuple(one.text for one in headings), feature.name)
        if shown != self._shown:
            self._shown = shown
            self._build(feature, headings)
        for one in headings:
            box = self.boxes[one.text]
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(one.field)))
            box.blockSignals(False)
            holder = self._holders[one.text]
            clear(holder)
            word, tone = HOW.get(one.how, HOW[""])
            if one.how in ("given", "remembered") and not one.field:
                word, tone = "不导入", "neutral"
            holder.addWidget(pill(word, tone))

    def _build(self, feature: Feature, headings: Sequence[Heading]) -> None:
        clear(self._grid)
        self.boxes, self._holders = {}, {}
        for at, title in enumerate(("文件里的栏目", "导入到", "把握", "文件里的内容举例")):
            self._grid.addWidget(words(title, "label"), 0, at)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(3, 4)
        for place, one in enumerate(headings, start=1):
            name = words(one.text, wrap=True)
            name.setMinimumWidth(look().px(120))
            sample = Note(one.samples)
            sample.setToolTip(one.samples)
            holder = QVBoxLayout()
            self._grid.addWidget(name, place, 0)
            self._grid.addWidget(self._box(feature, one), place, 1)
            self._grid.addLayout(holder, place, 2)
            self._grid.addWidget(sample, place, 3)
            self._holders[one.text] = holder

    def _box(self, feature: Feature, heading: Heading) -> QComboBox:
        box = Choice()
        box.setMaxVisibleItems(14)
        box.setMinimumWidth(look().px(200))
        box.addItem(NOWHERE, "")
        for one in feature.ledger.fields:
            box.addItem(f"{one.label} *" if one.required else one.label, one.name)
        box.setAccessibleName(f"“{heading.text}”导入到")
        box.activated.connect(lambda _at, text=heading.text: self.led.emit(text, str(box.currentData())))
        self.boxes[heading.text] = box
        return box
