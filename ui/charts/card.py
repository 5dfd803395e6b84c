"""A sheet with one chart: drawn, or as a table that can be copied; a figure leads to the records behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from app.kernel.chart_rows import WHOLE, stacked
from app.kernel.charts import Series, Shape, bars, donut
from app.kernel.ledger import STATUS_TONES
from app.overview.trends import Cell, Chart
from ui.charts.view import ChartView
from ui.shell.press import ToolButton
from ui.shell.widgets import Card, EmptyState, icon_button, words
from ui.tables.plain import PlainColumn, PlainTable

Draw = Callable[[Chart, float, float], Sequence[Shape]]
UNCLOSED_TONE = "amber"


class ChartCard(Card):
    """``opened(ledger, filter, title)`` when a figure was chosen by mouse or keyboard, in drawing or table."""

    opened = Signal(str, object, str)

    def __init__(self, title: str, draw: Draw, *, height: int) -> None:
        super().__init__(title, margin=14, gap=8)
        self.chart: Chart | None = None
        self._draw = draw
        self.view = ChartView(lambda _w, _h: (), title, height=height)
        self.view.clicked.connect(self._open)
        self.table = PlainTable(f"{title}（表）")
        self.table.opened.connect(self._open_row)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.table)
        self.stack.addWidget(EmptyState("chart-column", "还没有可以统计的隐患"))
        self.note = words("", "hint")
        self.body.addWidget(self.note)
        self.body.addWidget(self.stack, 1)
        self._copy = icon_button("copy", "复制这张表，可粘到 Excel", self.copy)
        self._copy.hide()
        self._switch = QButtonGroup(self)
        self.tools.addWidget(self._copy)
        for place, word in enumerate(("图", "表")):
            made = ToolButton()
            made.setProperty("kind", "tab")
            made.setProperty("tight", "true")
            made.setText(word)
            made.setCheckable(True)
            made.setChecked(place == 0)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setAccessibleName(f"{title}：看{word}")
            self._switch.addButton(made, place)
            self.tools.addWidget(made)
        self._switch.idClicked.connect(self.turn)

    def show_chart(self, chart: Chart) -> None:
        """Show its figures; whether drawn or as a table stays as it was."""
        self.chart = chart
        self.heading.setText(chart.title)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        self.view.show_chart(lambda w, h: self._draw(chart, w, h), chart.title, told(chart))
        columns = [PlainColumn(chart.head, 100, 2), *(PlainColumn(one, 64, 1) for one in table_heads(chart))]
        self.table.show_rows(columns, table_rows(chart))
        self.turn(self._switch.checkedId())

    def turn(self, place: int) -> None:
        """0 the drawing, 1 the table."""
        self._switch.button(place).setChecked(True)
        self._copy.setVisible(place == 1)
        empty = self.chart is None or self.chart.empty
        self.stack.setCurrentIndex(2 if empty and place == 0 else place)

    def copy(self) -> None:
        """All rows with their headings."""
        chosen = self.table.chosen_rows()
        self.table.selectAll()
        self.table.copy()
        self.table.clearSelection()
        for one in chosen:
            self.table.selectRow(one)

    def _open(self, key: str) -> None:
        if self.chart is not None:
            cell, title = found(self.chart, key)
            self.opened.emit(self.chart.ledger, cell.rule, title)

    def _open_row(self, at: int) -> None:
        """The figure the cursor is on; on the name, the whole of it where the series add up, else the first."""
        if self.chart is None:
            return
        series = self.table.currentIndex().column() - 1
        if not 0 <= series < len(self.chart.series):
            self._open(f"{WHOLE}:{at}" if self.chart.wholes else f"0:{at}")
        else:
            self._open(f"{series}:{at}")


def found(chart: Chart, key: str) -> tuple[Cell, str]:
    """The figure a key means, and what its list is called."""
    series, _, place = key.partition(":")
    label = chart.labels[int(place)]
    if series == WHOLE:
        return chart.wholes[int(place)], f"{chart.head} {label}"
    name = chart.series[int(series)]
    kind = "" if len(chart.series) == 1 else f"·{name}"
    return chart.cells[int(series)][int(place)], f"{chart.head} {label}{kind}"


def told(chart: Chart) -> str:
    """Every figure in words."""
    parts = []
    for place, label in enumerate(chart.labels):
        figures = "、".join(
            f"{name}{cells[place].count}条" for name, cells in zip(chart.series, chart.cells, strict=True)
        )
        parts.append(f"{label}{figures}")
    return "；".join(parts)


def table_heads(chart: Chart) -> tuple[str, ...]:
    """The headings after the first."""
    return (*chart.series, *(("合计",) if chart.wholes else ()))


def table_rows(chart: Chart) -> list[list[str]]:
    """A line for each label."""
    rows = [*chart.cells, *((chart.wholes,) if chart.wholes else ())]
    return [[label, *(f"{cells[place].count}" for cells in rows)] for place, label in enumerate(chart.labels)]


def _series(chart: Chart, *colours: str) -> list[Series]:
    return [
        Series(name, tuple(float(one.count) for one in cells), colour)
        for name, cells, colour in zip(chart.series, chart.cells, colours, strict=True)
    ]


def draw_months(chart: Chart, width: float, height: float) -> list[Shape]:
    """Found and closed side by side."""
    return bars(chart.labels, _series(chart, "", ""), width, height)


def draw_share(chart: Chart, width: float, height: float) -> list[Shape]:
    """Closed and not closed, one after the other."""
    return stacked(chart.labels, _series(chart, "s1", UNCLOSED_TONE), width, height)


def draw_states(chart: Chart, width: float, height: float) -> list[Shape]:
    """A ring in the colours of the pills."""
    parts = [(name, float(one.count)) for name, one in zip(chart.labels, chart.cells[0], strict=True)]
    tones = [dict(STATUS_TONES).get(name, "neutral") for name in chart.labels]
    return donut(parts, "隐患总数", width, height, tones)
